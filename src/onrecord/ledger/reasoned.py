"""What a question about a goal is answered with: claims in words, who carries them, what is doubtful."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from onrecord.reason import Answer, Finding, History, Way
from onrecord.store.entries import ClaimEntry

Flag = Literal[
    "alleged", "denied", "single-sourced", "disputed", "via", "hypothetical", "stale", "undated", "unsure"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A claim as it is told: a position or condition with its restatements, or a single event.

    Attributes:
        id: of its first record.
        sentence: who holds what, in a few words.
        holder: name of the party.
        statements: its records with their words and reports, by date: all, or the first that were asked for.
        said: how many records it has.
        first: the day it was first said, or None.
        last: the day it was last said, or None.
        outlets: who carried it, copies among them, sorted.
        independent_reports: how many reports carry it, copies taken out.
        flags: what is doubtful about it.
    """

    id: str
    sentence: str
    holder: str
    statements: tuple[ClaimEntry, ...]
    said: int
    first: date | None
    last: date | None
    outlets: tuple[str, ...]
    independent_reports: int
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A claim that the records don't link to the goal, and why it is shown beside it.

    Attributes:
        claim: the claim.
        why: what it has in common with the goal or with what the goal waits for.
    """

    claim: Told
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tied:
    """A claim against something that is tied to the goal in words, though by no condition.

    Attributes:
        claim: the claim.
        to: label of the goal, or of what the goal waits for.
        words: the sentence that ties the two, or empty where the name of what the claim is about does.
        by: the claim that this sentence is of, or None where it is the claim's own.
    """

    claim: Told
    to: str
    words: str = ""
    by: Told | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasoned:
    """An answer about a goal, in words.

    Attributes:
        goal: label of the goal; the words asked for where no issue answers to them.
        wordings: the other labels that are taken for the same matter as the goal.
        answer: deadlocks or unlockings as records, and what they amount to.
        claims: every claim that the answer names, or the first of each unlocking that were asked for, by the
            id of each of its records.
        labels: of the issues that the answer names, by id.
        taken_as_one: of those issues, the other labels that are taken for the same matter.
        waits: the conditions on the way to the goal that are in no deadlock.
        more_waits: how many more conditions on the way there are than are told.
        tied: what is refused, alleged or denied of things that are tied to the goal in words alone.
        near: other claims that stand near without being linked.
        suggestions: labels that are written like the goal, where no issue answers to it.
    """

    goal: str
    wordings: tuple[str, ...]
    answer: Answer
    claims: dict[str, Told]
    labels: dict[str, str]
    taken_as_one: dict[str, tuple[str, ...]]
    waits: tuple[Told, ...] = ()
    more_waits: int = 0
    tied: tuple[Tied, ...] = ()
    near: tuple[Near, ...] = ()
    suggestions: tuple[str, ...] = ()

    def members(self, finding: Finding) -> tuple[Told, ...]:
        """The claims of a deadlock."""
        return tuple(self.claims[members[0]] for members in finding.deadlock.members)

    def moves(self, way: Way) -> tuple[Told, ...]:
        """The claims that an unlocking gives up, as far as they are told."""
        every = (members[0] for members in way.unlocking.moves)
        return tuple(self.claims[id_] for id_ in every if id_ in self.claims)


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposed:
    """The answers before and after a change that nobody has reported.

    Attributes:
        dropped: the claims given up.
        added: what was added, in words.
        before: what stands in the way now.
        after: what would stand in the way.
        unlocking: whose word would have to move after it.
        gone: ids of the deadlocks that the change would remove.
        new: ids of those that it would make.
    """

    dropped: tuple[Told, ...]
    added: tuple[str, ...]
    before: Reasoned
    after: Reasoned
    unlocking: Reasoned
    gone: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """The deadlocks of a goal over time.

    Attributes:
        goal: label of the goal.
        history: the episodes.
        claims: every claim that they name, by the id of each of its records; events among them.
        labels: of the issues that they name, by id.
        as_of: the last day that counts.
    """

    goal: str
    history: History
    claims: dict[str, Told]
    labels: dict[str, str]
    as_of: date
