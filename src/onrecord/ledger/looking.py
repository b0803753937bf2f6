"""One record: found by its id or the beginning of it, and shown with its evidence in place."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, select

from onrecord.errors import Ambiguous, NotFound
from onrecord.model import Block, Judgement, Span
from onrecord.model.ids import PREFIXES
from onrecord.store import actors as actor_rows
from onrecord.store import (
    asking,
    claim_asking,
    claim_joining,
    joining,
    judgements,
    profiles,
    reports,
    track_joining,
)
from onrecord.store import issues as issue_rows
from onrecord.store.claim_asking import AskedClaims
from onrecord.store.claim_tables import claims, issues
from onrecord.store.claims import Claim, spans_of_claim
from onrecord.store.derived import spans_of
from onrecord.store.entries import (
    ActorEntry,
    ActorShown,
    AttributionEntry,
    AttributionShown,
    ChangeEntry,
    ClaimEntry,
    ClaimShown,
    ConditionEntry,
    ConflictEntry,
    Entry,
    EventEntry,
    IssueEntry,
    IssueShown,
    Mark,
    Passage,
    PositionEntry,
    ReportEntry,
    ReportShown,
    Shown,
    TrackedEntry,
    TrackedShown,
    UtteranceEntry,
)
from onrecord.store.tables import actors, attributions
from onrecord.store.tables import judgements as judgement_table
from onrecord.store.tables import reports as report_table
from onrecord.store.track_tables import changes, conflicts, utterances
from onrecord.text.folding import whole

TABLES: dict[str, Any] = {
    "report": report_table,
    "actor": actors,
    "attribution": attributions,
    "issue": issues,
    "position": claims,
    "condition": claims,
    "event": claims,
    "utterance": utterances,
    "change": changes,
    "conflict": conflicts,
    "judgement": judgement_table,
}
FORMER = {"actor": actor_rows.current_id, "issue": issue_rows.current_id}
AFTER_HEX = "g"  # sorts after every hex digit
SHOWN_AT_ONCE = 20
NAMED_AT_MOST = 5


def full_id(connection: Connection, id_: str, record_type: str = "") -> str:
    """The id that an id, or the beginning of one, stands for.

    Args:
        connection: of a transaction.
        id_: such as `att-3f9c0a5b7e21d846`, `att-3f9c` or `3f9c`; for an actor or issue also one that it had
            before, or has in a report.
        record_type: the only type to look for, or empty for all.

    Raises:
        NotFound: there is none.
        Ambiguous: there are several.
    """
    wanted = whole(id_).strip().casefold()
    types = [record_type] if record_type else list(TABLES)
    found: list[str] = []
    for type_ in types:
        start = f"{PREFIXES[type_]}-"
        begins = wanted if wanted.startswith(start) else start + wanted
        if not wanted or ("-" in wanted and begins != wanted) or not _is_hex(begins[len(start) :]):
            continue
        column = TABLES[type_].c.id
        query = (
            select(column).where(column >= begins, column < begins + AFTER_HEX).distinct().order_by(column)
        )
        found += connection.execute(query.limit(NAMED_AT_MOST + 1)).scalars()
    if not found:
        for type_, current_id in FORMER.items():
            if record_type in ("", type_) and wanted.startswith(f"{PREFIXES[type_]}-"):
                current = current_id(connection, wanted)
                found = [current] if current else []
    if not found:
        require_unrejected(connection, wanted)
        what = record_type or "record"
        raise NotFound(
            f"There is no {what} {id_!r} in this ledger.", "List them, and take an id from the list."
        )
    if len(found) > 1:
        some = ", ".join(found[:NAMED_AT_MOST]) + (", ..." if len(found) > NAMED_AT_MOST else "")
        raise Ambiguous(f"Several records begin with {id_!r}: {some}.", "Give more of the id.")
    return found[0]


def require_unrejected(connection: Connection, id_: str) -> None:
    """See that a record that is not there is not one that a person judged to be none.

    Raises:
        NotFound: it is, and says by whom and when.
    """
    about = judgements.load(connection, subjects=[id_], verdicts=["reject"], only_open=True)
    if about:
        made = about[-1]
        why = f": {made.note}" if made.note else "."
        raise NotFound(
            f"{id_} was rejected by {made.by} on {made.at:%Y-%m-%d}{why}",
            f"To have it back, let that go: onrecord close {made.id}",
        )


def record(connection: Connection, id_: str) -> Entry:
    """The record of an id or its beginning; see `full_id`."""
    full = full_id(connection, id_)
    type_ = next(type_ for type_, prefix in PREFIXES.items() if full.startswith(prefix))
    if type_ == "report":
        return _report(connection, full)
    if type_ == "actor":
        rows = connection.execute(select(actors).where(actors.c.id == full)).all()
        return joining.actor_entries(connection, rows)[0]
    if type_ == "attribution":
        rows = connection.execute(joining.attribution_rows().where(attributions.c.id == full)).all()
        return joining.attribution_entries(connection, rows)[0]
    if type_ == "issue":
        rows = connection.execute(select(issues).where(issues.c.id == full)).all()
        return claim_joining.issue_entries(connection, rows)[0]
    if type_ in ("position", "condition", "event"):
        rows = connection.execute(claim_joining.claim_rows().where(claims.c.id == full)).all()
        entry: ClaimEntry = claim_joining.claim_entries(connection, rows)[0]
        return entry
    if type_ in ("utterance", "change", "conflict"):
        return _tracked(connection, type_, full)
    return judgements.load(connection, ids=[full])[0]


def _tracked(connection: Connection, type_: str, id_: str) -> TrackedEntry:
    if type_ == "utterance":
        query = track_joining.utterance_rows().where(utterances.c.id == id_)
        return track_joining.utterance_entries(connection, connection.execute(query).all())[0]
    if type_ == "change":
        moves = track_joining.shown_changes()
        rows = connection.execute(track_joining.change_rows(moves).where(moves.c.id == id_)).all()
        if not rows:
            raise NotFound(f"{id_} is told by another change already.", "List them: onrecord changes")
        return track_joining.change_entries(connection, rows)[0]
    against = track_joining.shown_conflicts()
    rows = connection.execute(track_joining.conflict_rows(against).where(against.c.id == id_)).all()
    return track_joining.conflict_entries(connection, rows)[0]


def show(connection: Connection, id_: str) -> Shown:
    """A record with its evidence; a judgement is shown as what it is about.

    Raises:
        NotFound: there is none.
        Ambiguous: there are several.
    """
    found = record(connection, id_)
    if isinstance(found, Judgement):
        return show(connection, found.subject[0])
    if isinstance(found, ActorEntry):
        return ActorShown(
            entry=found,
            attributions=asking.attributions_page(
                connection, asking.Asked(speaker=found.actor.id), SHOWN_AT_ONCE, ""
            ),
            judgements=tuple(judgements.load(connection, subjects=[found.actor.id])),
            may_be=profiles.doubted(connection, found.actor.id, SHOWN_AT_ONCE),
        )
    if isinstance(found, AttributionEntry):
        about = judgements.load(connection, subjects=[found.attribution.id])
        text, blocks = _words(connection, found.report.id)
        cited = passages(text, blocks, marks_of([found]))
        evidence = tuple(passage for passage in cited if passage.marks)
        return AttributionShown(entry=found, passages=evidence, judgements=tuple(about))
    if isinstance(found, UtteranceEntry | ChangeEntry | ConflictEntry):
        tracked = judgements.load(connection, subjects=[_id_of(found)])
        return TrackedShown(entry=found, judgements=tuple(tracked))
    if isinstance(found, IssueEntry):
        return _issue_shown(connection, found)
    if isinstance(found, PositionEntry | ConditionEntry | EventEntry):
        claim = found.record
        text, blocks = _words(connection, found.report.id)
        cited = passages(text, blocks, marks_of_claim(claim))
        evidence = tuple(passage for passage in cited if passage.marks)
        about = judgements.load(connection, subjects=[claim.id])
        return ClaimShown(entry=found, passages=evidence, judgements=tuple(about))
    about = judgements.load(connection, subjects=[found.id])
    text, blocks = _words(connection, found.id)
    said = asking.attributions_page(connection, asking.Asked(report=found.id), None, "").items
    in_order = tuple(sorted(said, key=lambda entry: entry.attribution.content[0].start))
    whole = passages(text, blocks, marks_of(in_order))
    return ReportShown(entry=found, passages=whole, attributions=in_order, judgements=tuple(about))


def marks_of(entries: Iterable[AttributionEntry]) -> list[Mark]:
    """The spans of attributions, in order."""
    marks = [
        Mark(role, span)  # type: ignore[arg-type]  # `spans_of` names the roles
        for entry in entries
        for role, _, span in spans_of(entry.attribution)
    ]
    return sorted(marks, key=lambda mark: (mark.span.start, mark.span.end, mark.role))


def _id_of(entry: TrackedEntry) -> str:
    if isinstance(entry, UtteranceEntry):
        return entry.utterance.id
    return entry.change.id if isinstance(entry, ChangeEntry) else entry.conflict.id


def marks_of_claim(claim: Claim) -> list[Mark]:
    """The spans of a claim, in order; a connective before the evidence that it lies in."""
    marks = [Mark(role, span) for role, _, span in spans_of_claim(claim)]  # type: ignore[arg-type]
    return sorted(marks, key=lambda mark: (mark.role != "connective", mark.span.start, mark.span.end))


def passages(text: str, blocks: Sequence[Block], marks: Sequence[Mark]) -> tuple[Passage, ...]:
    """A text's paragraphs with the marks that lie in each.

    Args:
        text: of a report.
        blocks: its blocks; where there are none, its lines stand for them.
        marks: in order.
    """
    return tuple(
        Passage(
            start=block.start,
            end=block.end,
            text=text[block.start : block.end],
            kind=block.kind,
            marks=tuple(mark for mark in marks if _meets(mark.span, block)),
        )
        for block in (blocks or _lines(text))
    )


def _issue_shown(connection: Connection, found: IssueEntry) -> IssueShown:
    about = AskedClaims(issue=found.issue.id)
    return IssueShown(
        entry=found,
        positions=claim_asking.positions_page(connection, about, SHOWN_AT_ONCE, ""),
        conditions=claim_asking.conditions_page(connection, about, SHOWN_AT_ONCE, ""),
        events=claim_asking.events_page(connection, about, SHOWN_AT_ONCE, ""),
        judgements=tuple(judgements.load(connection, subjects=[found.issue.id])),
    )


def _meets(span: Span, block: Block) -> bool:
    return span.start < block.end and block.start < span.end


def _lines(text: str) -> list[Block]:
    blocks, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(start, start + len(line)))
        start += len(line) + 1
    return blocks


def _words(connection: Connection, report: str) -> tuple[str, tuple[Block, ...]]:
    stored = reports.by_id(connection, report)
    if stored is None or stored.removed_at is not None:
        return "", ()
    loaded = reports.load(connection, stored.number)
    return loaded.text, loaded.blocks


def _report(connection: Connection, id_: str) -> ReportEntry:
    query = joining.report_rows().where(report_table.c.id == id_)
    return joining.report_entries(connection, connection.execute(query).all())[0]


def _is_hex(text: str) -> bool:
    return all(character in "0123456789abcdef" for character in text)
