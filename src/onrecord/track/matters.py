"""Issues that are one matter though their labels differ: short names and full ones, a thing and its start.

"Trial" and "night-ferry trial" stay two issues, and so do "guarantee of jobs" and "signing of the job
guarantee". But who first refuses the one and then accepts the other has moved. Whether two issues are one
matter is seen from these two alone, and doesn't carry on: "pay trial" and "ferry trial" are not one because
"trial" is either. Where a question needs one issue for each matter, see `onrecord.track.together`.
"""

from collections.abc import Iterable

from onrecord.model import Issue
from onrecord.track.bare import Matter, matter_of, one_matter


def neighbours(issues: Iterable[Issue]) -> dict[str, dict[str, int]]:
    """For each issue those that are the same matter, itself among them.

    Args:
        issues: any; whether two are neighbours doesn't depend on the others.

    Returns:
        Ids by id: 1 where being for the one is being for the other, -1 where it is being against it. The work
        grows with the number of issues and of the pairs found.
    """
    found = Neighbours()
    found.add(issues)
    return found.near


class Neighbours:
    """Issues with those that are the same matter, to which more may be added.

    Attributes:
        near: as `neighbours` gives it.
    """

    def __init__(self) -> None:
        self.near: dict[str, dict[str, int]] = {}
        self._own: dict[str, list[tuple[str, Matter]]] = {}
        self._shorter: dict[str, list[tuple[str, Matter]]] = {}
        self._negating: dict[str, list[str]] = {}

    def add(self, issues: Iterable[Issue]) -> None:
        """Find what is near some issues, those that are not among these yet."""
        for issue in issues:
            if issue.id not in self.near:
                self._add(issue)

    def _add(self, issue: Issue) -> None:
        self.near[issue.id] = {issue.id: 1}
        matter = matter_of(issue.label)
        if matter is not None:
            keys = set(matter.shorter())
            for key in keys:
                for other, shorter in self._own.get(key, ()):
                    self._join(issue.id, matter, other, shorter)
            for other, longer in self._shorter.get(matter.key, ()):
                self._join(other, longer, issue.id, matter)
            self._own.setdefault(matter.key, []).append((issue.id, matter))
            for key in keys:
                self._shorter.setdefault(key, []).append((issue.id, matter))
        for absence in self._negating.get(issue.id, ()):
            self.near[absence][issue.id] = self.near[issue.id][absence] = -1
        if issue.negates is not None and issue.negates != issue.id:
            self._negating.setdefault(issue.negates, []).append(issue.id)
            if issue.negates in self.near:
                self.near[issue.id][issue.negates] = self.near[issue.negates][issue.id] = -1

    def _join(self, one: str, matter: Matter, other: str, shorter: Matter) -> None:
        if one_matter(matter, shorter):
            sign = 1 if shorter.absent == matter.absent else -1
            self.near[one].setdefault(other, sign)
            self.near[other].setdefault(one, sign)
