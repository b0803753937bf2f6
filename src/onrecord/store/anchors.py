"""The words that records stand on, for judgements to hold on to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, func, or_, select

from onrecord.model import Anchor
from onrecord.store.claim_tables import claim_spans, claims, issue_forms, issue_members, issues
from onrecord.store.judgement_tables import judgement_anchors, judgement_holds
from onrecord.store.profiles import actor_profiles
from onrecord.store.rows import batches
from onrecord.store.tables import (
    actor_words,
    actors,
    attributions,
    judgement_subjects,
    judgements,
    members,
    mentions,
    reports,
    spans,
    texts,
)
from onrecord.store.track_tables import changes, conflicts, utterance_members, utterances
from onrecord.text.folding import fold, folded_words


@dataclass(frozen=True, slots=True)
class Member:
    """An actor of one report, as judgements hold on to it.

    Attributes:
        id: its own.
        report: id of the report.
        name: what it is called there.
        aliases: every form of it there.
        profile: what it is joined by, as text; empty where it joins none.
        start: offset of the words that stand for it.
        words: those words; empty where the report has none.
    """

    id: str
    report: str
    name: str
    aliases: tuple[str, ...]
    profile: str
    start: int
    words: str


@dataclass(frozen=True, slots=True)
class Form:
    """What reports say of an issue, word for word, with a place where one does.

    Attributes:
        id: of the form.
        record: the wordings: label and aliases, as an issue record.
        report: id of a report that says it.
        start: offset of the claim that names it there.
        words: that claim's.
    """

    id: str
    label: str
    row: Any
    report: str
    start: int
    words: str


def of_attributions(connection: Connection, ids: Iterable[str], side: int = 0) -> list[Anchor]:
    """The contents of attributions."""
    words = (spans.c.attribution == attributions.c.number) & (spans.c.role == "content")
    return _anchors(connection, _quoted(attributions, spans, words), attributions.c.id, ids, side)


def of_claims(connection: Connection, ids: Iterable[str], side: int = 0) -> list[Anchor]:
    """The evidence of positions, conditions and events."""
    words = (claim_spans.c.claim == claims.c.number) & (claim_spans.c.role == "evidence")
    return _anchors(connection, _quoted(claims, claim_spans, words), claims.c.id, ids, side)


def _quoted(records: Table, words: Table, belong: ColumnElement[bool]) -> Select[Any]:
    """Where the words of records stand: from the first of their spans to the last."""
    return (
        select(
            records.c.id,
            reports.c.id.label("report"),
            func.min(words.c.start).label("first"),
            func.max(words.c.end).label("last"),
            texts.c.text,
        )
        .join(words, belong)
        .join(reports, reports.c.number == records.c.report)
        .join(texts, texts.c.report == reports.c.number)
        .group_by(records.c.id, reports.c.id, texts.c.text)
    )


def attributions_of(connection: Connection, utterance: str) -> list[str]:
    """The ids of an utterance's attributions, in order."""
    query = (
        select(attributions.c.id)
        .join(utterance_members, utterance_members.c.attribution == attributions.c.number)
        .join(utterances, utterances.c.number == utterance_members.c.utterance)
        .where(utterances.c.id == utterance)
        .order_by(utterance_members.c.position)
    )
    return list(connection.execute(query).scalars())


def claims_of(connection: Connection, tracked: str) -> list[tuple[int, str]]:
    """The places and ids of the claims that a change leads from and to, or that stand in a conflict."""
    table, columns = (
        (changes, ("before", "after")) if tracked.startswith("cha-") else (conflicts, ("one", "other"))
    )
    row = connection.execute(select(table).where(table.c.id == tracked).limit(1)).one()
    found = []
    for place, column in enumerate(columns):
        number = getattr(row, column)
        if number is not None:
            id_ = connection.execute(select(claims.c.id).where(claims.c.number == number)).scalar_one()
            found.append((place, id_))
    return found


def tracked_verdicts(connection: Connection) -> dict[frozenset[str], str]:
    """The open judgements on changes and conflicts, by the ids of the claims that they hold on to now."""
    about = judgement_subjects.c.subject
    query = (
        select(judgements.c.number, judgements.c.verdict, judgement_holds.c.record)
        .join(judgement_holds, judgement_holds.c.judgement == judgements.c.number)
        .join(judgement_subjects, judgement_subjects.c.judgement == judgements.c.number)
        .where(
            judgements.c.closed_at.is_(None),
            judgements.c.verdict.in_(("confirm", "reject")),
            or_(
                (about >= "cha-") & (about < "cha-~"),
                (about >= "cfl-") & (about < "cfl-~"),
            ),
        )
        .order_by(judgements.c.number, judgement_holds.c.place)
    )
    held: dict[int, tuple[str, set[str]]] = {}
    for row in connection.execute(query):
        held.setdefault(row.number, (row.verdict, set()))[1].add(row.record)
    return {frozenset(records): verdict for verdict, records in held.values()}


def utterance_decisions(connection: Connection) -> list[tuple[str, dict[int, list[int]]]]:
    """The open mergers and splits of utterances, in order: numbers of the attributions on each side."""
    about = judgement_subjects.c.subject
    query = (
        select(
            judgements.c.number.label("judgement"),
            judgements.c.verdict,
            judgement_anchors.c.side,
            attributions.c.number,
        )
        .join(judgement_subjects, judgement_subjects.c.judgement == judgements.c.number)
        .join(judgement_anchors, judgement_anchors.c.judgement == judgements.c.number)
        .join(
            judgement_holds,
            (judgement_holds.c.judgement == judgements.c.number)
            & (judgement_holds.c.place == judgement_anchors.c.place),
        )
        .join(attributions, attributions.c.id == judgement_holds.c.record)
        .where(
            judgements.c.closed_at.is_(None),
            judgements.c.verdict.in_(("merge", "split")),
            (about >= "utt-") & (about < "utt-~"),
            judgement_subjects.c.position == 0,
        )
        .order_by(judgements.c.number, judgement_anchors.c.place)
    )
    found: dict[int, tuple[str, dict[int, list[int]]]] = {}
    for row in connection.execute(query):
        sides = found.setdefault(row.judgement, (row.verdict, {}))[1]
        sides.setdefault(row.side, []).append(row.number)
    return list(found.values())


def issues_of_claims(connection: Connection, ids: Sequence[str]) -> list[int]:
    """Numbers of the issues that some claims are about."""
    named = or_(claims.c.issue == issue_members.c.number, claims.c.requirement == issue_members.c.number)
    query = (
        select(issue_forms.c.issue)
        .join(issue_members, issue_members.c.form == issue_forms.c.number)
        .join(claims, named)
        .where(claims.c.id.in_(ids))
        .distinct()
    )
    return list(connection.execute(query).scalars())


def members_of(connection: Connection, actor: str) -> list[Member]:
    """The actors of reports that an actor of the ledger is, in order of their ids."""
    first = (
        select(mentions.c.member, func.min(mentions.c.position).label("position"))
        .join(members, members.c.number == mentions.c.member)
        .join(actors, actors.c.number == members.c.actor)
        .where(actors.c.id == actor)
        .group_by(mentions.c.member)
        .subquery()
    )
    query = (
        select(
            members.c.id,
            members.c.name,
            members.c.aliases,
            reports.c.id.label("report"),
            actor_profiles.c.profile,
            mentions.c.start,
            mentions.c.text,
        )
        .join(actors, actors.c.number == members.c.actor)
        .join(reports, reports.c.number == members.c.report)
        .outerjoin(actor_profiles, actor_profiles.c.id == members.c.key)
        .outerjoin(first, first.c.member == members.c.number)
        .outerjoin(
            mentions, (mentions.c.report == members.c.report) & (mentions.c.position == first.c.position)
        )
        .where(actors.c.id == actor)
        .order_by(members.c.id)
    )
    return [
        Member(
            row.id,
            row.report,
            row.name,
            tuple(row.aliases),
            row.profile or "",
            row.start or 0,
            row.text or "",
        )
        for row in connection.execute(query)
    ]


def actors_called(connection: Connection, name: str) -> list[str]:
    """Ids of the actors that go by a name: those whose name it is, else those that have it as an alias."""
    words = folded_words(name)
    if not words:
        return []
    query = select(actors.c.id, actors.c.name, actors.c.aliases).order_by(actors.c.rank, actors.c.id)
    for word in dict.fromkeys(words):
        query = query.where(
            actors.c.number.in_(select(actor_words.c.actor).where(actor_words.c.word == word))
        )
    rows = connection.execute(query).all()
    wanted = fold(name)
    own = [row.id for row in rows if fold(row.name) == wanted]
    return own or [row.id for row in rows if wanted in map(fold, row.aliases)]


def speakers_of(connection: Connection, attribution: str) -> list[str]:
    """The id of the report's actor that speaks in an attribution, if it is known."""
    query = select(members.c.id).join(attributions, attributions.c.speaker == members.c.number)
    return list(connection.execute(query.where(attributions.c.id == attribution)).scalars())


def forms_of(connection: Connection, issue: str) -> list[Form]:
    """What reports say of an issue, each form with one place, in order of the forms' ids."""
    found = (
        select(
            issue_forms,
            reports.c.id.label("report_id"),
            claims.c.words.label("evidence"),
            func.min(claim_spans.c.start).label("first"),
        )
        .join(issues, issues.c.number == issue_forms.c.issue)
        .join(issue_members, issue_members.c.form == issue_forms.c.number)
        .join(
            claims,
            or_(claims.c.issue == issue_members.c.number, claims.c.requirement == issue_members.c.number),
        )
        .join(claim_spans, (claim_spans.c.claim == claims.c.number) & (claim_spans.c.role == "evidence"))
        .join(reports, reports.c.number == claims.c.report)
        .where(issues.c.id == issue)
        .group_by(issue_forms.c.number, reports.c.id, claims.c.number)
        .order_by(issue_forms.c.id, reports.c.id, claims.c.number)
    )
    seen: dict[str, Form] = {}
    for row in connection.execute(found):
        seen.setdefault(row.id, Form(row.id, row.label, row, row.report_id, row.first, row.evidence))
    return list(seen.values())


def reports_with_profiles(connection: Connection, keys: Iterable[str]) -> set[str]:
    """Ids of the reports of which an actor has one of some profiles, by the profiles' ids."""
    return {
        id_
        for some in batches(sorted(set(keys)))
        for id_ in connection.execute(
            select(reports.c.id)
            .join(members, members.c.report == reports.c.number)
            .where(members.c.key.in_(some))
        ).scalars()
    }


def reports_with_issue(connection: Connection, issue: str) -> set[str]:
    """Ids of the reports that name an issue."""
    query = (
        select(reports.c.id)
        .join(issue_members, issue_members.c.report == reports.c.number)
        .join(issue_forms, issue_forms.c.number == issue_members.c.form)
        .join(issues, issues.c.number == issue_forms.c.issue)
        .where(issues.c.id == issue)
    )
    return set(connection.execute(query).scalars())


def reports_held(connection: Connection, judgement: str) -> set[str]:
    """Ids of the reports of which a judgement holds on to a record."""
    query = (
        select(reports.c.id)
        .join(judgement_holds, judgement_holds.c.report == reports.c.number)
        .join(judgements, judgements.c.number == judgement_holds.c.judgement)
        .where(judgements.c.id == judgement)
    )
    return set(connection.execute(query).scalars())


def _anchors(
    connection: Connection, query: Select[Any], column: Any, ids: Iterable[str], side: int
) -> list[Anchor]:
    found: dict[str, Anchor] = {}
    wanted = list(dict.fromkeys(ids))
    for some in batches(wanted):
        for row in connection.execute(query.where(column.in_(some))):
            words = row.text[row.first : row.last]
            found[row.id] = Anchor(row.report, words, row.first, side, row.id)
    return [found[id_] for id_ in wanted if id_ in found]
