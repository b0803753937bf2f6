"""Issues across reports: which labels mean one issue, and how issues hang together.

Everything looks at two issues alone, never at counts or at the order they came in. Two issues are one where
they share a key, so sameness carries on without drifting: a chain of half-alike labels cannot form.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from onrecord.model import Issue
from onrecord.track.bare import views_of
from onrecord.track.fixed_issues import NOTHING_FIXED, FixedIssues
from onrecord.track.labels import content, inner, lexicon, taken_apart
from onrecord.track.linking import linked


@dataclass(frozen=True, slots=True)
class Relations:
    """Keys of the issues that an issue hangs together with, the likeliest first.

    Attributes:
        parent: of wider issues: "security guarantees" for "US security guarantees".
        part_of: of the whole that it is a part of: "talks" for "first round of talks".
        negates: of what it is the absence or the end of.
    """

    parent: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    negates: tuple[str, ...] = ()


def issue_keys(issue: Issue, fixed: FixedIssues = NOTHING_FIXED) -> tuple[str, ...]:
    """What two issues must share one of to be one.

    Args:
        issue: of one report, or joined.
        fixed: the user's own issues, which go before all rules.

    Returns:
        Keys, sorted; none for a label that says too little ("the vote", "taking back"): it stays alone.
    """
    chosen = fixed.key_of(issue)
    if chosen:
        return (chosen,)
    first = taken_apart(issue.label)
    labels = [first]
    for alias in issue.aliases:
        apart = taken_apart(alias)
        # A short alias ("the trial") names the issue within its report alone.
        if apart.absent == first.absent and apart.narrowing:
            labels.append(apart)
    keys = {label.key for label in labels if label.key}
    # The same in kin words: "monitors" and "inspectors", "arbitration" and "arbitrator".
    matter = views_of(issue.label)[0]
    if matter.says_enough and first.key:
        beside = " ".join(sorted(matter.beside | matter.measured | matter.amount))
        keys.add(f"~{first.absent:d}{matter.absent:d} {matter.key} | {beside}")
    return tuple(sorted(keys))


def same_issue(one: Issue, other: Issue, fixed: FixedIssues = NOTHING_FIXED) -> bool:
    """Whether two issues are one: whether they share a key."""
    return not set(issue_keys(one, fixed)).isdisjoint(issue_keys(other, fixed))


def related_keys(issue: Issue, fixed: FixedIssues = NOTHING_FIXED) -> Relations:
    """Keys to look for among other issues, to find what an issue narrows, is a part of, or negates.

    Args:
        issue: of one report, or joined.
        fixed: the user's own issues.

    Returns:
        For each relation the keys of possible issues; the first that an issue has is the one meant.
    """
    by_user = fixed.relations_of(issue)
    label = taken_apart(issue.label)
    parent = tuple(wide.key for wide in label.wider())
    head, rest = inner(issue.label)
    part_of = _keys(rest) if head in lexicon().parts else ()
    if label.absent:
        negates = tuple(key for key in (replace(label, absent=False).key,) if key)
    elif head in lexicon().ends:
        negates = _keys(rest)
    else:
        negates = ()
    own = issue_keys(issue, fixed) if negates else ()
    negates = tuple(key for key in negates if key not in own)
    return Relations(
        parent=by_user.get("parent") or parent,
        part_of=by_user.get("part_of") or part_of,
        negates=by_user.get("negates") or negates,
    )


def joined_issue(members: Iterable[Issue], fixed: FixedIssues = NOTHING_FIXED) -> Issue:
    """Issues that share keys, as one.

    Joining is associative, commutative and idempotent: members can come in any order, in parts, and twice.

    Args:
        members: at least one issue.
        fixed: the user's own issues, whose labels stand as they are.

    Returns:
        The smallest id, the fullest label without words of praise, every wording, all actors; a step where
        one of them is. What it hangs together with is left out: `related_keys` tells it anew.
    """
    every = list(members)
    # A joined label may be no wording of any report, so that aliases alone are wordings where there are any.
    wordings = {wording for issue in every for wording in issue.aliases or (issue.label,)}
    first = min(every, key=lambda issue: issue.id)
    absent = taken_apart(first.label).absent
    named = [wording for wording in wordings if taken_apart(wording).absent == absent]
    return fixed.labelled(
        replace(
            first,
            label=max((content(wording) for wording in named), key=_fullness),
            aliases=tuple(sorted(wordings)),
            kind="step" if any(issue.kind == "step" for issue in every) else "topic",
            actors=tuple(sorted({actor for issue in every for actor in issue.actors})),
            parent=None,
            part_of=None,
            negates=None,
            confidence=max(issue.confidence for issue in every),
            judged=any(issue.judged for issue in every),
        )
    )


def join_issues(
    issues: Iterable[Issue], fixed: FixedIssues = NOTHING_FIXED
) -> tuple[tuple[Issue, ...], dict[str, str]]:
    """The issues of a ledger from those of its reports, from nothing.

    Args:
        issues: of all reports.
        fixed: the user's own issues.

    Returns:
        Each issue once, in order of id, with its parent, its whole and what it negates where these are among
        them; and for the id of each given issue the id of the one that it is now.
    """
    known = {issue.id: issue for issue in issues}
    groups = linked(known, lambda issue: issue_keys(issue, fixed), lambda one, other: True)
    place: dict[str, str] = {}
    # All that share a key are one, so that a key has one owner.
    owner: dict[str, str] = {}
    joined = []
    for ids in groups:
        issue = joined_issue((known[id_] for id_ in ids), fixed)
        joined.append(issue)
        place |= dict.fromkeys(ids, issue.id)
        owner |= {key: issue.id for id_ in ids for key in issue_keys(known[id_], fixed)}
    return tuple(with_relations(issue, owner.get, fixed) for issue in joined), place


def with_relations(
    issue: Issue, owner: Callable[[str], str | None], fixed: FixedIssues = NOTHING_FIXED
) -> Issue:
    """A joined issue with what it hangs together with.

    Args:
        issue: as `joined_issue` gives it.
        owner: the id of the issue that has a key, or None.
        fixed: the user's own issues.
    """
    related = related_keys(issue, fixed)

    def first(keys: Sequence[str]) -> str | None:
        return next((id_ for key in keys if (id_ := owner(key)) is not None and id_ != issue.id), None)

    return replace(
        issue, parent=first(related.parent), part_of=first(related.part_of), negates=first(related.negates)
    )


def _keys(label: str) -> tuple[str, ...]:
    """The key of a label and of what it narrows."""
    apart = taken_apart(label)
    return (apart.key,) if apart.key else ()


def _fullness(label: str) -> tuple[int, int, int, str]:
    """More of what tells it from others first, then fewer letters, then by letters, for one answer."""
    return len(taken_apart(label).narrowing), -len(content(label)), -len(label), label
