"""Whose a record is and what it is about: the party for the person, the matter for the issue.

Whoever speaks for a party holds the party's position, being for "no A" is being against A, and a short name
and a full one can be one matter (`onrecord.track.matters`). All that is looked up here, so that states,
changes and conflicts mean the same by "one holder on one issue".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date as Day

from onrecord.model import Actor, Condition, DateInterval, Issue, Polarity, Position
from onrecord.track.matters import neighbours

PERSONS = frozenset({"person", "unnamed"})
CLAIMED = frozenset({"allege", "deny"})  # about what is so, not about what is wanted
GIVES = frozenset({"offer", "accept", "commit", "concede"})  # acts on a step of one's own
TELLS_A_CHANGE = frozenset({"withdraw", "concede"})  # they say that something else held before
OPPOSITE: Mapping[Polarity, Polarity] = {"for": "against", "against": "for", "open": "open"}

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Frame:
    """Who speaks for whom, and which issues are one matter.

    Attributes:
        actors: by id; an actor that is missing stands for itself.
        near: for each issue those that are one matter with it, itself among them: 1, or -1 where being for
            the one is being against the other. An issue that is missing stands for itself.
    """

    actors: Mapping[str, Actor] = field(default_factory=dict)
    near: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def party(self, actor: str, date: DateInterval) -> str:
        """Whom an actor speaks for at a date, where that is one and no other; else the actor itself.

        A body may stand for another (`onrecord.resolve.stand_ins`): two names of one are one.
        """
        seen = {actor}
        while True:
            known = self.actors.get(actor)
            if known is None:
                return actor
            parties = {
                self._body(one.actor)
                for one in known.acts_for
                if (one.earliest is None or date.latest is None or one.earliest <= date.latest)
                and (one.latest is None or date.earliest is None or date.earliest <= one.latest)
            }
            if len(parties) != 1 or seen & parties:
                return actor
            (actor,) = parties
            seen.add(actor)

    def _body(self, actor: str) -> str:
        """The body that one stands for; a person is itself."""
        seen: set[str] = set()
        while actor not in seen:
            seen.add(actor)
            known = self.actors.get(actor)
            if known is None or known.kind in PERSONS or len(known.acts_for) != 1:
                break
            actor = known.acts_for[0].actor
        return actor

    def sign(self, issue: str, about: str) -> int:
        """1 where two issues are one matter, -1 where one is the absence of the other, else 0."""
        return 1 if issue == about else self.near.get(about, {}).get(issue, 0)

    def matter(self, issue: str) -> Iterable[str]:
        """The ids of the issues that are one matter with an issue, itself among them."""
        return self.near.get(issue, (issue,))

    def polarity(self, polarity: Polarity, issue: str, about: str) -> Polarity:
        """A polarity about an issue, as one about another of the same matter."""
        return OPPOSITE[polarity] if self.sign(issue, about) < 0 else polarity

    def key(self, record: Position | Condition) -> Key:
        """The party and the issue that a record belongs to; a condition belongs to its step."""
        about = record.step if isinstance(record, Condition) else record.issue
        return self.party(record.holder, record.date), about

    def own(self, record: Position | Condition) -> bool:
        """Whether a record is first-hand: nobody else says so, or only somebody known of the same party."""
        if record.via is None:
            return True
        if record.via in self.actors and self.actors[record.via].kind == "unnamed":
            return False
        return self.party(record.via, record.date) == self.party(record.holder, record.date)


def takes_effect(position: Position) -> Day | None:
    """The first day on which a position may take the place of another, or None where that is unknown.

    What had been taken back by some day, on no day that is told, was taken back after it was last asked for:
    from that day on it surely holds.
    """
    date = position.date
    if date.earliest is None and date.basis == "inferred" and position.act in TELLS_A_CHANGE:
        return date.latest
    return date.earliest


def frame_of(actors: Iterable[Actor] = (), issues: Iterable[Issue] = ()) -> Frame:
    """The frame of some actors and issues.

    Args:
        actors: those that hold positions, and whom they act for.
        issues: those that the records are about.
    """
    return Frame({actor.id: actor for actor in actors}, neighbours(issues))
