"""What "it", "they" and "that" point back at."""

from onrecord.interpret.clauses import Scene
from onrecord.interpret.naming import Naming, name_clause
from onrecord.interpret.nouns import PRONOUNS, is_time
from onrecord.interpret.slots import index_at, piece_at
from onrecord.interpret.subjects import Subject, subject_of
from onrecord.interpret.verbs import verb_groups
from onrecord.interpret.words import pos_of
from onrecord.text.tokens import Doc
from onrecord.text.words import word_set

POINTING = word_set("it they this these those none that")


def step_before(scene: Scene, index: int) -> Naming | None:
    """What the clause before names, for a clause whose subject only points back.

    Args:
        scene: the report.
        index: index of the first word of the clause that points back.

    Returns:
        The name, or None where the clause doesn't point back, or nothing stands before it.
    """
    doc = scene.doc
    index = _skip(doc, index)
    if index >= len(doc) or doc[index].lower_ not in POINTING:
        return None
    stretch = words_before(scene, index)
    return name_clause(doc, *stretch) if stretch else None


def subject_before(scene: Scene, index: int) -> Subject | None:
    """The subject of the clause before, for a pronoun that is the subject of this one.

    Args:
        scene: the report.
        index: index of the pronoun.

    Returns:
        The subject, or None where it is a pronoun itself or stands for an actor.
    """
    doc = scene.doc
    plural = doc[index].lower_ in {"they", "these", "those"}
    return _subject_in(scene, words_before(scene, index), plural=plural) or _subject_in(
        scene, words_before(scene, doc[index].sent.start), plural=plural
    )


def _subject_in(scene: Scene, stretch: tuple[int, int] | None, *, plural: bool) -> Subject | None:
    """The last subject of a stretch that is no actor, no pronoun and no time, of the number asked for."""
    if stretch is None:
        return None
    doc = scene.doc
    groups = verb_groups(doc, *stretch)
    for number in range(len(groups) - 1, -1, -1):
        subject = subject_of(doc, groups, number, stretch[0]) if groups[number].finite else None
        if subject is None or _is_somebody(scene, subject) or is_time(doc, subject.start, subject.end):
            continue
        words = doc[subject.start : subject.head_end]
        if plural == (words[-1].tag_ in {"NNS", "NNPS"} or any(word.lower_ == "and" for word in words)):
            return subject
    return None


def _is_somebody(scene: Scene, subject: Subject) -> bool:
    """Whether a subject is a pronoun, or stands for an actor."""
    doc = scene.doc
    if subject.end - subject.start == 1 and doc[subject.start].lower_ in PRONOUNS:
        return True
    begin, end = doc[subject.start].idx, doc[subject.head_end - 1].idx + len(doc[subject.head_end - 1])
    return any(mention.span.end >= end - 1 for mention in scene.cast.between(begin, end))


def _skip(doc: Doc, index: int) -> int:
    while index < len(doc) and (
        pos_of(doc[index]) in {"PUNCT", "CCONJ", "SPACE"} or doc[index].lower_ in {"but", "and"}
    ):
        index += 1
    return index


def words_before(scene: Scene, index: int) -> tuple[int, int] | None:
    """The words before in the sentence, else the sentence before, as far as one voice goes.

    Args:
        scene: the report.
        index: index of a word.

    Returns:
        Indices of their first word and after the last one, or None.
    """
    doc = scene.doc
    if index >= len(doc):
        return None
    before, end = doc[index].sent.start, index
    if before >= index - 2:
        if before == 0:
            return None
        end, before = before, doc[before - 1].sent.start
    piece = scene.voices.bounds(doc[before].idx)
    if piece is None:
        floor, ceiling = piece_at(scene, end - 1, before, end)
        ceiling = min(ceiling, end)
        return (floor, ceiling) if ceiling - floor > 1 else None
    start, stop = index_at(doc, piece[0], before, end), min(end, index_at(doc, piece[1], before, end))
    return (start, stop) if stop - start > 1 else None
