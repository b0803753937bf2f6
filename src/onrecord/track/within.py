"""Short names within one report: "the signature", where the report speaks of one signature alone.

A report names a thing once in full and then in short. Between reports a short name says too little to be
joined by; within its own it means the thing that was named. So each report's issues get their full names
before they are joined with those of others: a function of one report, whatever else a ledger holds.
"""

from collections.abc import Iterable
from dataclasses import replace

from onrecord.model import Condition, Issue
from onrecord.track.bare import Matter, views_of
from onrecord.track.together import together


def named_in_full(issues: Iterable[Issue], conditions: Iterable[Condition] = ()) -> tuple[Issue, ...]:
    """A report's issues, each with the full name that its report gives it.

    Args:
        issues: of one report.
        conditions: of the same report: a step and what it waits for are two.

    Returns:
        The same issues in the same order, with the same ids. One whose label says too little by itself has
        the label of the only fuller one of its kind, and its own as an alias.
    """
    every = list(issues)
    bound = [(one.step, one.requirement) for one in conditions if one.step != one.requirement]
    place = together(every, apart=bound)
    groups: dict[str, list[Issue]] = {}
    for issue in every:
        groups.setdefault(place[issue.id], []).append(issue)
    return tuple(_in_full(issue, groups[place[issue.id]]) for issue in every)


def _in_full(issue: Issue, group: Iterable[Issue]) -> Issue:
    own = views_of(issue.label)[0]
    if not own.head or own.words or own.beside or not own.hollow:
        return issue
    fuller = [other for other in group if other is not issue and _fuller(views_of(other.label)[0], own)]
    if not fuller:
        return issue
    # The fullest says most; of equally full ones the first by letters, for one answer.
    best = min(fuller, key=lambda other: (-len(views_of(other.label)[0].words), other.label, other.id))
    aliases = tuple(sorted({*issue.aliases, issue.label, best.label}))
    return replace(issue, label=best.label, aliases=aliases)


def _fuller(other: Matter, own: Matter) -> bool:
    return other.head == own.head and other.absent == own.absent and bool(other.words)
