"""Who is one and who is not as people judged it: profiles put together and kept apart, before any rule.

A judgement names profiles. They take part in the grouping whether a report still has them or not, so that the
name in another report, or read by a better model, goes where the judgement put it; and so that what comes out
depends on the profiles and judgements alone, not on the order they came in.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, pairwise

from sqlalchemy import Connection

from onrecord.consolidation.anchoring import Places, made_actor
from onrecord.model import Judgement
from onrecord.model.judgements import SPEAKER
from onrecord.resolve.across import Grouping, Pair, grouped
from onrecord.resolve.across_names import Profile, from_text, ties_of
from onrecord.store import judgements

VERDICTS = ("merge", "split", "rename", "confirm", "reject")


@dataclass(frozen=True, slots=True)
class Named:
    """What a judgement says of the actor that some profiles are.

    Attributes:
        profiles: as text, the one that it is shown by first.
        name: the name that a person gave it, or empty.
    """

    profiles: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True)
class ActorDecisions:
    """The open judgements on who is who, the later before the earlier where they differ.

    Attributes:
        bonds: profiles that are one.
        bars: profiles that are not.
        named: what was said of single actors, in the order it was.
        rejected: profiles, as text, of what is no actor, each with the judgement that says so.
    """

    bonds: frozenset[Pair] = frozenset()
    bars: frozenset[Pair] = frozenset()
    named: tuple[Named, ...] = ()
    rejected: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def ghosts(self) -> frozenset[Profile]:
        """All profiles that were bound or barred."""
        return frozenset(profile for pair in (*self.bonds, *self.bars) for profile in pair)

    @cached_property
    def by_tie(self) -> dict[str, set[Profile]]:
        """Those profiles by what connects them with others."""
        found: dict[str, set[Profile]] = defaultdict(set)
        for profile in self.ghosts:
            for tie in ties_of(profile):
                found[tie].add(profile)
        return found

    @cached_property
    def partners(self) -> dict[Profile, set[Profile]]:
        """For each of those profiles the others that it was bound to or barred from."""
        found: dict[Profile, set[Profile]] = defaultdict(set)
        for one, other in (*self.bonds, *self.bars):
            found[one].add(other)
            found[other].add(one)
        return found

    def near(self, ties: Iterable[str]) -> set[Profile]:
        """The judged profiles that have some ties, and those that they were judged with."""
        found = {profile for tie in ties for profile in self.by_tie.get(tie, ())}
        return found | {other for profile in found for other in self.partners[profile]}


NOTHING_DECIDED = ActorDecisions()


def load(connection: Connection) -> ActorDecisions:
    """What is decided now."""
    found = judgements.load(connection, about="act-", verdicts=VERDICTS, only_open=True)
    found += judgements.load(connection, verdicts=["set_speaker"], only_open=True)
    return decisions(found) if found else NOTHING_DECIDED


def decisions(made: Iterable[Judgement]) -> ActorDecisions:
    """What open judgements come to, in the order they were made.

    Args:
        made: in any order.
    """
    bonds: set[Pair] = set()
    bars: set[Pair] = set()
    named: list[Named] = []
    rejected: dict[str, str] = {}
    for judgement in sorted(made, key=lambda one: (one.at, one.id)):
        sides = _sides(judgement)
        texts = tuple(dict.fromkeys(anchor.known_as for anchor in judgement.anchors if anchor.known_as))
        if judgement.verdict == "set_speaker":
            for own in own_profiles(judgement):
                _bind(bonds, bars, [[own], *(side[:1] for side in sides)])
        elif judgement.verdict == "reject":
            rejected.update(dict.fromkeys(texts, judgement.id))
        elif texts:
            for text in texts:
                rejected.pop(text, None)
            name = judgement.value if judgement.verdict == "rename" else ""
            if judgement.verdict == "merge":
                _bind(bonds, bars, sides)
                name = judgement.value
            elif judgement.verdict == "split":
                _bar(bonds, bars, sides)
            named.append(Named(texts, name if isinstance(name, str) else ""))
    return ActorDecisions(frozenset(bonds), frozenset(bars), tuple(named), rejected)


def own_profiles(judgement: Judgement) -> list[Profile]:
    """The profiles of the actors that were made to be the speaker that a judgement names, in its reports."""
    if not any(anchor.side == SPEAKER for anchor in judgement.anchors) or not judgement.value:
        return []
    reports = dict.fromkeys(anchor.report for anchor in judgement.anchors if anchor.side != SPEAKER)
    return [from_text(Places.own_profile(made_actor(report, judgement.value))) for report in reports]


def grouping(profiles: Iterable[Profile], decided: ActorDecisions) -> Grouping:
    """Group profiles by the rules, and by judgements before these.

    What the rules alone put together stays together when a judgement joins it with something else.

    Args:
        profiles: whole blocks, with all that judgements connect with them.
        decided: what people decided.
    """
    there = set(profiles)
    ties = {tie for profile in there for tie in ties_of(profile)}
    ghosts = decided.near(ties) if decided.ghosts else set()
    if not ghosts:
        return grouped(there)
    every = there | ghosts
    apart = sorted(pair for pair in decided.bars if every.issuperset(pair))
    bonds = sorted(pair for pair in decided.bonds if every.issuperset(pair))
    ruled = grouped(every, (), apart)
    home = {profile: group for group in ruled.groups for profile in group}
    together = {pair for bond in bonds for one in bond for pair in pairwise(home[one])}
    found = grouped(every, sorted({*together, *bonds}), apart)
    place = {profile: number for number, group in enumerate(found.groups) for profile in group}
    barred = {frozenset((place[one], place[other])) for one, other in apart}
    groups = (tuple(profile for profile in group if profile in there) for group in found.groups)
    return Grouping(
        tuple(group for group in groups if group),
        tuple(
            pair
            for pair in found.doubts
            if there.issuperset(pair) and frozenset(place[profile] for profile in pair) not in barred
        ),
    )


def _sides(judgement: Judgement) -> list[list[Profile]]:
    """The profiles on each side of a judgement."""
    found: dict[int, list[Profile]] = defaultdict(list)
    for anchor in judgement.anchors:
        if anchor.known_as and (judgement.verdict != "set_speaker" or anchor.side == SPEAKER):
            profile = from_text(anchor.known_as)
            if profile not in found[anchor.side]:
                found[anchor.side].append(profile)
    return [found[side] for side in sorted(found)]


def _bind(bonds: set[Pair], bars: set[Pair], sides: Sequence[Sequence[Profile]]) -> None:
    for one, other in combinations(sides, 2):
        bars -= _across(one, other)
        bonds.add(_pair(one[0], other[0]))
    for side in sides:
        bonds |= {_pair(*two) for two in pairwise(side)}


def _bar(bonds: set[Pair], bars: set[Pair], sides: Sequence[Sequence[Profile]]) -> None:
    for one, other in combinations(sides, 2):
        across = _across(one, other)
        bonds -= across
        bars |= across


def _across(one: Collection[Profile], other: Collection[Profile]) -> set[Pair]:
    return {_pair(first, second) for first in one for second in other if first != second}


def _pair(one: Profile, other: Profile) -> Pair:
    return min(one, other), max(one, other)
