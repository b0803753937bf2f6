"""The command on what outlets correct of what they published: corrections."""

from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.nothing import why_nothing
from onrecord.cli.options import WORDS, open_ledger, with_db, with_json
from onrecord.cli.output import bold, dim, note, plural, print_items
from onrecord.cli.readable import dates, entry_lines, quoted, short, wrapped

if TYPE_CHECKING:
    from onrecord.ledger.corrections import CorrectionEntry
    from onrecord.store.entries import Entry


@click.command(short_help="What outlets correct of what they published.")
@click.option("--outlet", type=WORDS, metavar="NAME", default=None, help="Who corrects: the whole name.")
@click.option(
    "--of", "of", type=WORDS, metavar="ID", default=None, help="Only what corrects this record or report."
)
@with_db
@with_json
def corrections(outlet: str | None, of: str | None, db: str, as_json: bool) -> None:
    """Corrections, clarifications and retractions in the reports, and what each of them corrects.

    What was corrected stays in the record as it was published; `show` names the correction beside it.
    """
    with open_ledger(db) as ledger:
        found = ledger.corrections(outlet=outlet or "", of=of or "")
        nothing = None if found else why_nothing(ledger, "correction", {"outlet": outlet, "of": of})
    if as_json:
        beside = nothing.beside() if nothing else {}
        print_items([correction_record(entry) for entry in found], total=len(found), **beside)
        return
    for entry in found:
        click.echo(correction_lines(entry) + "\n")
    if nothing:
        nothing.say()
    else:
        note(f"{plural(len(found), 'correction')}.")


def correction_record(entry: "CorrectionEntry") -> dict[str, Any]:
    """A correction as JSON."""
    found = entry.correction.note
    return {
        "report": entry.report.id,
        "kind": found.kind,
        "note": {"start": found.note.start, "end": found.note.end, "text": found.note.text},
        "corrects": list(entry.correction.corrects),
    }


def correction_lines(entry: "CorrectionEntry") -> str:
    """Who corrects and when, in which words; then what that corrects."""
    found, report = entry.correction.note, entry.report
    head = f"{bold(found.kind.capitalize())} in {report.outlet or report.address or 'a report'}, "
    lines = [
        wrapped(f"{head}{dates(report.published)} {dim(short(report.id))}"),
        wrapped(quoted(" ".join(found.note.text.split())), "    "),
    ]
    for one in entry.corrected:
        lines += [dim("  corrects"), _corrected_lines(one)]
    if not entry.corrected:
        lines.append(dim("  what it corrects is not in the ledger, or can't be told"))
    return "\n".join(lines)


def corrected_by_lines(found: "list[CorrectionEntry]", report: str) -> list[str]:
    """What to say of a record that was corrected, below its page.

    Args:
        found: what corrects it, or stands in its report.
        report: id of the report that is shown, or empty where it is a record.
    """
    return [
        wrapped(
            f"{entry.correction.note.kind.capitalize()} in {short(entry.report.id)}, "
            f"{dates(entry.report.published)}: {quoted(' '.join(entry.correction.note.note.text.split()))}",
            "",
            "  ",
        )
        for entry in found
        if entry.report.id != report
    ]


def _corrected_lines(one: "Entry") -> str:
    from onrecord.cli.claim_pages import lines_of_claim
    from onrecord.store.entries import AttributionEntry, ReportEntry

    if isinstance(one, AttributionEntry):
        return entry_lines(one)
    if isinstance(one, ReportEntry):
        return wrapped(f"{one.title or one.address}, {dates(one.published)} · {short(one.id)}", "    ")
    return lines_of_claim(one)  # type: ignore[arg-type]  # a correction is about nothing else
