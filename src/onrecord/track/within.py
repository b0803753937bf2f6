"""Short names within one report: "the signature", where the report speaks of one signature alone.

A report names a thing once in full and then in short. Between reports a short name says too little to be
joined by; within its own it means the thing that was named. Who "will take part" takes part in the one thing
of that kind that the report speaks of. So each report's issues get their full names before they are joined
with those of others: a function of one report, whatever else a ledger holds.
"""

from collections.abc import Iterable
from dataclasses import replace

from onrecord.model import Condition, Issue
from onrecord.track.bare import Matter, views_of
from onrecord.track.labels import stem
from onrecord.track.together import together

PART = stem("part")
TAKING = stem("taking")
TAKING_PART = frozenset({TAKING, *map(stem, ("participation", "attendance", "participating"))})
HELD = frozenset(
    views_of(label)[-1].head
    for label in (
        "talks",
        "arbitration",
        "mediation",
        "an election",
        "a referendum",
        "a conference",
        "a summit",
    )
)


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
    held = _held(every)
    others: dict[str, set[str]] = {}
    for one, other in bound:
        others.setdefault(one, set()).add(other)
        others.setdefault(other, set()).add(one)
    return tuple(
        _named_by(issue, held)
        if held is not None and held.id not in others.get(issue.id, ()) and _is_taking_part(issue)
        else _in_full(issue, groups[place[issue.id]])
        for issue in every
    )


def _is_taking_part(issue: Issue) -> bool:
    """Whether a label only says that somebody takes part: "participation by the rebels"."""
    own = views_of(issue.label)[-1]
    bare = not own.absent and own.head in TAKING_PART and own.words <= {PART}
    bare = bare and (own.head != TAKING or own.words == {PART})
    return bare and not any(word.startswith(("in:", "at:")) for word in own.beside)


def _held(issues: Iterable[Issue]) -> Issue | None:
    """The only thing to take part in among some issues, by its fullest name; None where there are several."""
    found = [(views_of(issue.label)[-1], issue) for issue in issues]
    found = [(matter, issue) for matter, issue in found if matter.head in HELD and not matter.absent]
    if len({matter.head for matter, _ in found}) != 1:
        return None
    # "Arbitration in the dispute" rather than "acceptance of the arbitrator", and of those the fullest.
    return min(
        found,
        key=lambda one: (len(views_of(one[1].label)), -len(one[0].words), one[1].label, one[1].id),
    )[1]


def _named_by(issue: Issue, held: Issue) -> Issue:
    aliases = tuple(sorted({*issue.aliases, issue.label, held.label}))
    return replace(issue, label=held.label, aliases=aliases)


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
