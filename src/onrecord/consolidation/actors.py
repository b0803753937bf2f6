"""Actors of reports joined into the ledger's: incrementally, and from nothing.

Who is one is a function of the set of profiles (`onrecord.resolve.across`). A report whose actors have
profiles that are there already changes nothing for others; a new profile, or one that goes, has the profiles
regrouped that keys connect with it, and no others: so adding a report costs the same in a ledger of any size.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from sqlalchemy import Connection

from onrecord.consolidation import judged_actors, stand_ins, tracking
from onrecord.consolidation.judged_actors import ActorDecisions, grouping
from onrecord.model import Actor, ReportRecords, text_hash
from onrecord.resolve.across import is_held
from onrecord.resolve.across_names import Profile, as_text, from_text, keys_of, profiles_of, ties_of
from onrecord.resolve.actors import alone, joined
from onrecord.store import actors, profiles, standing
from onrecord.store.profiles import Kept
from onrecord.store.touched import touch

BATCH = 200
DIGITS = 16


@dataclass(frozen=True, slots=True)
class Found:
    """Where profiles belong, by their ids.

    Attributes:
        numbers: of the ledger's actors; a number that is in no row yet is a new actor's.
        doubts: pairs that may be one actor's and were left apart.
    """

    numbers: Mapping[str, int]
    doubts: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Places:
    """Where a report's actors belong.

    Attributes:
        keys: ids of their profiles by their own ids; empty for one that joins none.
        numbers: of the ledger's actors that they are members of.
        before: what was so of those actors before the report came.
    """

    keys: Mapping[str, str]
    numbers: Mapping[str, int]
    before: tracking.Before


def join(
    connection: Connection,
    reports: Sequence[ReportRecords],
    given: Mapping[str, str],
    decided: ActorDecisions,
) -> Places:
    """Join the actors of reports to the ledger's.

    Args:
        connection: of a transaction that writes.
        reports: what was derived from each.
        given: for those of their actors that a person told apart, or joined, the profile they go by, as text.
        decided: what people decided on who is who.

    Returns:
        Their profiles and places.
    """
    of_actor: dict[str, Profile] = {}
    for records in reports:
        of_actor |= profiles_of(records.actors, records.attributions)
    of_actor |= {id_: from_text(text) for id_, text in given.items()}
    keys = {id_: _id_of(profile) for id_, profile in of_actor.items()}
    known = profiles.by_id(connection, (key for key in keys.values() if key))
    numbers = {key: kept.actor for key, kept in known.items()}
    new = {key: of_actor[id_] for id_, key in keys.items() if key and key not in known}
    if new:
        changed = _changed_by(connection, new)
        there, unchanged = _near(connection, changed, new, decided)
        found = _regroup(connection, there, new, decided)
        numbers |= found.numbers
    before = tracking.named(connection, numbers.values())
    places = _put(connection, reports, keys, {key: numbers[key] for key in keys.values() if key})
    if new:
        every = [(Kept(key, as_text(new[key]), numbers[key]), keys_of(new[key])) for key in sorted(new)]
        profiles.put(connection, every)
        _put_doubts(connection, found, unchanged)
    return Places(keys, places, before)


def leave(connection: Connection, keys: Iterable[str], numbers: Iterable[int]) -> None:
    """See to the actors that a report's actors were members of, after these have gone.

    Args:
        connection: of a transaction that writes.
        keys: those of the profiles that have gone with them.
        numbers: of the ledger's actors.
    """
    decided = judged_actors.load(connection)
    there, unchanged = _near(connection, set(keys), {}, decided)
    _put_doubts(connection, _regroup(connection, there, {}, decided), unchanged)
    settle(connection, numbers, decided)


def rejudge(connection: Connection, texts: Iterable[str]) -> None:
    """Group profiles anew that a judgement is about which was made or let go just now.

    Args:
        connection: of a transaction that writes.
        texts: the profiles, whether they are in the ledger or not.
    """
    decided = judged_actors.load(connection)
    about = [from_text(text) for text in texts]
    there: dict[str, Kept] = {}
    # Those that were together until now, and those that are to be.
    for profile in about:
        found, _ = _block(connection, set(ties_of(profile)), decided)
        there |= found
    found_again = _regroup(connection, there, {}, decided)
    _put_doubts(connection, found_again, ())
    numbers = set(found_again.numbers.values())
    before = tracking.state_of(connection, numbers)
    settle(connection, numbers, decided)
    tracking.note_actors(connection, before, tracking.state_of(connection, numbers))


def names_given(connection: Connection, decided: ActorDecisions) -> dict[int, str]:
    """What actors a person judged on, by number, with the name that they were given or an empty one."""
    wanted = [[text_hash(text)[:DIGITS] for text in one.profiles] for one in decided.named]
    known = profiles.by_id(connection, (id_ for ids in wanted for id_ in ids))
    names: dict[int, str] = {}
    for one, ids in zip(decided.named, wanted, strict=True):
        number = next((known[id_].actor for id_ in ids if id_ in known), None)
        if number is None:
            number = _likest(connection, one.profiles)
        if number is not None:
            names[number] = one.name or names.get(number, "")
    return names


def _likest(connection: Connection, texts: Sequence[str]) -> int | None:
    """The actor that now has what is grouped with profiles which no report has any more."""
    for text in texts:
        profile = from_text(text)
        there, _ = _block(connection, set(ties_of(profile)), ActorDecisions())
        of = {from_text(kept.text): kept.actor for kept in there.values()}
        group = next(
            (group for group in grouping([*of, profile], ActorDecisions()).groups if profile in group), ()
        )
        near = sorted(one for one in group if one in of)
        if near:
            return of[near[0]]
    return None


def settle(
    connection: Connection, numbers: Iterable[int] | None, decided: ActorDecisions | None = None
) -> None:
    """Make actors what their members say, and people decided, no more and no less.

    Args:
        connection: of a transaction that writes.
        numbers: of the ledger's actors, or None for all.
        decided: what people decided on who is who, where that is known.
    """
    decided = judged_actors.load(connection) if decided is None else decided
    names = names_given(connection, decided) if decided.named else {}
    chosen = None if numbers is None else sorted(set(numbers))
    actors.give_way(connection, chosen)
    groups = actors.members_of(connection, chosen)
    while batch := list(islice(groups, BATCH)):
        before = actors.by_number(connection, [number for number, _ in batch])
        changes = []
        for number, rows in batch:
            actor = alone(actors.member_record(rows[0]))
            for row in rows[1:]:
                actor = joined(actor, actors.member_record(row))
            if names.get(number):
                actor = replace(
                    actor, name=names[number], aliases=tuple(sorted({*actor.aliases, names[number]}))
                )
            changes.append(
                (before[number], actors.Joined(number, actor, sum(row.attributions for row in rows)))
            )
        actors.change(connection, changes)


def settle_judged(connection: Connection, numbers: Collection[int], decided: ActorDecisions) -> None:
    """Settle those of some actors that people judged on: what they decided goes over what a report added."""
    if decided.named:
        judged = names_given(connection, decided).keys() & set(numbers)
        if judged:
            settle(connection, judged, decided)


def consolidate(connection: Connection) -> None:
    """Work every actor of the ledger out anew from the actors of its reports."""
    profiles.remove_unused(connection)
    actors.remove_empty(connection)
    decided = judged_actors.load(connection)
    found = _regroup(connection, profiles.everything(connection), {}, decided, settled=False)
    profiles.put_doubts(connection, found.numbers, found.doubts)
    settle(connection, None, decided)


def _id_of(profile: Profile) -> str:
    return "" if profile.sort == "open" else text_hash(as_text(profile))[:DIGITS]


def _changed_by(connection: Connection, new: Mapping[str, Profile]) -> set[str]:
    """The keys under which new profiles may change others."""
    people = [(profile, set(keys_of(profile))) for profile in new.values() if profile.sort == "person"]
    changed = {key for profile in new.values() if profile.sort != "person" for key in keys_of(profile)}
    by_key = profiles.by_key(connection, {key for _, keys in people for key in keys})
    known = profiles.by_id(connection, {id_ for ids in by_key.values() for id_ in ids})
    there = {id_: from_text(kept.text) for id_, kept in known.items()}
    for profile, keys in people:
        near = {id_ for key in keys for id_ in by_key.get(key, ())}
        if is_held([there[id_] for id_ in near], profile):
            changed |= {f"held {key}" for key in keys}
        else:
            changed |= keys
    return changed


def _near(
    connection: Connection, changed: Collection[str], new: Mapping[str, Profile], decided: ActorDecisions
) -> tuple[dict[str, Kept], set[str]]:
    """The profiles to group anew when some come or go, with all that decides on these.

    Full names and bodies never depend on surnames alone, nor these on other surnames but for those with one
    office. So the surnames of a block, mostly its greatest part, are left where they are unless its full
    names change.

    Args:
        connection: of a transaction that reads.
        changed: keys of what came or went.
        new: what came, by ids.
        decided: what people decided; where they judged on anything of a block, all of it is near.

    Returns:
        Profiles that are kept; and the ids of those among them that stay as they are, with the doubts among
        these, and are there for others to be compared with.
    """
    if decided.ghosts:
        ties = {_tie_of(key) for key in changed} | {tie for one in new.values() for tie in ties_of(one)}
        block, judged = _block(connection, ties, decided)
        if judged:
            return block, set()
    of = _by_start(changed)
    bodies, names = profiles.connected(connection, of["body"], "body ")
    offices, _ = profiles.connected(connection, of["office"], "office ")
    people = profiles.with_keys(connection, of["person"])
    surnames = offices | profiles.with_keys(
        connection,
        [f"surname{key.removeprefix('person')}" for key in of["person"]]
        + [f"named{key.removeprefix('body')}" for key in names],
    )
    every = bodies | people | surnames
    # What came surnames and those loaded above are compared with.
    asked = _by_start(profiles.keys_of(connection, surnames) | set(changed))
    held = [f"person{key.removeprefix('surname')}" for key in asked["surname"]]
    held += [key.removeprefix("held ") for key in asked["held"]]
    beside, _ = profiles.connected(
        connection, [f"body{key.removeprefix('named')}" for key in asked["named"]], "body "
    )
    unchanged = (profiles.with_keys(connection, held) | beside) - every
    return profiles.by_id(connection, every | unchanged), unchanged - new.keys()


def _block(connection: Connection, ties: set[str], decided: ActorDecisions) -> tuple[dict[str, Kept], bool]:
    """The profiles that ties, or judgements, connect; and whether people judged on any of them."""
    there: dict[str, Kept] = {}
    seen: set[str] = set()
    ahead = set(ties)
    judged = False
    while ahead:
        ghosts = decided.near(ahead)
        judged = judged or bool(ghosts)
        keys = {key for tie in ahead for key in (tie, *_surnames_of(tie))}
        near = profiles.by_id(connection, profiles.with_keys(connection, keys) - there.keys())
        there |= near
        seen |= ahead
        found = {from_text(kept.text) for kept in near.values()} | ghosts
        ahead = {tie for profile in found for tie in ties_of(profile)} - seen
    return there, judged


def _surnames_of(tie: str) -> tuple[str, ...]:
    """The keys that surnames have in place of a tie."""
    start, _, name = tie.partition(" ")
    return (f"surname {name}",) if start == "person" else (f"named {name}",)


def _tie_of(key: str) -> str:
    """The tie that a key stands for: `surname X` and `office X, TITLE, WHOSE` are of `person X`."""
    start, _, name = key.removeprefix("held ").partition(" ")
    if start in ("body", "named"):
        return f"body {name}"
    return f"person {name.partition(',')[0] if start == 'office' else name}"


def _by_start(keys: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        found[key.partition(" ")[0]].append(key)
    return found


def _put_doubts(connection: Connection, found: Found, unchanged: Collection[str]) -> None:
    """Replace the doubts on profiles, but for those among unchanged ones."""
    doubts = [pair for pair in found.doubts if not (pair[0] in unchanged and pair[1] in unchanged)]
    profiles.put_doubts(connection, found.numbers.keys() - set(unchanged), doubts)


def _regroup(
    connection: Connection,
    there: Mapping[str, Kept],
    new: Mapping[str, Profile],
    decided: ActorDecisions,
    *,
    settled: bool = True,
) -> Found:
    """Group profiles, and move the members of those that now are other actors.

    Args:
        connection: of a transaction that writes.
        there: profiles that are kept, whole blocks of them.
        new: others, by their ids.
        decided: what people decided on who is who.
        settled: make the actors that gained or lost members what these say.

    Returns:
        Where all these profiles belong.
    """
    id_of = {from_text(kept.text): id_ for id_, kept in there.items()}
    id_of |= {profile: id_ for id_, profile in new.items()}
    grouped = grouping(id_of, decided)
    groups = [[id_of[profile] for profile in group] for group in grouped.groups]
    numbers: dict[str, int] = {}
    made: list[int] = []
    taken: set[int] = set()
    next_number = actors.next_number(connection)

    def votes(group: list[str]) -> list[tuple[int, int]]:
        """How many of a group's profiles are each actor, the most first."""
        counted = Counter(there[id_].actor for id_ in group if id_ in there)
        return sorted((-count, number) for number, count in counted.items())

    for group in sorted(groups, key=lambda group: (votes(group)[:1] or [(0, 0)], group)):
        number = next((number for _, number in votes(group) if number not in taken), 0)
        if not number:
            number, next_number = next_number, next_number + 1
            if any(id_ in there for id_ in group):
                made.append(number)
        taken.add(number)
        numbers |= dict.fromkeys(group, number)
    moved = {id_: numbers[id_] for id_, kept in there.items() if numbers[id_] != kept.actor}
    if moved:
        changed = {*moved.values(), *(there[id_].actor for id_ in moved)}
        near = changed | standing.agents_of(connection, changed)
        before = tracking.state_of(connection, near)
        actors.put(connection, [_unnamed(number) for number in made])
        profiles.move(connection, moved)
        actors.remove_empty(connection, sorted(changed))
        if settled:
            settle(connection, changed, decided)
            tracking.note_actors(connection, before, tracking.state_of(connection, near))
            stand_ins.note(connection, near)
            touch(connection, "said", profiles.said_with(connection, moved))
            touch(connection, "claim", profiles.claims_with(connection, moved))
    return Found(numbers, [(id_of[one], id_of[other]) for one, other in grouped.doubts])


def _unnamed(number: int) -> actors.New:
    """An actor that `settle` names later."""
    return actors.New(number, Actor(id=f"new {number}", name="", kind="unnamed"), 0)


def _put(
    connection: Connection,
    reports: Sequence[ReportRecords],
    keys: Mapping[str, str],
    numbers: Mapping[str, int],
) -> dict[str, int]:
    """Add what reports say of their actors to the ledger's; give the numbers of these by the ids of those."""
    every = [actor for records in reports for actor in records.actors]
    spoken = Counter(
        one.speaker for records in reports for one in records.attributions if one.speaker is not None
    )
    there = actors.by_number(connection, set(numbers.values()))
    # What this report adds to each actor of the ledger, so that each is written once.
    added: dict[int | str, tuple[Actor, int]] = {}
    slots: dict[str, int | str] = {
        actor.id: numbers[keys[actor.id]] if keys[actor.id] else actor.id for actor in every
    }
    for actor in every:
        slot = slots[actor.id]
        if slot in added:
            so_far, count = added[slot]
            added[slot] = joined(so_far, actor), count + spoken[actor.id]
        else:
            added[slot] = alone(actor), spoken[actor.id]
    next_number = max([actors.next_number(connection), *(number + 1 for number in numbers.values())])
    places: dict[int | str, int] = {}
    new: list[actors.New] = []
    changes: list[tuple[actors.Joined, actors.Joined]] = []
    for slot, (actor, count) in added.items():
        before = there.get(slot) if isinstance(slot, int) else None
        if before:
            places[slot] = before.number
            after = joined(before.actor, actor)
            changes.append((before, actors.Joined(before.number, after, before.attributions + count)))
            continue
        if isinstance(slot, str):
            slot_number, next_number = next_number, next_number + 1
        else:
            slot_number = slot
        places[slot] = slot_number
        new.append(actors.New(slot_number, actor, count))
    actors.change(connection, changes)
    actors.put(connection, new)
    return {id_: places[slot] for id_, slot in slots.items()}
