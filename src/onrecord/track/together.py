"""One issue for each matter, for questions that chain issues: which trial is it that waits for "the trial"?

Unlike `onrecord.track.matters`, which looks at two labels alone, this looks at all issues of a question: a
short name ("signature", "the date") means the only thing of its kind that the records speak of.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field

from onrecord.model import Issue
from onrecord.track.bare import Matter, at_odds, one_matter, views_of
from onrecord.track.matter_kinds import kinds


@dataclass(slots=True)
class _Group:
    """Issues taken for one so far.

    Attributes:
        ids: of the issues.
        views: theirs, every one once.
        bare: the barest view of each.
        reports: that speak of one of them.
        others: ids of issues that are surely not of the group.
    """

    ids: set[str] = field(default_factory=set)
    views: set[Matter] = field(default_factory=set)
    bare: set[Matter] = field(default_factory=set)
    reports: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)

    def take(self, other: "_Group") -> None:
        self.ids |= other.ids
        self.views |= other.views
        self.bare |= other.bare
        self.reports |= other.reports
        self.others |= other.others


def together(
    issues: Iterable[Issue],
    reports: Mapping[str, Set[str]] | None = None,
    apart: Iterable[tuple[str, str]] = (),
) -> Mapping[str, str]:
    """One issue to stand for each matter.

    Issues are taken one after another, the fullest names first, each with the group that it can be a name of.
    A name that several groups answer to joins them where nothing sets them apart; else it goes with the only
    one that its own report speaks of, or stays with its like. So the answer depends on all issues given, and
    on no order.

    Args:
        issues: those that a question is about.
        reports: the reports that speak of each issue, by its id; without them no short name is placed by
        its report.
        apart: pairs of issues that are never one: the step and the requirement of a condition.

    Returns:
        For the id of each issue the smallest id of its matter.
    """
    every = {issue.id: issue for issue in issues}
    spoken = reports or {}
    others: dict[str, set[str]] = {}
    for one, other in apart:
        others.setdefault(one, set()).add(other)
        others.setdefault(other, set()).add(one)
    views = {id_: views_of(one.label) for id_, one in every.items()}
    shelves: dict[tuple[str, bool], list[_Group]] = {}
    place: dict[int, _Group] = {}
    fullness = {id_: max(len(view.words) for view in own) for id_, own in views.items()}
    for id_ in sorted(every, key=lambda one: (-fullness[one], one)):
        own = views[id_]
        single = _Group({id_}, set(own), {own[-1]}, set(spoken.get(id_, ())), others.get(id_, set()))
        names = {(view.head, view.absent) for view in own}
        there = {id(group): group for name in names for group in shelves.get(name, ())}
        group = _joined(single, list(there.values()))
        place[id(group)] = group
        for name in {(view.head, view.absent) for view in group.views}:
            shelf = shelves.setdefault(name, [])
            shelf[:] = [one for one in shelf if not one.ids < group.ids]
            if not any(one is group for one in shelf):
                shelf.append(group)
    return {
        id_: min(group.ids)
        for group in sorted(place.values(), key=lambda one: len(one.ids))
        for id_ in group.ids
    }


def _joined(single: _Group, groups: list[_Group]) -> _Group:
    """The group that an issue is in now; the groups that it joins are one with it."""
    fitting = [group for group in groups if _fits(single, group)]
    if len(fitting) > 1 and not _all_fit(fitting):
        same = [group for group in fitting if not single.bare.isdisjoint(group.bare)]
        nearby = [group for group in fitting if single.reports & group.reports]
        fitting = nearby if len(single.reports) == 1 and len(nearby) == 1 else same[:1]
    group = single
    for other in sorted(fitting, key=lambda one: min(one.ids)):
        other.take(group)
        group = other
    return group


def _fits(single: _Group, group: _Group) -> bool:
    """Whether an issue can be one of a group: it names one of them, and is at odds with none."""
    named = any(_names(one, other) for one in single.bare for other in group.bare)
    if not named:
        # "Standing of monitors" is no short name of "standing of surety for monitors"; "standing" may be.
        pairs = ((one, other) for one in single.views for other in group.views)
        named = any(_names(one, other) for one, other in pairs if _plain(one, other))
    return named and not _apart(single, group)


def _plain(one: Matter, other: Matter) -> bool:
    return not one.words or not other.words or one.words == other.words


def _all_fit(groups: list[_Group]) -> bool:
    return not any(_apart(one, other) for at, one in enumerate(groups) for other in groups[:at])


def _names(one: Matter, other: Matter) -> bool:
    """Whether one can be a name of the other, one that says too little by itself among them."""
    if one.absent != other.absent or one.head in kinds().empty or not one.head:
        return False
    if not (one.says_enough and other.says_enough) and _company(one) != _company(other):
        return False
    return one_matter(one, other)


def _company(matter: Matter) -> set[str]:
    """What a thing comes with: "government with the votes of others" is not just any government."""
    return {word for word in matter.beside if word.startswith("with:")}


def _apart(one: _Group, other: _Group) -> bool:
    """Whether anything in two groups is at odds, or the one is what the other is the absence of."""
    if not (one.others.isdisjoint(other.ids) and other.others.isdisjoint(one.ids)):
        return True
    return any(
        first.head == second.head and (first.absent != second.absent or at_odds(first, second))
        for first in one.bare
        for second in other.bare
    ) or any(at_odds(first, second) for first in one.views for second in other.views)
