"""What `onrecord show` prints: one statement, one report, or one actor, as a page to read."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from onrecord.cli.marks import legend, marked_lines
from onrecord.cli.output import bold, dim, plural, width
from onrecord.cli.readable import dates, day, entry_lines, quoted, said, short, who, wrapped

if TYPE_CHECKING:
    from onrecord.model import DateInterval, Judgement
    from onrecord.store.entries import (
        ActorShown,
        AttributionEntry,
        AttributionShown,
        Passage,
        ReportEntry,
        ReportShown,
    )

KINDS = {
    ("direct", "speech"): "in the speaker's own words",
    ("indirect", "speech"): "in the reporter's words",
    ("mixed", "speech"): "in the reporter's words, with the speaker's own quoted in them",
}


def attribution_page(shown: "AttributionShown") -> str:
    """A statement: who, how, when, where, and its evidence in place."""
    attribution, report = shown.entry.attribution, shown.entry.report
    how = KINDS.get((attribution.kind, attribution.attitude), f"{attribution.kind}, {attribution.attitude}")
    lines = [
        wrapped(who(attribution, shown.entry.speaker), how=bold),
        wrapped(f"{said(attribution, report.published)}, {how}"),
        *report_head(report),
        "",
        *passage_lines(shown.passages),
        "",
        dim(f"    {legend(shown.passages)}"),
        "",
    ]
    if shown.entry.reported_by:
        lines.append(wrapped(f"Reported by {shown.entry.reported_by}.", ""))
    if not shown.entry.speaker and shown.entry.candidates:
        lines.append(wrapped(f"Who it was is not sure; perhaps {' or '.join(shown.entry.candidates)}.", ""))
    lines += judgement_lines(shown.judgements)
    spans = ", ".join(f"{span.start} to {span.end}" for span in attribution.content)
    certainty = "judged by a person" if attribution.judged else f"confidence {attribution.confidence:.2f}"
    lines.append(wrapped(f"{attribution.id} · characters {spans} · {certainty}", how=dim))
    return "\n".join(lines)


def report_page(shown: "ReportShown") -> str:
    """A report: its metadata, and its text with each statement marked and named below its paragraph."""
    entry = shown.entry
    lines = [*report_head(entry), ""]
    if entry.removed:
        when = day(entry.removed.at.date())
        lines.append(wrapped(f"Taken down on {when} by {entry.removed.by}: {entry.removed.why}", ""))
    if entry.version_of:
        lines += [f"A later version of {short(entry.version_of)}.", ""]
    if entry.copied_from:
        lines += [f"{entry.copied_share:.0%} of it is in {short(entry.copied_from)} too.", ""]
    for passage in shown.passages:
        lines += passage_lines([passage])
        lines += [statement_line(one) for one in shown.attributions if begins_in(one, passage)]
        lines.append("")
    if shown.attributions:
        lines += [f"    {dim(legend(shown.passages))}", ""]
    lines += judgement_lines(shown.judgements)
    lines.append(dim(f"{entry.id} · {plural(entry.attributions, 'statement')}"))
    return "\n".join(lines)


def actor_page(shown: "ActorShown") -> str:
    """An actor: names, roles, and the first of its statements."""
    actor = shown.entry.actor
    lines = [bold(actor.name) + f", {actor.kind}"]
    others = [alias for alias in actor.aliases if alias != actor.name]
    if others:
        lines.append(wrapped("also " + ", ".join(quoted(alias) for alias in others), "", "  "))
    for role in actor.roles:
        lines.append(wrapped(f"{role.title} of {role.for_}" if role.for_ else role.title, "", "  "))
    if shown.may_be:
        names = ", ".join(f"{name} ({short(id_)})" for id_, name in shown.may_be)
        lines.append(wrapped(f"perhaps the same as {names}", "", "  "))
    lines.append("")
    for entry in shown.attributions.items:
        lines += [entry_lines(entry), ""]
    lines += judgement_lines(shown.judgements)
    lines.append(dim(f"{actor.id} · {plural(shown.entry.attributions, 'statement')}"))
    if shown.attributions.next:
        lines.append(f"For all of them: onrecord attributions --speaker {short(actor.id)}")
    return "\n".join(lines)


def begins_in(entry: "AttributionEntry", passage: "Passage") -> bool:
    """Whether a statement's first words stand in a passage."""
    return passage.start <= entry.attribution.content[0].start < passage.end


def statement_line(entry: "AttributionEntry") -> str:
    """Who made a statement, and its id, to stand below its paragraph."""
    return f"      {bold(who(entry.attribution, entry.speaker))} {dim('· ' + short(entry.attribution.id))}"


def report_head(entry: "ReportEntry") -> list[str]:
    """Where a report comes from: title, outlet, date, author, address."""
    about = [entry.outlet or "outlet not known", dates_with_basis(entry.published)]
    about += [f"by {entry.author}"] if entry.author else []
    about += [f"from {entry.credit}"] if entry.credit else []
    about += [f"in {entry.language}"] if entry.language != "en" else []
    lines = [wrapped(entry.title, hanging="  ", how=bold) if entry.title else dim("without a title")]
    return [*lines, wrapped(", ".join(about), ""), *([dim(entry.address)] if entry.address else [])]


def dates_with_basis(interval: "DateInterval") -> str:
    """A date, and that it is inferred where it is."""
    words = dates(interval)
    return f"{words} (inferred)" if interval.basis == "inferred" else words


def passage_lines(passages: "Sequence[Passage]") -> list[str]:
    """Paragraphs with their marks, indented, an empty line between them."""
    lines: list[str] = []
    for passage in passages:
        lines += ["", *(f"    {line}" for line in marked_lines(passage, width() - 4))]
    return lines[1:]


def judgement_lines(judgements: "Sequence[Judgement]") -> list[str]:
    """What people decided."""
    return [
        wrapped(
            f"Judged on {day(judgement.at.date())} by {judgement.by}: {judgement.verdict.replace('_', ' ')}"
            + (f" ({judgement.note})" if judgement.note else "")
            + (", closed since" if judgement.closed_at else ""),
            "",
        )
        for judgement in judgements
    ]
