"""Events: what a report says has happened to a step."""

from collections.abc import Iterator
from functools import cache
from typing import cast

from onrecord.interpret.clauses import Clause, Scene
from onrecord.interpret.drafts import EventDraft
from onrecord.interpret.naming import Naming, name_phrase, name_span, name_verb
from onrecord.interpret.words import read_data
from onrecord.model.claims import EventStatus

_WHOLE = {"done": 0.7, "begun": 0.65, "agreed": 0.7, "postponed": 0.75, "failed": 0.65}


@cache
def event_verbs() -> dict[str, list[tuple[tuple[str, ...], EventStatus, str]]]:
    """The verbs of `data/events.toml` by base form: further words, status, name of the pattern."""
    found: dict[str, list[tuple[tuple[str, ...], EventStatus, str]]] = {}
    for entry in read_data("events")["pattern"]:
        for words in entry["verbs"]:
            base, *rest = words.split()
            found.setdefault(base, []).append(
                (tuple(rest), cast(EventStatus, entry["status"]), entry["name"])
            )
    for entries in found.values():
        entries.sort(key=lambda item: -len(item[0]))
    return found


def read_events(scene: Scene, clause: Clause) -> Iterator[EventDraft]:
    """The events that a clause tells.

    Args:
        scene: the report.
        clause: one verb group in its sentence.

    Yields:
        One event at most: of a verb in the past or perfect, not negated, not under a modal verb.
    """
    group, doc = clause.group, scene.doc
    if (
        clause.unsettled
        or clause.question
        or group.modal
        or group.negative
        or clause.subject is None
        or not group.finite
    ):
        return
    if not (group.past or group.perfect):
        return
    for rest, status, name in event_verbs().get(group.base, ()):
        if [token.lower_ for token in doc[group.end : group.end + len(rest)]] != list(rest):
            continue
        naming = _name(scene, clause, status, group.end + len(rest))
        if naming is not None and not naming.negative:
            yield EventDraft(
                actors=() if group.passive else clause.actors,
                status=status,
                naming=naming,
                evidence=scene.place(clause.subject.start, max(naming.end, group.end)),
                voice=clause.voice,
                pattern=name,
                confidence=_WHOLE[status],
            )
        return


def _name(scene: Scene, clause: Clause, status: EventStatus, end: int) -> Naming | None:
    group, doc, subject = clause.group, scene.doc, clause.subject
    if subject is None:
        return None
    if status == "done":
        return name_verb(doc, group, subject, clause.limit) if group.passive or clause.actors else None
    thing = name_phrase(doc, end, clause.limit) if not group.passive else None
    if thing is not None:
        return thing if clause.actors else None
    return name_span(doc, subject.start, subject.end) if not clause.actors else None
