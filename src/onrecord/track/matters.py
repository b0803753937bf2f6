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
    every = list(issues)
    place: dict[str, list[tuple[str, Matter]]] = {}
    known = {issue.id: matter for issue in every if (matter := matter_of(issue.label)) is not None}
    for id_, matter in known.items():
        place.setdefault(matter.key, []).append((id_, matter))
    near: dict[str, dict[str, int]] = {issue.id: {issue.id: 1} for issue in every}
    for id_, matter in known.items():
        for key in matter.shorter():
            for other, shorter in place.get(key, ()):
                if one_matter(matter, shorter):
                    sign = 1 if shorter.absent == matter.absent else -1
                    near[id_].setdefault(other, sign)
                    near[other].setdefault(id_, sign)
    for issue in every:
        if issue.negates in near and issue.negates != issue.id:
            near[issue.id][issue.negates] = -1
            near[issue.negates][issue.id] = -1
    return near
