"""Entries as HTML for notebooks: who, what, in which words, when and where; a report's words are escaped."""

from functools import singledispatch
from html import escape
from typing import Any

from onrecord.store.entries import (
    ActorEntry,
    AttributionEntry,
    ChangeEntry,
    ConditionEntry,
    ConflictEntry,
    CopyEntry,
    EventEntry,
    IssueEntry,
    Page,
    PositionEntry,
    ReportEntry,
    UtteranceEntry,
)
from onrecord.text.acting import CONFLICTS, LINKS, SIGNS, does
from onrecord.text.telling import dated, dates, joined

MOST = 50  # entries of a page that are shown
QUOTE = "margin:.2em 0 .2em 1em;padding-left:.6em;border-left:2px solid #8886"
BELOW = "margin:0 0 .8em 1em;opacity:.7;font-size:.9em"


@singledispatch
def html_of(entry: Any) -> str:
    """An entry, or a page of them, as HTML that a notebook shows.

    Args:
        entry: one of `onrecord.store.entries`.
    """
    return f"<code>{escape(repr(entry))}</code>"


@html_of.register
def _(page: Page) -> str:  # type: ignore[type-arg]
    shown = "".join(html_of(item) for item in page.items[:MOST])
    here = min(len(page.items), MOST)
    return f"<p>{page.total:,} in all{f', {here:,} of them here' if here < page.total else ''}</p>{shown}"


@html_of.register
def _(entry: ReportEntry) -> str:
    return _line(_strong(entry.title or entry.address or entry.id)) + _below(
        entry.outlet or "outlet not known", dates(entry.published), f"{entry.attributions:,} statements"
    )


@html_of.register
def _(entry: ActorEntry) -> str:
    roles = [role.title for role in entry.actor.roles[:1]]
    return _line(_strong(entry.actor.name)) + _below(
        entry.actor.kind, *roles, f"{entry.attributions:,} statements"
    )


@html_of.register
def _(entry: AttributionEntry) -> str:
    said = entry.attribution
    cue = f" <i>{escape(joined(said.cue))}</i>" if said.cue else ""
    where = _where(entry.report)
    return (
        _line(_strong(entry.speaker or joined(said.source) or "not said who") + cue)
        + _quote(joined(said.content))
        + _below(dated(said.said_on, entry.report.published), where, said.id)
    )


@html_of.register
def _(entry: IssueEntry) -> str:
    return _line(_strong(entry.issue.label)) + _below(entry.issue.kind, f"{entry.claims:,} claims")


@html_of.register
def _(entry: PositionEntry) -> str:
    held = entry.position
    told = f"{_strong(entry.holder)} {does(held.act, held.polarity)} {_strong(entry.issue)}"
    return _claim(entry, f"<b>{escape(SIGNS[held.polarity])}</b> {told}")


@html_of.register
def _(entry: ConditionEntry) -> str:
    told = f"{_strong(entry.step)}, {LINKS[entry.condition.relation]} {_strong(entry.requirement)}"
    return _claim(entry, f"{_strong(entry.holder)}: {told}")


@html_of.register
def _(entry: EventEntry) -> str:
    return _claim(entry, f"{_strong(entry.issue)}: {entry.event.status}")


@html_of.register
def _(entry: UtteranceEntry) -> str:
    one = entry.utterance
    return (
        _line(_strong(entry.speaker or "not said who"))
        + "".join(map(_quote, one.variants))
        + _below(
            dated(one.said_on, entry.first.published),
            f"first in {_where(entry.first)}",
            f"{one.independent_reports:,} independent reports",
        )
    )


@html_of.register
def _(entry: ChangeEntry) -> str:
    head = f"{_strong(entry.holder)} {entry.change.kind}: {_strong(entry.issue)}, {dates(entry.change.date)}"
    sides = (("before", entry.before), ("after", entry.after))
    told = (f"<p>{word}</p>{html_of(side)}" for word, side in sides if side is not None)
    return _line(head) + "".join(told)


@html_of.register
def _(entry: ConflictEntry) -> str:
    return _line(f"{_strong(entry.issue)}: {CONFLICTS[entry.conflict.kind]}") + "".join(
        html_of(member) for member in entry.members
    )


@html_of.register
def _(entry: CopyEntry) -> str:
    copy, origin = entry.copy, entry.origin
    return (
        _line(f"{_strong(copy.title or copy.address)} ({copy.copied_share:.0%}) is copied from")
        + html_of(origin)
        + _below(copy.outlet, dates(copy.published))
    )


def _claim(entry: PositionEntry | ConditionEntry | EventEntry, head: str) -> str:
    via = f" <i>as {escape(entry.via)} says</i>" if entry.via else ""
    record = entry.record
    return (
        _line(head + via)
        + _quote(joined(record.evidence))
        + _below(dated(record.date, entry.report.published), _where(entry.report), record.id)
    )


def _where(report: ReportEntry) -> str:
    return report.outlet or report.address or "outlet not known"


def _strong(words: str) -> str:
    return f"<b>{escape(words)}</b>"


def _line(html: str) -> str:
    return f'<p dir="auto" style="margin:0">{html}</p>'


def _quote(words: str) -> str:
    return f'<p dir="auto" style="{QUOTE}">“{escape(words)}”</p>'


def _below(*words: str) -> str:
    return f'<p style="{BELOW}">{" · ".join(escape(one) for one in words if one)}</p>'
