"""What is asked, and of which records: plain values, so that anything can ask."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from onrecord.errors import UsageError
from onrecord.model import Condition, Event, Issue, Position, Reading

Order = Literal["claims", "actors", "firmness"]
ALTERNATIVE_TO = "alternative to "


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """The records to reason about, of all dates.

    Attributes:
        positions: also those that were replaced; their `until` says when.
        conditions: likewise.
        events: what the reports say has happened.
        issues: labels, kinds, whose step each is, and which is the absence of which. An issue that
            records name and that is not among these counts as a step whose doer is unknown.
    """

    positions: Sequence[Position] = ()
    conditions: Sequence[Condition] = ()
    events: tuple[Event, ...] = ()
    issues: tuple[Issue, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is no position, condition or event."""
        return not (self.positions or self.conditions or self.events)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked.

    Attributes:
        goal: id of the issue that is to be reached.
        as_of: the last day whose records count.
        reading: `strict`: a step needs someone whose step it is to want, offer or accept it;
            `lenient`: silence doesn't hold a step back.
        actors: ids of the holders whose claims can stand in the way, or None for all.
        hypothetical: whether hypothetical positions and conditions count.
        ignore: ids of records that don't count: rejected or marked stale by judgement.
        disputed: ids of events that are known to be disputed; a later denial disputes one anyhow.
    """

    goal: str
    as_of: date
    reading: Reading = "strict"
    actors: frozenset[str] | None = None
    hypothetical: bool = False
    ignore: frozenset[str] = frozenset()
    disputed: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.reading not in get_args(Reading):
            raise UsageError(f"{self.reading!r} is no reading.", "Ask with `strict` or `lenient`.")


def checked_limit(limit: int, seconds: float) -> None:
    """Make sure that a limit and a time make sense.

    Raises:
        UsageError: the limit is below 1, or the time is negative.
    """
    if limit < 1:
        raise UsageError(f"A limit of {limit} leaves no answer.", "Give a limit of 1 or more.")
    if seconds < 0:
        raise UsageError(f"A time of {seconds} seconds is negative.", "Give 0 seconds or more.")


def negations(issues: Iterable[Issue]) -> dict[str, frozenset[str]]:
    """Each issue's opposites: the one whose absence it is, and those that are its absence."""
    found: dict[str, set[str]] = {}
    for issue in issues:
        if issue.negates and issue.negates != issue.id:
            found.setdefault(issue.id, set()).add(issue.negates)
            found.setdefault(issue.negates, set()).add(issue.id)
    return {issue_id: frozenset(others) for issue_id, others in found.items()}


def alternative_issues(issues: Mapping[str, Issue]) -> dict[str, tuple[str, ...]]:
    """The issues "alternative to A" of each issue A, by A's label or alias, or as their parent."""
    by_name: dict[str, list[str]] = {}
    for issue in issues.values():
        for name in {issue.label, *issue.aliases}:
            by_name.setdefault(name.casefold(), []).append(issue.id)
    found: dict[str, set[str]] = {}
    for issue in issues.values():
        label = issue.label.casefold()
        if label.startswith(ALTERNATIVE_TO):
            of = [*by_name.get(label.removeprefix(ALTERNATIVE_TO), ())]
            for other in of if not issue.parent else [*of, issue.parent]:
                found.setdefault(other, set()).add(issue.id)
    return {issue_id: tuple(sorted(others)) for issue_id, others in found.items()}
