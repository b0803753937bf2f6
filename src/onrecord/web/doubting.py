"""What waits for judgement as the review page shows it: each doubt with the words to judge it by."""

import time
from weakref import WeakKeyDictionary

from onrecord.errors import NotFound
from onrecord.exchange.jsonl import attribution_record, report_record
from onrecord.ledger import Ledger
from onrecord.ledger.reviewing import Doubt
from onrecord.ledger.wording import sentence_of
from onrecord.model import Event
from onrecord.store.doubts import DoubtKind
from onrecord.store.entries import (
    ActorShown,
    AttributionShown,
    ClaimEntry,
    ClaimShown,
    IssueShown,
    ReportEntry,
)
from onrecord.web.joining import evidence_of, marks_of, names_of, names_of_claims, passages_with
from onrecord.web.opened import Opened
from onrecord.web.shapes import AlikeData, DoubtData, SaidData

AT_MOST = 200
FRESH = 20.0  # seconds for which the order of what waits is not worked out again
OPENING = 600  # characters of a report to judge its metadata by
SHOWN = 3

_known: "WeakKeyDictionary[Ledger, tuple[float, list[Doubt]]]" = WeakKeyDictionary()


def waiting_in(here: Opened) -> list[Doubt]:
    """What waits in a ledger, the most valuable first; worked out now and then, and after each judgement."""
    known = _known.get(here.ledger)
    if known is None or time.monotonic() - known[0] > FRESH:
        known = time.monotonic(), here.ledger.queue(limit=AT_MOST, quick=True)
        _known[here.ledger] = known
    return known[1]


def forget_waiting(here: Opened) -> None:
    """Have what waits worked out again: something was decided."""
    _known.pop(here.ledger, None)


def of_report(here: Opened, kind: DoubtKind, entry: ReportEntry) -> DoubtData:
    """A report that leaves its outlet or date open, with how it begins."""
    return DoubtData(
        kind=kind,
        subject=[entry.id],
        why="",
        report=report_record(entry),
        statement=None,
        sentence="",
        alike=[],
        passages=[],
        names={},
        opening=here.ledger.report(entry.id).text[:OPENING],
    )


def of_doubt(here: Opened, doubt: Doubt) -> DoubtData | None:
    """A doubt with its evidence; None where it went meanwhile."""
    try:
        shown = [here.ledger.show(id_) for id_ in doubt.subject]
    except NotFound:
        return None
    plain = DoubtData(
        kind=doubt.kind,
        subject=list(doubt.subject),
        why=doubt.why,
        report=None,
        statement=None,
        sentence="",
        alike=[_alike(one) for one in shown if isinstance(one, ActorShown | IssueShown)],
        passages=[],
        names={},
        opening="",
    )
    first = shown[0]
    if isinstance(first, AttributionShown):
        attribution = first.entry.attribution
        return plain.model_copy(
            update={
                "report": report_record(first.entry.report),
                "statement": attribution_record(attribution, first.entry.utterance),
                "passages": passages_with(first.passages, marks_of([attribution])),
                "names": names_of([first.entry]),
            }
        )
    if isinstance(first, ClaimShown):
        entry = first.entry
        names = names_of_claims([entry])
        holder = "" if isinstance(entry.record, Event) else names.get(entry.record.holder, "")
        return plain.model_copy(
            update={
                "report": report_record(entry.report),
                "names": names,
                "sentence": sentence_of(entry.record, holder, names),
                "passages": passages_with(first.passages, sorted(evidence_of([entry]))),
            }
        )
    return plain


def _alike(shown: ActorShown | IssueShown) -> AlikeData:
    """One of two that may be one: what it goes by, and the first words of it."""
    if isinstance(shown, ActorShown):
        actor = shown.entry.actor
        return AlikeData(
            id=actor.id,
            name=actor.name,
            kind=actor.kind,
            aliases=[alias for alias in actor.aliases if alias != actor.name],
            roles=[f"{one.title} of {one.for_}" if one.for_ else one.title for one in actor.roles],
            said=[
                SaidData(
                    report=entry.report.id,
                    outlet=entry.report.outlet,
                    title=entry.report.title,
                    start=entry.attribution.content[0].start,
                    end=entry.attribution.content[-1].end,
                    text=" … ".join(span.text for span in entry.attribution.content),
                )
                for entry in shown.attributions.items[:SHOWN]
            ],
        )
    issue = shown.entry.issue
    every: list[ClaimEntry] = [*shown.positions.items, *shown.conditions.items, *shown.events.items]
    return AlikeData(
        id=issue.id,
        name=issue.label,
        kind=issue.kind,
        aliases=[alias for alias in issue.aliases if alias != issue.label],
        roles=[],
        said=[
            SaidData(
                report=entry.report.id,
                outlet=entry.report.outlet,
                title=entry.report.title,
                start=entry.record.evidence[0].start,
                end=entry.record.evidence[-1].end,
                text=" … ".join(span.text for span in entry.record.evidence),
            )
            for entry in every[:SHOWN]
        ],
    )
