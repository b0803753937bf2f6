"""Positions, conditions, events and issues in lines and pages for people."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Any

from onrecord.cli.marks import legend
from onrecord.cli.output import bold, dim, plural
from onrecord.cli.pages import judgement_lines, passage_lines, report_head
from onrecord.cli.readable import dates, day, joined, quoted, short, wrapped
from onrecord.model import DateInterval
from onrecord.store.entries import (
    ClaimEntry,
    ClaimShown,
    ConditionEntry,
    EventEntry,
    IssueShown,
    PositionEntry,
    ReportEntry,
)
from onrecord.text.acting import LINKS, SIGNS, does
from onrecord.text.telling import dated


def position_lines(entry: PositionEntry) -> str:
    """A position: who, what, in which words, where."""
    return "\n".join((wrapped(_position(entry), "  ", "    "), *_foot(entry)))


def condition_lines(entry: ConditionEntry, *, with_step: bool = True) -> str:
    """A condition: who needs what before what, in which words, where.

    Args:
        entry: the condition.
        with_step: name the step; leave it out where it stands above.
    """
    return "\n".join((wrapped(_condition(entry, with_step=with_step), "  ", "    "), *_foot(entry)))


def event_lines(entry: EventEntry) -> str:
    """An event: what has happened, in which words, where."""
    return "\n".join((wrapped(_event(entry), "  ", "    "), *_foot(entry)))


def lines_of_claim(entry: ClaimEntry) -> str:
    """A position, condition or event."""
    if isinstance(entry, PositionEntry):
        return position_lines(entry)
    return condition_lines(entry) if isinstance(entry, ConditionEntry) else event_lines(entry)


def when_of(entry: ClaimEntry) -> str:
    """When a claim was stated, in words."""
    return dated(entry.record.date, entry.report.published)


def claim_page(shown: ClaimShown) -> str:
    """A position, condition or event with its words in their paragraph."""
    record = shown.entry.record
    lines = [_headline(shown.entry), when_of(shown.entry), *report_head(shown.entry.report), ""]
    lines += [*passage_lines(shown.passages), "", dim(f"    {legend(shown.passages)}"), ""]
    lines += judgement_lines(shown.judgements)
    certainty = "judged by a person" if record.judged else f"confidence {record.confidence:.2f}"
    parts = [record.id, certainty, *([record.attribution] if record.attribution else [])]
    lines.append(wrapped(" · ".join(parts), how=dim))
    return "\n".join(lines)


def issue_page(shown: IssueShown) -> str:
    """An issue: its wordings, and the first of what is said about it."""
    issue = shown.entry.issue
    lines = [bold(issue.label) + f", {issue.kind}"]
    others = [alias for alias in issue.aliases if alias != issue.label]
    if others:
        lines.append(wrapped("also " + ", ".join(quoted(alias) for alias in others), "", "  "))
    if shown.entry.actors:
        lines.append(wrapped(f"a step of {', '.join(shown.entry.actors)}", "", "  "))
    for head, entries, in_lines in (
        ("Positions", shown.positions.items, position_lines),
        ("Conditions", shown.conditions.items, condition_lines),
        ("Events", shown.events.items, event_lines),
    ):
        if entries:
            lines += ["", bold(head), *by_day(entries, in_lines)]
    lines += [
        "",
        *judgement_lines(shown.judgements),
        dim(f"{issue.id} · {plural(shown.entry.claims, 'claim')}"),
    ]
    return "\n".join(lines)


def by_day(entries: Iterable[ClaimEntry], in_lines: Callable[[Any], str]) -> list[str]:
    """Entries in lines, those of one day under it."""
    lines: list[str] = []
    for when, some in groupby(entries, key=when_of):
        lines.append(dim(when))
        lines += [line for entry in some for line in (in_lines(entry), "")]
    return lines[:-1]


def _headline(entry: ClaimEntry) -> str:
    if isinstance(entry, PositionEntry):
        return wrapped(_position(entry), "", "  ")
    if isinstance(entry, ConditionEntry):
        return wrapped(_condition(entry), "", "  ")
    return wrapped(_event(entry), "", "  ")


def _position(entry: PositionEntry) -> str:
    position = entry.position
    line = f"{SIGNS[position.polarity]} {bold(entry.holder)} {does(position.act, position.polarity)} "
    return f"{line}{entry.issue}{_instead(entry.alternatives)}{_doubts(entry)}"


def _condition(entry: ConditionEntry, *, with_step: bool = True) -> str:
    condition = entry.condition
    step = f"{entry.step}, " if with_step else ""
    line = f"{bold(entry.holder)}: {step}{LINKS[condition.relation]} {entry.requirement}"
    return f"{line}{_instead(entry.alternatives)}{_doubts(entry)}"


def _event(entry: EventEntry) -> str:
    by = f" by {', '.join(entry.actors)}" if entry.actors else ""
    via = f", as {entry.via} says" if entry.via else ""
    return f"{entry.issue}: {bold(entry.event.status)}{by}{via}"


def _instead(labels: Sequence[str]) -> str:
    return f" (or {', or '.join(labels)})" if labels else ""


def _doubts(entry: PositionEntry | ConditionEntry) -> str:
    """Who says so, and what is unsure about it."""
    record = entry.record
    parts = [f"as {entry.via} says"] if entry.via else []
    if entry.speaker and not entry.via and entry.speaker != entry.holder:
        parts.append(f"through {entry.speaker}")
    if record.hypothetical:
        parts.append("put as a possibility")
    if record.restates:
        parts.append("again")
    if record.until:
        parts.append(f"until {day(record.until)}")
    return "".join(f", {part}" for part in parts)


def _foot(entry: ClaimEntry) -> tuple[str, str]:
    record = entry.record
    return (
        wrapped(quoted(joined(record.evidence)), "      "),
        wrapped(f"{_place(entry.report, record.date)} · {short(record.id)}", "      ", how=dim),
    )


def _place(report: ReportEntry, said: DateInterval) -> str:
    """The outlet, and the day it was published where that is another one."""
    outlet = report.outlet or report.url or report.path.rsplit("/", 1)[-1] or "outlet not known"
    same = (report.published.earliest, report.published.latest) == (said.earliest, said.latest)
    return outlet if same else f"{outlet}, {dates(report.published)}"
