"""Rows of utterances: what decides of attributions, their keys and links, and the groups that these make."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, func, or_, select

from onrecord.model import DateInterval, Utterance
from onrecord.store.columns import interval
from onrecord.store.derived import UNDATED
from onrecord.store.rows import among, batches, many, next_number, put_all, put_missing
from onrecord.store.tables import acting, actors, attributions, members, processed, reports, spans
from onrecord.store.track_tables import utterance_keys, utterance_links, utterance_members, utterances


@dataclass(frozen=True, slots=True)
class Words:
    """What of an attribution decides which utterance it is of, as the ledger has it.

    Attributes:
        number: the row's own key.
        id: of the attribution.
        report: number of its report.
        report_id: its id.
        kind: `direct`, `indirect` or `mixed`.
        content: its pieces, in order.
        cue: the words of its cue.
        start: offset of its first character, content, source or cue.
        end: offset after its last.
        said_on: when it was said.
        published: when its report was.
        speaker: number of the ledger's actor who speaks, or None.
        speaker_id: its id.
        speaker_kind: what kind of actor its report takes the speaker for, or None.
        parties: numbers of the actors whom that one acts for, with their ids.
    """

    number: int
    id: str
    report: int
    report_id: str
    kind: str
    content: tuple[str, ...]
    cue: tuple[str, ...]
    start: int
    end: int
    said_on: DateInterval
    published: DateInterval
    speaker: int | None
    speaker_id: str | None
    speaker_kind: str | None
    parties: tuple[tuple[int, str], ...]


@dataclass(slots=True)
class _Pieces:
    """The words of an attribution while they are read, and where the first begins and the last ends."""

    content: list[str] = field(default_factory=list)
    cue: list[str] = field(default_factory=list)
    start: int = 0
    end: int = 0

    def add(self, role: str, start: int, end: int, text: str) -> None:
        """Add a span."""
        if role == "content":
            self.content.append(text)
        elif role == "cue":
            self.cue.append(text)
        self.start = min(self.start, start) if self.end else start
        self.end = max(self.end, end)


Link = tuple[int, int, float, bool]
FAR = timedelta(days=400)  # further back than anybody looks for when something was said


TOGETHER = 2_000  # rows that are read together


@cache
def _words(dialect: str) -> Select[Any]:
    return (
        select(
            attributions.c.number,
            attributions.c.id,
            attributions.c.report,
            attributions.c.kind,
            attributions.c.said_earliest,
            attributions.c.said_latest,
            attributions.c.said_basis,
            reports.c.id.label("report_id"),
            processed.c.published_earliest,
            processed.c.published_latest,
            processed.c.published_basis,
            actors.c.number.label("speaker_number"),
            actors.c.id.label("speaker_id"),
            members.c.kind.label("speaker_kind"),
        )
        .join(reports, reports.c.number == attributions.c.report)
        .join(processed, processed.c.report == attributions.c.report)
        .outerjoin(members, members.c.number == attributions.c.speaker)
        .outerjoin(actors, actors.c.number == members.c.actor)
        .where(among(attributions.c.number, dialect))
        .order_by(attributions.c.number)
    )


@cache
def _spans(dialect: str) -> Select[Any]:
    return (
        select(spans.c.attribution, spans.c.role, spans.c.start, spans.c.end, spans.c.text)
        .where(among(spans.c.attribution, dialect), spans.c.role.in_(("content", "cue", "source")))
        .order_by(spans.c.attribution, spans.c.position)
    )


def words_of(connection: Connection, numbers: Iterable[int]) -> list[Words]:
    """What decides of some attributions, in order of number."""
    found: list[Words] = []
    dialect = connection.dialect.name
    for some in batches(sorted(set(numbers)), TOGETHER):
        these = {"items": many(connection, some)}
        rows = connection.execute(_words(dialect), these).all()
        placed = {row.number: _Pieces() for row in rows}
        for number, role, start, end, text in connection.execute(_spans(dialect), these).all():
            placed[number].add(role, start, end, text)
        acts_for = principals(connection, {row.speaker_number for row in rows} - {None})
        for row in rows:
            pieces = placed[row.number]
            found.append(
                Words(
                    number=row.number,
                    id=row.id,
                    report=row.report,
                    report_id=row.report_id,
                    kind=row.kind,
                    content=tuple(pieces.content),
                    cue=tuple(pieces.cue),
                    start=pieces.start,
                    end=pieces.end,
                    said_on=interval(row.said_earliest, row.said_latest, row.said_basis),
                    published=interval(row.published_earliest, row.published_latest, row.published_basis),
                    speaker=row.speaker_number,
                    speaker_id=row.speaker_id,
                    speaker_kind=row.speaker_kind,
                    parties=tuple(sorted(acts_for.get(row.speaker_number, {}).items())),
                )
            )
    return found


def principals(connection: Connection, agents: Iterable[int]) -> dict[int, dict[int, str]]:
    """Numbers and ids of the actors whom some act for, by the agents' numbers."""
    found: dict[int, dict[int, str]] = {}
    for some in batches(sorted(set(agents))):
        for agent, number, id_ in connection.execute(_principals(), {"starts": some}):
            found.setdefault(agent, {})[number] = id_
    return found


@cache
def _principals() -> Select[Any]:
    pairs = _stepped(acting.c.agent, acting.c.principal)
    query = select(pairs.c.start, actors.c.number, actors.c.id)
    return query.join(actors, actors.c.number == pairs.c.end)


def agents(connection: Connection, numbers: Iterable[int]) -> dict[int, set[int]]:
    """Numbers of the actors who act for some and have said anything, by the numbers of these."""
    found: dict[int, set[int]] = {}
    for some in batches(sorted(set(numbers))):
        query = (
            select(acting.c.principal, acting.c.agent)
            .join(actors, actors.c.number == acting.c.agent)
            .where(acting.c.principal.in_(some), actors.c.rank < 0)
            .distinct()
        )
        for principal, agent in connection.execute(query):
            found.setdefault(principal, set()).add(agent)
    return found


def _stepped(start: Any, end: Any) -> Any:
    """Pairs of two columns, each once, by steps through their index and not through all rows that have one.

    Args:
        start: the first column of an index; those with one of the `starts`.
        end: its second column.
    """
    starts: Any = bindparam("starts", expanding=True)
    first = select(func.min(end)).where(start == actors.c.number).scalar_subquery()
    pairs = select(actors.c.number.label("start"), first.label("end")).where(actors.c.number.in_(starts))
    found = pairs.cte("found", recursive=True)
    more = select(func.min(end)).where(start == found.c.start, end > found.c.end).scalar_subquery()
    found = found.union_all(select(found.c.start, more).where(found.c.end.is_not(None)))
    return select(found).where(found.c.end.is_not(None)).subquery()


def of_reports(connection: Connection, numbers: Iterable[int]) -> list[int]:
    """Numbers of the attributions of some reports."""
    return [
        number
        for some in batches(sorted(set(numbers)))
        for number in connection.execute(
            select(attributions.c.number).where(attributions.c.report.in_(some))
        ).scalars()
    ]


def of_speakers(connection: Connection, numbers: Iterable[int]) -> list[int]:
    """Numbers of the attributions of some of the ledger's actors."""
    return [
        number
        for some in batches(sorted(set(numbers)))
        for number in connection.execute(
            select(attributions.c.number)
            .join(members, members.c.number == attributions.c.speaker)
            .where(members.c.actor.in_(some))
        ).scalars()
    ]


def counts_of(connection: Connection, numbers: Iterable[int]) -> dict[int, int]:
    """How many attributions some of the ledger's actors have, by their numbers."""
    return {
        row.number: -row.rank
        for some in batches(sorted(set(numbers)))
        for row in connection.execute(select(actors.c.number, actors.c.rank).where(actors.c.number.in_(some)))
    }


mine, theirs = utterance_members.alias("mine"), utterance_members.alias("theirs")
said, whose = attributions.alias("said"), members.alias("whose")
WITH_OTHERS = (
    select(attributions.c.number)
    .join(members, members.c.number == attributions.c.speaker)
    .join(mine, mine.c.attribution == attributions.c.number)
    .join(theirs, theirs.c.utterance == mine.c.utterance)
    .join(said, said.c.number == theirs.c.attribution)
    .join(whose, whose.c.number == said.c.speaker)
    .where(whose.c.actor != members.c.actor, members.c.actor.in_(bindparam("numbers", expanding=True)))
)


def with_others(connection: Connection, numbers: Iterable[int]) -> set[int]:
    """Numbers of the attributions of some of the ledger's actors that are of one utterance with others'."""
    return {
        number
        for some in batches(sorted(set(numbers)))
        for number in connection.execute(WITH_OTHERS, {"numbers": some}).scalars()
    }


def put_keys(connection: Connection, keys: Mapping[int, Sequence[str]]) -> None:
    """Put the keys of attributions in, in place of those that they had; what has them already is left."""
    before: dict[int, set[str]] = {number: set() for number in keys}
    of_these = among(utterance_keys.c.attribution, connection.dialect.name)
    query = select(utterance_keys.c.attribution, utterance_keys.c.key).where(of_these)
    for some in batches(keys, TOGETHER):
        for number, key in connection.execute(query, {"items": many(connection, some)}).all():
            before[number].add(key)
    differing = [number for number, own in keys.items() if before[number] != set(own)]
    for some in batches((number for number in differing if before[number]), TOGETHER):
        connection.execute(delete(utterance_keys).where(of_these), {"items": many(connection, some)})
    put_all(
        connection,
        utterance_keys,
        ({"key": key, "attribution": number} for number in differing for key in keys[number]),
    )


def sharing(connection: Connection, keys: Iterable[str]) -> dict[str, list[int]]:
    """Numbers of the attributions that have keys, by key."""
    found: dict[str, list[int]] = {}
    query = select(utterance_keys.c.key, utterance_keys.c.attribution)
    query = query.where(among(utterance_keys.c.key, connection.dialect.name))
    for some in batches(sorted(set(keys)), TOGETHER):
        for key, number in connection.execute(query, {"items": many(connection, some)}).all():
            found.setdefault(key, []).append(number)
    return found


def times_of(connection: Connection, numbers: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Days between which attributions were said, generously, by number: to leave out what is far off.

    The days are whole numbers, from the first of the year 1.
    """
    found: dict[int, tuple[int, int]] = {}
    query = select(
        attributions.c.number,
        attributions.c.said_earliest,
        attributions.c.said_latest,
        processed.c.published_latest,
    ).join(processed, processed.c.report == attributions.c.report)
    query = query.where(among(attributions.c.number, connection.dialect.name))
    for some in batches(sorted(set(numbers)), TOGETHER):
        for row in connection.execute(query, {"items": many(connection, some)}).all():
            last = row.said_latest or row.published_latest
            first = row.said_earliest or (last - FAR if last else None)
            found[row.number] = (first or date.min).toordinal(), (last or date.max).toordinal()
    return found


def put_links(connection: Connection, links: Iterable[Link]) -> None:
    """Put links in; of two between the same attributions the certain and surer one stays."""
    best: dict[tuple[int, int], tuple[bool, float]] = {}
    for one, other, confidence, certain in links:
        two = (min(one, other), max(one, other))
        best[two] = max(best.get(two, (False, 0.0)), (certain, confidence))
    rows = [
        {"one": one, "other": other, "confidence": confidence, "certain": certain}
        for (one, other), (certain, confidence) in sorted(best.items())
    ]
    put_missing(connection, utterance_links, rows)


def take_links(connection: Connection, numbers: Iterable[int]) -> set[int]:
    """Take all links of some attributions out; give the attributions that those went to."""
    others: set[int] = set()
    of_these = _linked(connection)
    query = select(utterance_links.c.one, utterance_links.c.other).where(of_these)
    for some in batches(sorted(set(numbers)), TOGETHER):
        given = {"items": many(connection, some)}
        rows = connection.execute(query, given).all()
        if rows:
            others.update(number for row in rows for number in row)
            connection.execute(delete(utterance_links).where(of_these), given)
    return others


def _linked(connection: Connection) -> Any:
    """That a link is of some attributions."""
    dialect = connection.dialect.name
    return or_(among(utterance_links.c.one, dialect), among(utterance_links.c.other, dialect))


def mates(connection: Connection, numbers: Iterable[int]) -> set[int]:
    """The attributions that are of one utterance with some, and these."""
    found = set(numbers)
    of_these = among(utterance_members.c.attribution, connection.dialect.name)
    whole = select(utterance_members.c.utterance).where(of_these)
    query = select(utterance_members.c.attribution).where(utterance_members.c.utterance.in_(whole))
    for some in batches(sorted(found), TOGETHER):
        found.update(connection.execute(query, {"items": many(connection, some)}).scalars())
    return found


def linked_with(connection: Connection, numbers: Iterable[int]) -> tuple[set[int], list[Link]]:
    """All attributions that links connect some with, directly or through others, and those links."""
    known = set(numbers)
    new = set(known)
    links: dict[tuple[int, int], Link] = {}
    query = select(utterance_links).where(_linked(connection))
    while new:
        found: set[int] = set()
        for some in batches(sorted(new), TOGETHER):
            for row in connection.execute(query, {"items": many(connection, some)}).all():
                links[row.one, row.other] = (row.one, row.other, row.confidence, row.certain)
                found |= {row.one, row.other}
        new = found - known
        known |= found
    return known, list(links.values())


def replace_utterances(
    connection: Connection, found: Sequence[Utterance], words: Mapping[str, Words]
) -> None:
    """Put utterances in, in place of all that their attributions were of.

    Args:
        connection: of a transaction that writes.
        found: the utterances; the speaker of each by the ledger's id.
        words: their attributions, by id.
    """
    numbers = [words[id_].number for one in found for id_ in one.attributions]
    take_utterances(connection, numbers)
    first = next_number(connection, utterances.c.number)
    reports_ = {one.report_id: one for one in words.values()}
    speakers = {one.speaker_id: one.speaker for one in words.values()}
    for one in words.values():
        speakers.update({id_: number for number, id_ in one.parties})
    put_all(
        connection,
        utterances,
        (
            {
                "number": number,
                "id": one.id,
                "speaker": speakers[one.speaker] if one.speaker is not None else None,
                "said_earliest": one.said_on.earliest,
                "said_latest": one.said_on.latest,
                "said_basis": one.said_on.basis,
                **_when(one, reports_[one.first_report].published),
                "independent_reports": one.independent_reports,
                "reports": len({words[id_].report for id_ in one.attributions}),
                "first_report": reports_[one.first_report].report,
                "variants": list(one.variants),
                "confidence": one.confidence,
            }
            for number, one in enumerate(found, start=first)
        ),
    )
    put_all(
        connection,
        utterance_members,
        (
            {"attribution": words[id_].number, "utterance": number, "position": position}
            for number, one in enumerate(found, start=first)
            for position, id_ in enumerate(one.attributions)
        ),
    )


def take_utterances(connection: Connection, numbers: Iterable[int]) -> None:
    """Take the utterances out that some attributions are of."""
    for some in batches(sorted(set(numbers))):
        of_these = select(utterance_members.c.utterance).where(utterance_members.c.attribution.in_(some))
        connection.execute(delete(utterances).where(utterances.c.number.in_(of_these)))


def _when(one: Utterance, published: DateInterval) -> dict[str, Any]:
    when = one.said_on if one.said_on.earliest or one.said_on.latest else published
    first = when.earliest or when.latest
    return {
        "earliest": when.earliest,
        "latest": when.latest,
        "sort_key": f"{first.isoformat() if first else UNDATED}{one.id.partition('-')[2]}",
    }


def linked_to(connection: Connection, numbers: Iterable[int]) -> set[int]:
    """The attributions that links connect directly with some, and these."""
    found = set(numbers)
    for some in batches(sorted(found)):
        of_these = or_(utterance_links.c.one.in_(some), utterance_links.c.other.in_(some))
        for row in connection.execute(select(utterance_links.c.one, utterance_links.c.other).where(of_these)):
            found |= {row.one, row.other}
    return found


def every_attribution(connection: Connection) -> list[int]:
    """The numbers of all attributions."""
    return list(connection.execute(select(attributions.c.number)).scalars())
