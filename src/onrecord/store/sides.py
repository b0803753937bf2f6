"""Rows of sides, and of states, changes and conflicts that follow from what parties say."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Day
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, or_, select, update

from onrecord.model import Change, Condition, Conflict, Position
from onrecord.store.claim_tables import claims
from onrecord.store.derived import UNDATED
from onrecord.store.rows import batches, put_all
from onrecord.store.stand_tables import sides, stands
from onrecord.store.stands import Held
from onrecord.store.tables import actors
from onrecord.store.track_tables import changes, conflicts

Row = dict[str, Any]
STATE = (
    update(claims)
    .where(claims.c.number == bindparam("of_claim"))
    .values(until=bindparam("ends"), restates=bindparam("repeats"))
)
REPLACED = (
    update(stands)
    .where(stands.c.claim == bindparam("of_claim"))
    .values(until=bindparam("replaced_on"), ended=bindparam("ended_on"))
)
HEARD = (
    update(sides)
    .where(sides.c.at == bindparam("of_issue"), sides.c.party == bindparam("of_party"))
    .values(heard=bindparam("is_heard"))
)
GONE = delete(sides).where(
    sides.c.at == bindparam("of_issue"),
    sides.c.party == bindparam("of_party"),
    sides.c.polarity == bindparam("of_polarity"),
    sides.c.since == bindparam("of_since"),
)
# What is asked at each issue is made once: making a statement takes longer than running it.
AT: Any = bindparam("of_issue")
PARTIES: Any = bindparam("parties", expanding=True)
LOUDEST = (
    select(sides.c.party, actors.c.id)
    .join(actors, actors.c.number == sides.c.party)
    .where(sides.c.at == AT)
    .group_by(sides.c.party, actors.c.id)
    .order_by(func.sum(sides.c.statements).desc(), actors.c.id)
    .limit(bindparam("most"))
)
HEARD_AT = select(sides.c.party).where(sides.c.at == AT, sides.c.heard).distinct()
SIDES_AT = select(sides).where(
    sides.c.at == AT,
    sides.c.party.in_(PARTIES),
    or_(sides.c.until.is_(None), sides.c.until >= bindparam("from_day")),
)
NOT_OPPOSED = delete(conflicts).where(
    conflicts.c.at == AT, or_(conflicts.c.party.in_(PARTIES), conflicts.c.other_party.in_(PARTIES))
)
NOT_OPPOSED_SINCE = NOT_OPPOSED.where(
    conflicts.c.sort_key >= bindparam("from_day"), conflicts.c.sort_key < UNDATED
)
LEFT = claims.c.type.label("left")
"""The type of the claim that was left by a change."""
CHANGES_AT = (
    select(changes, LEFT)
    .outerjoin(claims, claims.c.number == changes.c.before)
    .where(changes.c.at.in_(bindparam("issues", expanding=True)), changes.c.holder.in_(PARTIES))
)
NO_CHANGE = delete(changes).where(changes.c.at == bindparam("of_issue"), changes.c.id == bindparam("of_id"))


@dataclass(frozen=True, slots=True)
class KeptSide:
    """One party for or against an issue without a break, as the ledger keeps it.

    Attributes:
        at: number of the issue.
        party: number of the party.
        polarity: `for` or `against`.
        said: day, number of a claim, and whether it is a position, of the first statements of each day.
        until: the day on which the last of its statements was replaced, or None.
        statements: how many there were.
    """

    at: int
    party: int
    polarity: str
    said: tuple[tuple[Day, int, bool], ...]
    until: Day | None
    statements: int


def put_states(
    connection: Connection,
    records: Iterable[tuple[Position | Condition, Day | None, Day | None]],
    held: Held,
) -> set[str]:
    """Put until when records held, and what they restate.

    Args:
        connection: of a transaction that writes.
        records: as the statements have them, each with the day until which it held by all that its party
            said, and with that until which it held whatever ended it.
        held: what the ledger has of them.

    Returns:
        The ids of those that restate another than before.
    """
    rows, replaced = [], []
    moved: set[str] = set()
    for one, ended, until in records:
        repeats = held.numbers[one.restates] if one.restates else None
        number = held.numbers[one.id]
        former_until, former_repeats, *former_ends = held.states[one.id]
        if (former_until, former_repeats) != (until, repeats):
            rows.append({"of_claim": number, "ends": until, "repeats": repeats})
            if former_repeats != repeats:
                moved.add(one.id)
        if former_ends != [one.until, ended]:
            replaced.append({"of_claim": number, "replaced_on": one.until, "ended_on": ended})
    for statement, every in ((STATE, rows), (REPLACED, replaced)):
        if every:
            connection.execute(statement, every)
    return moved


def put_changes(
    connection: Connection,
    at: Mapping[int, Sequence[tuple[str, Change]]],
    looked_for: Mapping[int, Collection[str]],
    held: Held,
    parties: Collection[int],
    issue_numbers: Mapping[str, int],
) -> None:
    """Put the changes of some parties found at issues in, in place of those that were found there.

    Args:
        connection: of a transaction that writes.
        at: what was found at each issue, with `position`, `condition` or `told` for what it was found by.
        looked_for: what was looked for at each issue: of these, and `ended`, by which conditions ceased to
            hold.
        held: the numbers of what they name.
        parties: numbers of all the parties that were looked at.
        issue_numbers: of the issues, by their ids.
    """
    rows: dict[tuple[int, str], Row] = {}
    for number, found in at.items():
        for of, one in found:
            day = one.date.latest or one.date.earliest
            rows.setdefault(
                (number, one.id),
                {
                    "at": number,
                    "id": one.id,
                    "of": of,
                    "holder": held.parties[one.holder],
                    "issue": issue_numbers[one.issue],
                    "kind": one.kind,
                    "before": held.numbers[one.before] if one.before else None,
                    "after": held.numbers[one.after] if one.after else None,
                    "date_earliest": one.date.earliest,
                    "date_latest": one.date.latest,
                    "date_basis": one.date.basis,
                    "sort_key": f"{day.isoformat() if day else UNDATED}{one.id.partition('-')[2]}",
                    "confidence": one.confidence,
                },
            )
    gone = []
    for some in batches(sorted(looked_for)):
        for whose in batches(sorted(parties)):
            for row in connection.execute(CHANGES_AT, {"issues": some, "parties": whose}).mappings():
                here = looked_for[row["at"]]
                if row["of"] in here or ("ended" in here and row["left"] == "condition"):
                    key = row["at"], row["id"]
                    if rows.get(key) == {name: value for name, value in row.items() if name != "left"}:
                        del rows[key]
                    else:
                        gone.append(key)
    # What has another party now stands there as the former's until that is looked at, too.
    if away := {*gone, *rows}:
        connection.execute(NO_CHANGE, [{"of_issue": number, "of_id": id_} for number, id_ in sorted(away)])
    put_all(connection, changes, rows.values())


def put_sides(
    connection: Connection, found: Iterable[KeptSide], at: Iterable[int], parties: Iterable[int]
) -> dict[tuple[int, int], Day]:
    """Put the sides of some parties on some issues in, in place of those that were there.

    Args:
        connection: of a transaction that writes.
        found: the sides.
        at: numbers of the issues.
        parties: numbers of the parties.

    Returns:
        The issues and parties whose sides are not what they were, with the first day of which that is so.
    """
    now: dict[tuple[int, int], dict[tuple[str, Day], Row]] = {}
    for one in found:
        now.setdefault((one.at, one.party), {})[one.polarity, one.said[0][0]] = {
            "at": one.at,
            "party": one.party,
            "polarity": one.polarity,
            "since": one.said[0][0],
            "until": one.until,
            "said": [[day.toordinal(), number, int(plain)] for day, number, plain in one.said],
            "statements": one.statements,
            "heard": False,
        }
    before: dict[tuple[int, int], dict[tuple[str, Day], Row]] = {}
    heard: set[tuple[int, int]] = set()
    whose = sorted(parties)
    for some in batches(sorted(at)):
        for part in batches(whose):
            query = select(sides).where(sides.c.at.in_(some), sides.c.party.in_(part))
            for row in connection.execute(query):
                of = before.setdefault((row.at, row.party), {})
                of[row.polarity, row.since] = {**row._mapping, "heard": False}
                if row.heard:
                    heard.add((row.at, row.party))
    news: dict[tuple[int, int], Day] = {}
    gone, put = [], []
    for key in sorted(now.keys() | before.keys()):
        new, former = now.get(key, {}), before.get(key, {})
        moved = [name for name in new.keys() | former.keys() if new.get(name) != former.get(name)]
        if moved:
            news[key] = min(_parted(new.get(name), former.get(name)) for name in moved)
            gone += [
                {"of_issue": key[0], "of_party": key[1], "of_polarity": polarity, "of_since": since}
                for polarity, since in moved
                if (polarity, since) in former
            ]
            put += [{**new[name], "heard": key in heard} for name in moved if name in new]
    if gone:
        connection.execute(GONE, gone)
    put_all(connection, sides, put)
    return news


def _parted(one: Row | None, other: Row | None) -> Day:
    """The first day on which two versions of a side differ."""
    if one is None or other is None:
        row = one or other
        assert row is not None
        return row["since"]  # type: ignore[no-any-return]
    days = [
        Day.fromordinal(min(a[0], b[0])) for a, b in zip(one["said"], other["said"], strict=False) if a != b
    ]
    longer = max(one["said"], other["said"], key=len)[min(len(one["said"]), len(other["said"])) :]
    days += [Day.fromordinal(said[0]) for said in longer[:1]]
    if one["until"] != other["until"]:
        days.append(min(one["until"] or Day.max, other["until"] or Day.max))
    return min(days, default=Day.max)


def loudest(connection: Connection, issue: int, most: int) -> dict[int, str]:
    """The parties that said the most on an issue, by number, with their ids; of equals the smallest ids."""
    rows = connection.execute(LOUDEST, {"of_issue": issue, "most": most})
    return {row.party: row.id for row in rows}


def heard_at(connection: Connection, issue: int) -> set[int]:
    """The parties that are heard on an issue, by number, as the ledger has it."""
    return set(connection.execute(HEARD_AT, {"of_issue": issue}).scalars())


def sides_at(connection: Connection, issue: int, parties: Iterable[int], since: Day) -> list[KeptSide]:
    """The sides of some parties on an issue that were taken after a day, or held until then or longer."""
    wanted = {"of_issue": issue, "parties": list(parties), "from_day": since}
    return [
        KeptSide(
            at=row.at,
            party=row.party,
            polarity=row.polarity,
            said=tuple((Day.fromordinal(day), number, bool(plain)) for day, number, plain in row.said),
            until=row.until,
            statements=row.statements,
        )
        for row in connection.execute(SIDES_AT, wanted)
    ]


def put_heard(connection: Connection, issue: int, heard: Mapping[int, bool]) -> None:
    """Say of parties, by number, whether they are among those that said the most on an issue."""
    if heard:
        rows = [{"of_issue": issue, "of_party": party, "is_heard": so} for party, so in heard.items()]
        connection.execute(HEARD, rows)


def take_opposed(connection: Connection, issue: int, parties: Iterable[int], since: Day) -> None:
    """Take the conflicts of some parties with others on an issue out that began on a day or later."""
    for some in batches(sorted(parties)):
        of_these = {"of_issue": issue, "parties": some}
        if since > Day.min:
            connection.execute(NOT_OPPOSED_SINCE, {**of_these, "from_day": since.isoformat()})
        else:
            connection.execute(NOT_OPPOSED, of_these)


def conflict_row(
    one: Conflict,
    at: int,
    numbers: Mapping[str, int],
    last: Day | None,
    parties: tuple[int | None, int | None] = (None, None),
) -> dict[str, Any]:
    """A conflict's row.

    Args:
        one: the conflict.
        at: number of the issue.
        numbers: of its members, by their ids.
        last: the day of the later member.
        parties: numbers of the parties that are opposed.
    """
    first, second = one.members
    return {
        "at": at,
        "id": one.id,
        "kind": one.kind,
        "one": numbers[first],
        "other": numbers[second],
        "sort_key": f"{last.isoformat() if last else UNDATED}{one.id.partition('-')[2]}",
        "confidence": one.confidence,
        "party": parties[0],
        "other_party": parties[1],
    }


def put_conflicts(connection: Connection, rows: Iterable[dict[str, Any]]) -> None:
    """Put conflicts in, from `conflict_row`; each once at an issue."""
    put_all(connection, conflicts, {(row["at"], row["id"]): row for row in rows}.values())


def forget_all(connection: Connection) -> None:
    """Forget where claims belong, and all that follows from it, to be worked out from nothing."""
    for table in (conflicts, changes, sides, stands):
        connection.execute(delete(table))
