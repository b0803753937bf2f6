"""Participles that go on with a clause: "left the hall, calling for a new vote"."""

from dataclasses import replace

from onrecord.interpret.cast import actors_of
from onrecord.interpret.clauses import Clause, Scene
from onrecord.interpret.subjects import subject_of
from onrecord.text.words import word_set

_JOINED = word_set("while when after before by")


def is_adjoined(scene: Scene, clause: Clause) -> bool:
    """Whether a clause is a participle after a comma, whose subject is that of the clause before.

    Args:
        scene: the report.
        clause: a clause without a finite verb.
    """
    doc, group = scene.doc, clause.group
    if doc[group.verb].tag_ != "VBG" or group.start != group.verb or group.start <= clause.start + 2:
        return False
    before = doc[group.start - 1]
    return before.text == "," or (before.lower_ in _JOINED and doc[group.start - 2].text == ",")


def with_main_subject(scene: Scene, clause: Clause) -> Clause:
    """A participle clause with the subject of the first finite verb of its sentence.

    Args:
        scene: the report.
        clause: the clause.

    Returns:
        It, with subject and actors; without a subject where the sentence gives none that is an actor, or
        where another verb stands between.
    """
    doc = scene.doc
    finite = [n for n, group in enumerate(clause.groups[: clause.number]) if group.finite]
    if len(finite) != 1:
        return replace(clause, subject=None, actors=())
    subject = subject_of(doc, list(clause.groups), finite[0], clause.start)
    if subject is None or subject.relative:
        return replace(clause, subject=None, actors=())
    actors = actors_of(doc, scene.cast, subject, clause.voice.speaker, clause.voice.quoted)
    return replace(clause, subject=subject, actors=tuple(actors))
