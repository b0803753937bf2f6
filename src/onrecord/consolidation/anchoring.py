"""Finding what a judgement holds on to among the records of one report: by id, else by the words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from onrecord.model import Anchor, Condition, Event, Judgement, Position, ReportRecords, Span, stable_id
from onrecord.resolve.across_names import Profile, as_text, from_text, profiles_of
from onrecord.text.folding import fold

LEAST_SHARED = 0.5
"""Of the words of an anchor and of a record together, so much must be in both."""
OWN = "~"
TYPES = {
    "act": ("actor",),
    "att": ("attribution",),
    "utt": ("attribution",),
    "pos": ("position",),
    "con": ("condition",),
    "eve": ("event",),
    "iss": ("issue",),
    "cha": ("position", "condition"),
    "cfl": ("position", "condition", "event"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """A record that an anchor holds on to."""

    type: str
    id: str


def made_actor(report: str, named: Mapping[str, Any]) -> str:
    """The id of the actor that a report is given for one that a judgement names and it has not."""
    return stable_id("actor", report, "by judgement", named.get("actor") or named.get("name") or "")


class Places:
    """Where the records of one report stand in its text."""

    def __init__(self, records: ReportRecords) -> None:
        self._records = records

    def find(self, judgement: Judgement, anchor: Anchor) -> Found | None:
        """The record that an anchor of a judgement means; None where no one record does."""
        types = TYPES.get(judgement.subject[0][:3], ())
        if "actor" in types:
            member = self.member(anchor)
            return Found("actor", member) if member else None
        for type_ in types:
            if anchor.known_as in self._spans.get(type_, {}):
                return Found(type_, anchor.known_as)
        best = sorted(
            (-share, type_, id_)
            for type_ in types
            for id_, spans in self._spans.get(type_, {}).items()
            if (share := _shared(anchor, spans)) >= LEAST_SHARED
        )
        if not best or (len(best) > 1 and best[0][0] == best[1][0]):
            return None  # the same words say several things, and nothing tells which was meant
        return Found(best[0][1], best[0][2])

    def member(self, anchor: Anchor) -> str | None:
        """The actor of the report whose mention an anchor is, or who goes by the name that it had."""
        own = _owner(anchor.known_as)
        if own in self._profiles:
            return own
        best = max(
            ((_shared(anchor, [one.span]), one.actor) for one in self._records.mentions), default=(0.0, "")
        )
        if best[0] >= LEAST_SHARED:
            return best[1]
        plain = _plain(anchor.known_as)
        alike = [id_ for id_, profile in self._profiles.items() if as_text(profile) == plain]
        return alike[0] if len(alike) == 1 else None

    def called(self, name: str) -> str | None:
        """The one actor of the report that goes by a name."""
        wanted = fold(name)
        found = [
            actor.id
            for actor in self._records.actors
            if wanted in {fold(actor.name), *map(fold, actor.aliases)}
        ]
        return found[0] if len(found) == 1 else None

    @staticmethod
    def own_profile(member: str) -> str:
        """The profile of an actor that no name joins with others: a body that no text names."""
        return as_text(Profile("body", body=f"{OWN}{member}"))

    @staticmethod
    def is_own_profile(known_as: str) -> bool:
        """Whether a profile was given by a judgement: marked, or one that no text names."""
        return bool(_owner(known_as)) or (bool(known_as) and bool(from_text(known_as).mark))

    @cached_property
    def _profiles(self) -> dict[str, Profile]:
        return profiles_of(self._records.actors, self._records.attributions)

    @cached_property
    def _spans(self) -> dict[str, dict[str, list[Span]]]:
        records = self._records
        issues: dict[str, list[Span]] = {}
        every: list[Position | Condition | Event] = [*records.positions, *records.conditions, *records.events]
        for claim in every:
            named = (claim.step, claim.requirement) if isinstance(claim, Condition) else (claim.issue,)
            for issue in named:
                issues.setdefault(issue, []).extend(claim.evidence)
        return {
            "attribution": {one.id: list(one.content) for one in records.attributions},
            "position": {one.id: list(one.evidence) for one in records.positions},
            "condition": {one.id: list(one.evidence) for one in records.conditions},
            "event": {one.id: list(one.evidence) for one in records.events},
            "issue": issues,
        }


def _shared(anchor: Anchor, spans: Iterable[Span]) -> float:
    """How much of an anchor's words and a record's together is in both (Jaccard)."""
    start, end = anchor.position, anchor.position + len(anchor.quotation)
    every = list(spans)
    if not every or start == end:
        return 0.0
    first, last = min(span.start for span in every), max(span.end for span in every)
    shared = max(0, min(end, last) - max(start, first))
    return shared / (max(end, last) - min(start, first))


def _owner(known_as: str) -> str:
    """The id of the actor whose own profile it is, or empty."""
    if OWN not in known_as:
        return ""
    body = from_text(known_as).body
    return body.removeprefix(OWN) if body.startswith(OWN) else ""


def _plain(known_as: str) -> str:
    """A profile without the mark of a judgement."""
    return as_text(replace(from_text(known_as), mark="")) if known_as else ""
