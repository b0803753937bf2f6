"""Actors across reports: which are one, as a pure function of the set of their profiles.

Who is joined never depends on the order in which reports came in, nor on how many there are. In three steps:

1. Bodies with one name, and persons with one full name in any spelling, are one.
2. Likenesses are joined, the surest first, unless that would bring two together that cannot be one: a chain
   of half-alike names, or a surname alone, never ties two namesakes into one actor.
3. A surname alone, an acronym or a shortened name joins the one actor that it fits; where it fits several it
   stays apart, and the doubt is shown.

A change touches only the profiles that keys connect (`keys_of`), so that a ledger works out few at a time and
gets what it would get from nothing. A surname alone changes nothing for full names, bodies and the surnames
that share no office with it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise, zip_longest

from onrecord.model import Actor, Attribution
from onrecord.resolve.across_names import (
    OPEN,
    REWRITTEN,
    PersonKey,
    Profile,
    is_written,
    profile_of,
    profiles_of,
    ties_of,
)
from onrecord.resolve.across_pairs import is_telling, same_name, same_profile
from onrecord.text.spelling import skeleton

Pair = tuple[Profile, Profile]
_MOST_DOUBTS = 5


@dataclass(frozen=True, slots=True)
class Grouping:
    """What a set of profiles comes to.

    Attributes:
        groups: profiles of one actor each, in order.
        doubts: pairs that may be one and were left apart, for a person to judge.
    """

    groups: tuple[tuple[Profile, ...], ...]
    doubts: tuple[Pair, ...] = ()


def same_actor(one: Actor, other: Actor, principals: Mapping[str, str] | None = None) -> bool | None:
    """Whether two actors of different reports are one, in view of these two alone.

    Args:
        one: an actor of a report.
        other: one of another report.
        principals: names of actors by id, for those that they act for.

    Returns:
        True, False, or None in doubt. Of two that may be one by a shortened name, None: whether that fits no
        other too is for `grouped` to see.
    """
    return same_profile(profile_of(one, principals), profile_of(other, principals))


def actors_from_nothing(
    reports: Iterable[Iterable[Actor]], said: Iterable[Iterable[Attribution]] = ()
) -> list[tuple[str, ...]]:
    """Group the actors of many reports.

    Args:
        reports: the actors of each.
        said: the attributions of each, in the same order; without them who has no name stays alone.

    Returns:
        Groups of ids, each sorted, in order of their smallest; every actor is in one.
    """
    holders: dict[Profile, list[str]] = defaultdict(list)
    alone: list[tuple[str, ...]] = []
    for actors, attributions in zip_longest(reports, said, fillvalue=()):
        for id_, profile in profiles_of(actors, attributions).items():
            if profile.sort == "open":
                alone.append((id_,))
            else:
                holders[profile].append(id_)
    groups = [
        tuple(sorted(id_ for profile in group for id_ in holders[profile]))
        for group in grouped(holders).groups
    ]
    return sorted([*groups, *alone])


def grouped(
    profiles: Iterable[Profile], together: Collection[Pair] = (), apart: Collection[Pair] = ()
) -> Grouping:
    """Group profiles into actors.

    Args:
        profiles: all that keys connect, or any number of such blocks; none of sort `open`.
        together: pairs that a person judged to be one; these go before everything.
        apart: pairs that a person judged to be two.

    Returns:
        The groups and the doubts: a function of the set of profiles.
    """
    groups: list[tuple[Profile, ...]] = []
    doubts: list[Pair] = []
    for block in blocks(profiles, together):
        found = _Block(block, together, apart).grouped()
        groups += found.groups
        doubts += found.doubts
    return Grouping(tuple(sorted(groups)), tuple(sorted(doubts)))


def blocks(profiles: Iterable[Profile], together: Collection[Pair] = ()) -> list[tuple[Profile, ...]]:
    """Profiles parted into those that keys, or judgements, connect; each block and all of them in order."""
    every = sorted(set(profiles))
    above = list(range(len(every)))

    def top(at: int) -> int:
        while above[at] != at:
            above[at] = above[above[at]]
            at = above[at]
        return at

    first: dict[str, int] = {}
    for at, profile in enumerate(every):
        for key in ties_of(profile):
            above[top(at)] = top(first.setdefault(key, at))
    place = {profile: at for at, profile in enumerate(every)}
    for one, other in together:
        if one in place and other in place:
            above[top(place[one])] = top(place[other])
    found: dict[int, list[Profile]] = defaultdict(list)
    for at, profile in enumerate(every):
        found[top(at)].append(profile)
    return sorted(tuple(block) for block in found.values())


class _Block:
    """The grouping of one block, in steps; clusters are numbered by their place in order."""

    def __init__(self, block: Sequence[Profile], together: Collection[Pair], apart: Collection[Pair]) -> None:
        self.profiles = list(block)
        here = set(block)
        self.cluster = {profile: number for number, profile in enumerate(block)}
        self.members: dict[int, list[Profile]] = {number: [profile] for number, profile in enumerate(block)}
        # What speaks against a merger, once for all profiles that differ in their offices alone.
        self.faces = {
            number: {face_of(profile)} if profile.sort == "person" else set[Profile]()
            for number, profile in enumerate(block)
        }
        self.barred = [pair for pair in apart if here.issuperset(pair)]
        self.doubts: set[Pair] = set()
        for one, other in sorted(pair for pair in together if here.issuperset(pair)):
            self._merge(self.cluster[one], self.cluster[other])

    def grouped(self) -> Grouping:
        """The groups and doubts."""
        self._join_bodies()
        people = self._join_people()
        self._attach_bodies()
        self._attach_surnames(people)
        groups = tuple(tuple(sorted(members)) for members in self.members.values())
        doubts = (pair for pair in self.doubts if self.cluster[pair[0]] != self.cluster[pair[1]])
        return Grouping(groups, tuple(doubts))

    def _merge(self, one: int, other: int) -> None:
        if one == other:
            return
        if len(self.members[one]) < len(self.members[other]):
            one, other = other, one
        for profile in self.members[other]:
            self.cluster[profile] = one
        self.members[one] += self.members.pop(other)
        self.faces[one] |= self.faces.pop(other)

    def _may_merge(self, one: int, other: int) -> bool:
        """Whether no two of two clusters are barred from being one, by judgement or by their names."""
        if any({self.cluster[first], self.cluster[second]} == {one, other} for first, second in self.barred):
            return False
        return not any(
            same_profile(first, second) is False
            for first in self.faces[one]
            for second in self.faces[other]
            if first != second
        )

    def _join(self, one: Profile, other: Profile) -> None:
        first, second = self.cluster[one], self.cluster[other]
        if first != second and self._may_merge(first, second):
            self._merge(first, second)

    def _doubt(self, one: Profile, other: Profile) -> None:
        self.doubts.add((min(one, other), max(one, other)))

    def _join_bodies(self) -> None:
        """Bodies by their names, and by names that a report gives them beside."""
        bodies = [profile for profile in self.profiles if profile.sort == "body"]
        named: dict[str, Profile] = {}
        for profile in bodies:
            self._join(named.setdefault(profile.body, profile), profile)
        for profile in bodies:
            for name in profile.also:
                if name in named:
                    self._join(named[name], profile)

    def _join_people(self) -> dict[Profile, Profile]:
        """Full names: the same first, then spellings, then those whose offices settle a doubt.

        Returns:
            For each face, with the offices of all that have it, a profile that has it.
        """
        holders: dict[Profile, list[Profile]] = defaultdict(list)
        for profile in self.profiles:
            if profile.sort == "person":
                holders[face_of(profile)].append(profile)
        people: dict[Profile, Profile] = {}
        by_name: dict[PersonKey, list[Profile]] = defaultdict(list)
        by_start: dict[tuple[str, str], list[Profile]] = defaultdict(list)
        for face, profiles in sorted(holders.items()):
            for profile in profiles:
                self._join(profiles[0], profile)
            whole = replace(face, offices=tuple(sorted({o for profile in profiles for o in profile.offices})))
            people[whole] = profiles[0]
            for name in face.people:
                if is_written(name):
                    by_name[name].append(profiles[0])
            for start in {(skeleton(surname), given[0][:1]) for given, surname in face.people}:
                by_start[start].append(whole)
        for name in sorted(by_name):
            self._join_namesakes(by_name[name])
        self._join_likenesses(by_start, people)
        return people

    def _join_namesakes(self, people: Sequence[Profile]) -> None:
        """Faces with one full name are one, but for those whose sexes differ."""
        for sex in ("feminine", "masculine"):
            for one, other in pairwise([profile for profile in people if profile.sex == sex]):
                self._join(one, other)
        if len({profile.sex for profile in people} - {""}) < 2:
            rest = people
        else:
            rest = [profile for profile in people if not profile.sex]
        for one, other in pairwise(rest):
            self._join(one, other)

    def _join_likenesses(
        self, by_start: Mapping[tuple[str, str], Sequence[Profile]], people: Mapping[Profile, Profile]
    ) -> None:
        """Spellings of one name, the surest first."""
        likely = []
        for start in sorted(by_start):
            for one, other in combinations(by_start[start], 2):
                found = same_profile(one, other)
                if found:
                    likely.append((_distance(one, other), people[one], people[other]))
                elif found is None:
                    self._doubt(people[one], people[other])
        for _, one, other in sorted(likely):
            self._join(one, other)

    def _attach_bodies(self) -> None:
        """Short names and acronyms to the one body that they fit."""
        fitting: dict[str, dict[int, Profile]] = defaultdict(dict)
        short: dict[str, Profile] = {}
        for profile in self.profiles:
            if profile.sort == "body":
                short.setdefault(profile.body, profile)
                for name in profile.shorter:
                    fitting[name].setdefault(self.cluster[profile], profile)
        links = []
        for name in sorted(short.keys() & fitting.keys()):
            own = self.cluster[short[name]]
            longer = [profile for number, profile in fitting[name].items() if number != own]
            if len(longer) == 1:
                links.append((longer[0], short[name]))
            for other in longer[:_MOST_DOUBTS]:
                self._doubt(short[name], other)
        for one, other in links:
            self._join(one, other)

    def _attach_surnames(self, people: Mapping[Profile, Profile]) -> None:
        """Surnames alone to the one person whom name and office fit, else to each other."""
        full: dict[str, list[Profile]] = defaultdict(list)
        for whole in sorted(people):
            for start in {skeleton(surname) for _, surname in whole.people}:
                full[start].append(whole)
        bodies: dict[str, Profile] = {}
        for profile in self.profiles:
            if profile.sort == "body":
                bodies.setdefault(profile.body, profile)
        surnames = [profile for profile in self.profiles if profile.sort == "surname"]
        chosen: list[Pair] = []
        left = []
        for profile in surnames:
            likely = {one for _, surname in profile.people for one in full[skeleton(surname)]}
            answers = [(one, same_profile(one, profile)) for one in sorted(likely)]
            near = {self.cluster[people[one]]: people[one] for one, same in answers if same is not False}
            sure = {self.cluster[people[one]]: people[one] for one, same in answers if same}
            if len(sure) == 1:
                chosen += [(one, profile) for one in sure.values()]
                continue
            for other in list((sure or near).values())[:_MOST_DOUBTS]:
                self._doubt(profile, other)
            if not sure:
                left.append(profile)
            if not near and profile.body in bodies:
                chosen.append((bodies[profile.body], profile))
        for one, other in chosen:
            self._join(one, other)
        self._join_surnames(left)

    def _join_surnames(self, surnames: Sequence[Profile]) -> None:
        """Surnames that fit nobody's full name, to those with the same name and office."""
        holders: dict[object, Profile] = {}
        for profile in surnames:
            for office in profile.offices:
                if is_telling(office):
                    for given, surname in profile.people:
                        name = given, surname.rstrip(REWRITTEN)
                        holder = holders.setdefault((name, profile.sex, profile.mark, office), profile)
                        self._join(holder, profile)


def is_held(there: Iterable[Profile], new: Profile) -> bool:
    """Whether a full name's new profile says nothing that those of its block don't: it changes no other.

    Args:
        there: the profiles of full names that share a key with it.
        new: the profile of a full name.
    """
    face = face_of(new)
    alike = [profile for profile in there if profile.sort == "person" and face_of(profile) == face]
    offices = {office for profile in alike for office in profile.offices}
    # The first of those alike stands for all of them in doubts.
    return bool(alike) and min(alike) < new and offices.issuperset(new.offices)


def face_of(profile: Profile) -> Profile:
    """A person's profile without its offices."""
    return replace(profile, offices=())


def _distance(one: Profile, other: Profile) -> tuple[int, int]:
    """How unlike two names are: a likeness that offices had to settle last, then surnames that differ."""
    shared = {surname for _, surname in one.people} & {surname for _, surname in other.people}
    return 0 if same_name(one, other) else 1, 0 if shared else 1


def marked(profile: Profile, mark: str) -> Profile:
    """A profile set apart from others like it, for an actor that a person judged on."""
    return OPEN if profile.sort == "open" else replace(profile, mark=mark)
