"""Events: what a report says has happened to a step."""

from collections.abc import Iterator
from functools import cache
from typing import cast

from onrecord.interpret.clauses import Clause, Scene
from onrecord.interpret.dating import happened
from onrecord.interpret.drafts import EventDraft
from onrecord.interpret.naming import Naming, name_phrase, name_span, name_verb
from onrecord.interpret.subjects import Subject
from onrecord.interpret.verbs import VerbGroup
from onrecord.interpret.whole import head_of, says_something
from onrecord.interpret.words import read_data, verbs
from onrecord.model.claims import EventStatus
from onrecord.text.tokens import Doc
from onrecord.text.words import word_set

_WHOLE = {"done": 0.7, "begun": 0.65, "agreed": 0.7, "postponed": 0.75, "failed": 0.65}
_HARDLY = word_set("nearly almost hardly barely scarcely never rarely")
_STARTING = word_set("begin start open resume launch commence")
_OPENING = word_set("open launch")


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


@cache
def _listed(name: str) -> frozenset[str]:
    """A list of words of `data/events.toml`."""
    return frozenset(read_data("events")[name])


def read_events(scene: Scene, clause: Clause) -> Iterator[EventDraft]:
    """The events that a clause tells.

    Args:
        scene: the report.
        clause: one verb group in its sentence.

    Yields:
        One event at most: of a verb in the past or perfect, not negated, not under a modal verb.
    """
    group, doc = clause.group, scene.doc
    if clause.unsettled or clause.question or clause.subject is None or not _has_happened(doc, group):
        return
    for rest, status, name in event_verbs().get(group.base, ()):
        if [token.lower_ for token in doc[group.end : group.end + len(rest)]] != list(rest):
            continue
        end = group.end + len(rest)
        found = _read(scene, clause, status, end)
        if found is not None and not found[1].negative and says_something(found[1], alone=False):
            yield EventDraft(
                actors=() if group.passive else clause.actors,
                status=found[0],
                naming=found[1],
                evidence=scene.place(clause.subject.start, max(found[1].end, end)),
                voice=happened(scene, clause.voice, group),
                pattern=name,
                confidence=_WHOLE[found[0]],
            )
        return


def _has_happened(doc: Doc, group: VerbGroup) -> bool:
    """Whether a verb tells what is over or has begun: no plan, no attempt, nothing that lasts."""
    if group.modal or group.negative or not group.finite or group.progressive:
        return False
    if not (group.past or group.perfect):
        return False
    words = {token.lower_ for token in doc[max(0, group.start - 1) : group.end + 1]}
    return not words & _HARDLY


def _read(scene: Scene, clause: Clause, status: EventStatus, end: int) -> tuple[EventStatus, Naming] | None:
    """What has happened to which step."""
    group, doc, subject = clause.group, scene.doc, clause.subject
    if subject is None:
        return None
    known = bool(clause.actors) or _is_a_side(doc, subject)
    if group.base in _STARTING and end < clause.limit and (doc[end].lower_ == "to" or doc[end].tag_ == "VBG"):
        # "began to withdraw the troops"
        inner = next((other for other in clause.groups[clause.number + 1 :] if other.verb <= end + 1), None)
        if inner is None or not known or inner.base in verbs().saying | verbs().mental | {"call"}:
            return None
        named = name_verb(doc, inner, None, clause.limit)
        return ("begun", named) if named is not None else None
    thing = name_phrase(doc, end, clause.limit) if not group.passive else None
    if thing is None and status == "agreed" and not group.passive:
        return None  # "the board has agreed to nothing"
    held = thing if thing is not None else name_span(doc, subject.start, subject.end)
    if held is None:
        return None
    if group.base == "hold" and not _is_an_occasion(held):
        return None
    if group.base in _STARTING and not _is_an_occasion(held):
        # "opened the line" is an opening that is done, and no line that has begun.
        if group.base not in _OPENING:
            return None
        status = "done"
    if status == "done":
        named = name_verb(doc, group, subject, clause.limit) if group.passive or known else None
        return ("done", named) if named is not None else None
    if thing is not None:
        return (status, thing) if known else None
    return (status, held) if not clause.actors else None


def _is_an_occasion(naming: Naming) -> bool:
    """Whether something is held or begins, as talks, votes and strikes do."""
    words = naming.label.lower().split()
    return head_of(words) in _listed("occasions") or words[0] in {"round", "day", "series"}


def _is_a_side(doc: Doc, subject: Subject) -> bool:
    """Whether a subject is some party, though it isn't said which: "the two sides", "the last soldiers"."""
    return not subject.relative and doc[subject.head_end - 1].lower_ in _listed("sides")
