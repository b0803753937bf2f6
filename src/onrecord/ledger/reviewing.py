"""What waits for a person's judgement, the most valuable first; and judgements shared between people."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection

from onrecord import consolidation
from onrecord.consolidation import judged_issues
from onrecord.errors import OnrecordError
from onrecord.late import Late
from onrecord.ledger import coding, sharing
from onrecord.ledger.coding import Coded
from onrecord.ledger.settling import Questions
from onrecord.ledger.sharing import Imported
from onrecord.model import Judgement
from onrecord.store import judgements, reviewing
from onrecord.store.facets import held_back
from onrecord.store.upkeep import property_of, set_property
from onrecord.track.bare import matter_of

Kind = Literal["actor", "issue", "claim", "single", "speaker"]
Process = Callable[..., Any]
deadlocks = Late("onrecord.ledger.reasoning", "deadlocks")

UNSURE = 0.75
"""Claims less sure than this are asked about where nobody repeats them."""
AT_MOST = 200  # of each kind: nobody judges more in one sitting
GOALS, SECONDS = 4, 1.5
"""Steps whose deadlocks are looked into, and how long for each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Something that waits for a person's judgement.

    Attributes:
        kind: `actor` or `issue`: whether two are one; `claim`: whether a claim that a deadlock, conflict or
            change rests on is there; `single`: the same of one that a single report has; `speaker`: who made
            a statement.
        subject: ids of the records.
        names: of actors or issues.
        worth: how much depends on it; of two the larger first.
        why: what depends on it, in words.
    """

    kind: Kind
    subject: tuple[str, ...]
    names: tuple[str, ...] = ()
    worth: float
    why: str


class Reviewing(Questions):
    """What is open, and whose judgements stand against each other; part of `Ledger`."""

    _process: Process
    _by: str

    def queue(self, *, limit: int = 20, kinds: Sequence[Kind] = (), quick: bool = False) -> list[Doubt]:
        """What waits for a person's judgement, the most valuable first.

        Args:
            limit: how many at most.
            kinds: of these kinds alone; all unless given.
            quick: look for no deadlocks, which takes seconds; conflicts and changes count.
        """
        self._settle()
        locked = _locked(self._store) if not quick and (not kinds or "claim" in kinds) else {}
        with self._store.reading() as connection:
            found = [one for one in _doubts(connection, locked) if not kinds or one.kind in kinds]
        return sorted(found, key=lambda one: (-one.worth, one.kind, one.subject))[:limit]

    def opposed(self) -> list[tuple[Judgement, Judgement]]:
        """Open judgements of which not both can hold: each two that say different things of one record."""
        with self._store.reading() as connection:
            return sharing.opposed(judgements.load(connection, only_open=True))

    def import_judgements(self, records: Iterable[dict[str, Any]], *, theirs: bool = False) -> Imported:
        """Take in the judgements of a colleague's ledger, as an export has them.

        Args:
            records: of type `judgement`; others are passed over.
            theirs: where they stand against judgements here, let ours go; else theirs are left out.

        Returns:
            What was taken in, and what stands against each other.

        Raises:
            UsageError: a record is no judgement.
        """
        with self._store.writing() as connection:
            return sharing.take_in(connection, self._process, records, theirs=theirs)

    def add_coded(self, report: str, coded: Iterable[Coded]) -> tuple[list[Judgement], int, int]:
        """Take in what people coded by hand in a report, each position as a judgement that it is there.

        Args:
            report: its id.
            coded: what was coded, with who coded it.

        Returns:
            The judgements made; how many were here already; how many are about words that it does not have.

        Raises:
            NotFound: there is no such report.
        """
        with self._store.writing() as connection:
            return coding.code(connection, self._process, report, coded)

    def fix_issues(self, text: str, name: str = "issues.yaml") -> None:
        """Fix labels, aliases and merges of issues from the start; replaces what was fixed before.

        Args:
            text: YAML as `docs/reference/issues.md` describes it; empty to fix nothing.
            name: of the file, for messages.

        Raises:
            UsageError: the text is no such YAML.
        """
        judged_issues.read_named(text, name)
        with self._store.writing() as connection:
            if property_of(connection, judged_issues.PROPERTY) == text:
                return
            set_property(connection, judged_issues.PROPERTY, text)
            consolidation.regroup_issues(connection)
            consolidation.settle(connection)

    def fixed_issues(self) -> str:
        """The YAML that fixes issues, or empty."""
        with self._store.reading() as connection:
            return property_of(connection, judged_issues.PROPERTY)


def _locked(store: Any) -> dict[str, str]:
    """Claims in deadlocks of the steps with most conditions, each with such a step's label."""
    with store.reading() as connection:
        goals = held_back(connection, GOALS)
    found: dict[str, str] = {}
    for goal in goals:
        with suppress(OnrecordError):  # a goal that nothing can be said of locks nothing
            answer = deadlocks(
                store,
                goal.value,
                as_of=None,
                actors=(),
                reading="lenient",
                hypothetical=False,
                limit=5,
                seconds=SECONDS,
            ).answer
            for one in answer.deadlocks:
                members = (id_ for claim in one.members for id_ in claim)
                found = dict.fromkeys(members, goal.name) | found
    return found


def _doubts(connection: Connection, locked: dict[str, str]) -> list[Doubt]:
    parted = _parted(connection)
    found = [
        Doubt(
            kind="actor",
            subject=pair.ids,
            names=pair.names,
            worth=1.0 + pair.counts[1],
            why=f"{pair.counts[0]} and {pair.counts[1]} statements",
        )
        for pair in reviewing.actor_pairs(connection, AT_MOST)
        if frozenset(pair.ids) not in parted
    ]
    found += [
        Doubt(
            kind="issue",
            subject=pair.ids,
            names=pair.names,
            worth=0.5 + pair.counts[1],
            why=f"{pair.counts[0]} and {pair.counts[1]} claims",
        )
        for pair in reviewing.issue_pairs(connection, AT_MOST)
        if frozenset(pair.ids) not in parted and _alike(*pair.names)
    ]
    sure = reviewing.confidences(connection, list(locked))
    found += [
        Doubt(
            kind="claim",
            subject=(id_,),
            worth=1.0 + 12.0 * (1.0 - confidence),
            why=f"holds back {locked[id_]}; confidence {confidence:.2f}",
        )
        for id_, confidence in sure.items()
    ]
    for claim in reviewing.unsure_claims(connection, UNSURE, AT_MOST):
        if claim.id in locked:
            continue
        if claim.tracked:
            worth, why = (
                0.5 + 4.0 * claim.tracked * (1.0 - claim.confidence),
                "a conflict or change rests on it",
            )
            found.append(_of_claim("claim", claim, worth, why))
        elif claim.alone:
            worth = (1.0 - claim.confidence) * (1.0 + min(claim.about, 20) / 10.0)
            found.append(_of_claim("single", claim, worth, "a single report has it"))
    found += [
        Doubt(kind="speaker", subject=(id_,), worth=0.5 + claims, why=_rests(claims))
        for id_, claims in reviewing.unsure_speakers(connection, AT_MOST)
    ]
    return found


def _of_claim(kind: Kind, claim: reviewing.UnsureClaim, worth: float, why: str) -> Doubt:
    return Doubt(kind=kind, subject=(claim.id,), worth=worth, why=f"{why}; confidence {claim.confidence:.2f}")


def _rests(claims: int) -> str:
    return "nothing rests on it" if not claims else f"{claims} claim{'s' * (claims > 1)} on it"


def _parted(connection: Connection) -> set[frozenset[str]]:
    """Pairs that people judged to be two."""
    every = judgements.load(connection, verdicts=["split"], only_open=True)
    return {frozenset(one.subject) for one in every if len(one.subject) > 1}


def _alike(one: str, other: str) -> bool:
    """Whether two labels are not the absence of each other."""
    first, second = matter_of(one), matter_of(other)
    return first is not None and second is not None and first.absent == second.absent
