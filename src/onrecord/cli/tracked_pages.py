"""Utterances, changes and conflicts in lines for people."""

from onrecord.cli.claim_pages import lines_of_claim, when_of
from onrecord.cli.output import bold, dim, plural
from onrecord.cli.readable import dates, quoted, short, wrapped
from onrecord.store.entries import ChangeEntry, ConflictEntry, TrackedEntry, UtteranceEntry
from onrecord.text.acting import CHANGES, CONFLICTS
from onrecord.text.telling import dated

MOST_VARIANTS = 3


def tracked_lines(entry: TrackedEntry) -> str:
    """An utterance, a change or a conflict."""
    if isinstance(entry, UtteranceEntry):
        return utterance_lines(entry)
    return change_lines(entry) if isinstance(entry, ChangeEntry) else conflict_lines(entry)


def utterance_lines(entry: UtteranceEntry) -> str:
    """Who said it, in the fullest words; how the others differ; who had it first, and how many carry it."""
    from onrecord.ledger.added import difference

    utterance, first = entry.utterance, entry.first
    fullest, *others = utterance.variants
    lines = [
        wrapped(
            f"{bold(entry.speaker or 'not said who')}, {_lowered(dated(utterance.said_on, first.published))}"
        ),
        wrapped(quoted(" ".join(fullest.split())), "    "),
    ]
    for other in others[:MOST_VARIANTS]:
        lines += [wrapped(line, "    ", "  ", dim) for line in difference(fullest, other).splitlines()]
    if len(others) > MOST_VARIANTS:
        lines.append(dim(f"    and {plural(len(others) - MOST_VARIANTS, 'more wording')}"))
    reports = {one.report.id for one in entry.attributions}
    carried = plural(len(reports), "report")
    if utterance.independent_reports < len(reports):
        carried += f", {utterance.independent_reports:,} in words of their own"
    where = first.outlet or first.url or first.path.rsplit("/", 1)[-1] or "outlet not known"
    if len(reports) > 1:
        where = f"first in {where}, {dates(first.published)}; {carried}"
    else:
        where = f"{where}, {dates(first.published)}"
    lines.append(wrapped(f"{where} · {short(utterance.id)}", "    ", how=dim))
    return "\n".join(lines)


def change_lines(entry: ChangeEntry) -> str:
    """Who moved on what; then what was said before and what after."""
    change = entry.change
    when = dates(change.date)
    moved = f"{bold(entry.holder)} {CHANGES[change.kind]} {entry.issue}"
    lines = [wrapped(f"{moved}, {when} {dim(short(change.id))}")]
    for word, one in (("before", entry.before), ("after", entry.after)):
        if one is not None:
            lines += [dim(f"  {word}: {_lowered(when_of(one))}"), lines_of_claim(one)]
    return "\n".join(lines)


def conflict_lines(entry: ConflictEntry) -> str:
    """What it is about; then the two sides."""
    conflict = entry.conflict
    lines = [wrapped(f"{bold(entry.issue)}: {CONFLICTS[conflict.kind]} {dim(short(conflict.id))}")]
    for one in entry.members:
        lines += [dim(f"  {when_of(one)}"), lines_of_claim(one)]
    return "\n".join(lines)


def _lowered(words: str) -> str:
    """Words without the capital that they begin with."""
    return words[:1].lower() + words[1:]
