"""Where the parts of a conditional sentence stand around its connective."""

from bisect import bisect_left

from onrecord.interpret.clauses import Scene
from onrecord.interpret.verbs import verb_groups
from onrecord.interpret.words import pos_of
from onrecord.text.tokens import Doc
from onrecord.text.words import word_set

_STAYS = word_set("stays remains stay remain")
_FRONT_WORDS = word_set('that and but , " “ said says then')


def index_at(doc: Doc, offset: int, start: int, end: int) -> int:
    """The index of the first word that begins at an offset or after it."""
    if start >= end:
        return end
    return start + bisect_left(range(start, end), offset, key=lambda index: doc[index].idx)


def piece_at(scene: Scene, index: int, start: int, end: int) -> tuple[int, int]:
    """The part of a sentence that is one piece of content with a word, or all of it in narration."""
    doc = scene.doc
    piece = scene.voices.bounds(doc[index].idx) if index < end else None
    if piece is None:
        return start, end
    return index_at(doc, piece[0], start, end), index_at(doc, piece[1], start, end)


def piece_with_verb(scene: Scene, index: int, start: int, end: int) -> tuple[int, int]:
    """The smallest piece of content, or the sentence, in which a word follows a finite verb.

    "would not vote for | a premier until ...": where the content begins within a clause, the clause counts.

    Args:
        scene: the report.
        index: index of the word.
        start: index of the first word of its sentence.
        end: index after its last one.
    """
    floor, ceiling = piece_at(scene, index, start, end)
    groups = verb_groups(scene.doc, floor, index + 1)
    if (
        floor == start
        or scene.doc[index].lower_ in _STAYS
        or any(group.finite or group.infinitive for group in groups)
    ):
        return floor, ceiling
    offset = scene.doc[index].idx
    outer = [
        (index_at(scene.doc, span.start, start, end), index_at(scene.doc, span.end, start, end))
        for attribution in scene.voices.attributions
        for span in attribution.content
        if span.start <= offset < span.end
    ]
    wider = [piece for piece in outer if piece[0] < floor and has_verb(scene.doc, piece[0], index + 1)]
    return max(wider, default=(start, end))


def is_fronted(doc: Doc, first: int, floor: int) -> bool:
    """Whether a connective opens its clause."""
    index = first - 1
    while index >= floor and (doc[index].lower_ in _FRONT_WORDS or pos_of(doc[index]) in {"PUNCT", "SPACE"}):
        if doc[index].text in {",", ";", ":", "—"} and index > floor:
            return False
        index -= 1
    return index < floor or (doc[index + 1].lower_ == "that" and index >= floor)


def before_inserted_cue(scene: Scene, first: int, start: int) -> int:
    """Where the step ends, before an inserted ", she said,"."""
    doc = scene.doc
    index = first
    while index > start and doc[index - 1].text == ",":
        index -= 1
    opening = index - 1
    while opening > start and doc[opening].text not in {",", "”", '"'}:
        opening -= 1
    if opening <= start or (index == first and doc[first - 1].text != ","):
        return first if index == first else index
    inserted = scene.voices.cued(doc[opening].idx, doc[index - 1].idx + len(doc[index - 1]))
    return opening if inserted is not None else index


def clause_start(doc: Doc, end: int, floor: int) -> int:
    """Where the clause begins that ends at a word: after a semicolon, or "and" with a subject of its own."""
    for index in range(end - 1, floor, -1):
        token = doc[index]
        if token.text in {";", ":"}:
            return index + 1
        if token.lower_ in {"but", "and"} and doc[index - 1].text == "," and has_verb(doc, index + 1, end):
            return index + 1
        joined = token.lower_ in {"but", "and"} and index + 2 < end and doc[index + 1].tag_ == "MD"
        if joined and doc[index + 2].lower_ != "be":
            # "his troops were there and would leave only when ...": the second of two verbs.
            return index + 1
        if (
            token.lower_ in {"that"}
            and pos_of(token) == "SCONJ"
            and index + 2 < end
            and has_verb(doc, index + 1, end)
        ):
            return index + 1
    return floor


def need_end_of(doc: Doc, start: int, end: int) -> int:
    """Where a requirement ends: before a semicolon, or a comma that goes on with something else."""
    for index in range(start + 1, end):
        if doc[index].text in {";", ":"} or _is_stressed(doc, index, end):
            return index
        if doc[index].text == "," and index + 1 < end and doc[index + 1].lower_ == "to":
            return index
        if (
            doc[index].text == ","
            and index + 1 < end
            and doc[index + 1].lower_
            in {"and", "but", "he", "she", "they", "which", "who", "said", "its", "the", "adding"}
            and index - start >= 3
        ):
            return index
    return end


def _is_stressed(doc: Doc, index: int, end: int) -> bool:
    """Whether the words only stress what a clause says: "and not before", "and no sooner"."""
    if doc[index].lower_ != "and" or index + 2 >= end:
        return False
    return doc[index + 1].lower_ in {"not", "no"} and doc[index + 2].lower_ in _STRESSING


_STRESSING = word_set("before sooner otherwise earlier later until")


def has_verb(doc: Doc, start: int, limit: int) -> bool:
    """Whether a stretch has a finite verb."""
    return any(group.finite for group in verb_groups(doc, start, limit))
