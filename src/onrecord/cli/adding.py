"""Commands that read reports: add (into a ledger) and extract (without one)."""

from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.announcing import Announced
from onrecord.cli.claims import print_claims
from onrecord.cli.options import open_ledger, text_of, with_db, with_json, with_metadata
from onrecord.cli.output import (
    FINE,
    SOME_FAILED,
    bold,
    error_shape,
    plural,
    print_error,
    print_json,
    progress,
    style,
)
from onrecord.cli.readable import dates, short, statement_lines, wrapped
from onrecord.errors import TooLarge, UsageError
from onrecord.text.sizes import INTERPRETED, require_readable

if TYPE_CHECKING:
    from onrecord.ledger import Added, Ledger
    from onrecord.model import DateInterval, Report, ReportRecords
    from onrecord.read import Given

COLOURS = {"added": "green", "known": "bright_black", "new_version": "yellow"}


def given_by(
    published: "DateInterval | None", outlet: str | None, title: str | None, author: str | None,
    url: str | None, language: str | None,
) -> "Given":  # fmt: skip
    """The metadata that was stated by flags."""
    from onrecord.model import UNKNOWN_DATE
    from onrecord.read import Given

    return Given(
        outlet=outlet or "",
        title=title or "",
        author=author or "",
        url=url or "",
        language=language or "",
        published=published or UNKNOWN_DATE,
    )


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@with_metadata
@click.option(
    "--jobs",
    "-j",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="How many processes read at once.",
)
@click.option(
    "--issues", "fixed", metavar="FILE", default="", help="An issues.yaml that fixes issues from now on."
)
@with_db
@with_json
def add(sources: tuple[str, ...], jobs: int, fixed: str, db: str, as_json: bool, **metadata: Any) -> int:
    """Read reports and add them to the ledger.

    SOURCE is a file, a folder, a pattern such as 'news/*.html', an address on the web, or - for standard
    input. Files may be plain text, HTML, PDF, DOCX, RTF, e-mail, JSONL, RSS or Atom, or WARC. A report that
    is known already changes nothing. A report may have a million characters. What can't be read is named,
    the rest goes on, and the exit code is 3.
    """
    if len(sources) > 1 and (metadata["url"] or metadata["title"]):
        raise UsageError("--url and --title are about one report, not several.", "Add them one at a time.")
    if not all(source.strip() for source in sources):
        raise UsageError("One of the sources is an empty name.", "Give a file, folder, pattern or address.")
    from onrecord.store.garbage import rarely_collected

    given = given_by(**metadata)
    counts: Counter[str] = Counter()
    statements = 0
    text = text_of(fixed) if fixed else ""
    with rarely_collected(), open_ledger(db, Announced()) as ledger, progress() as line:
        if fixed:
            ledger.fix_issues(text, fixed)
        for source in sources:
            line.say(f"{plural(counts['added'], 'report')} added; reading {source}")
            for added in ledger.add(source, given=given, jobs=jobs):
                line.clear()
                _print_added(added, ledger, as_json)
                counts[added.status] += 1
                statements += added.attributions if added.status == "added" else 0
                line.say(f"{plural(counts['added'], 'report')} added; {added.source}")
    if not as_json:
        _print_summary(counts, statements)
    return SOME_FAILED if counts["failed"] else FINE


def _print_added(added: "Added", ledger: "Ledger", as_json: bool) -> None:
    """One line for one report."""
    if added.error is not None:
        if as_json:
            print_json({"status": "failed", "source": added.source, "error": error_shape(added.error)})
        print_error(added.error, as_json, about=added.source)
        return
    if as_json:
        print_json(
            {
                "status": added.status,
                "source": added.source,
                "report": added.report,
                "attributions": added.attributions,
                "difference": added.difference,
            }
        )
        return
    status = style(added.status.replace("_", " ").ljust(11), fg=COLOURS.get(added.status))
    name = added.source.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    found = "" if added.status == "known" else plural(added.attributions, "statement")
    click.echo(f"{status}  {short(added.report or '')}  {found:>14}  {name}{_why_none(added, ledger)}")
    for changed in added.difference.splitlines():
        click.echo(wrapped(changed, " " * 13, "  "))


def _why_none(added: "Added", ledger: "Ledger") -> str:
    """That a report was not interpreted for its language, where that is so."""
    if added.attributions or added.status == "known" or added.report is None:
        return ""
    language = ledger.report(added.report).language
    return "" if language in INTERPRETED else f" (in {language}: kept, not interpreted)"


def _print_summary(counts: "Counter[str]", statements: int) -> None:
    found = plural(statements, "statement")
    parts = [f"{plural(counts['added'], 'report')} added, with {found}"] if counts["added"] else []
    if counts["new_version"]:
        parts.append(plural(counts["new_version"], "new version"))
    if counts["known"]:
        parts.append(f"{counts['known']:,} known already")
    if counts["failed"]:
        parts.append(f"{counts['failed']:,} could not be read")
    click.echo("; ".join(parts or ["Nothing was added"]) + ".")


@click.command()
@click.argument("source", metavar="FILE|-")
@with_metadata
@click.option("--with-text", is_flag=True, help="Put the report's text into the JSON as well.")
@click.option("--explain", is_flag=True, help="Name the pattern behind each position, condition and event.")
@click.option(
    "--json/--readable",
    "as_json",
    default=None,
    help="JSON Lines, or a page to read. Unless said: a page on a terminal, JSON Lines elsewhere.",
)
def extract(source: str, with_text: bool, explain: bool, as_json: bool | None, **metadata: Any) -> int:
    """Find statements, and what the parties want, in one input, without a ledger.

    Prints the same records as `export`: the report, its actors and attributions, its issues, positions,
    conditions and events, each with its spans.
    """
    import sys

    from onrecord.exchange.jsonl import lines_of_records
    from onrecord.read import Problem, read

    errors_as_json = bool(as_json)
    as_json = not sys.stdout.isatty() if as_json is None else as_json
    failed = 0
    with progress() as line:
        for found in read(source, given=given_by(**metadata)):
            if isinstance(found, Problem):
                failed += 1
                print_error(found.error, errors_as_json, about=found.source)
                continue
            try:
                require_readable(found)
            except TooLarge as error:
                failed += 1
                print_error(error, errors_as_json, about=found.address)
                continue
            line.say(f"Reading {found.address} ...")
            records = Announced()(found)
            line.clear()
            if as_json:
                for text in lines_of_records(found, records, with_text=with_text, explain=explain):
                    click.echo(text)
            else:
                _print_page(found, records)
                print_claims(records, explain)
    return SOME_FAILED if failed else FINE


def _print_page(report: "Report", records: "ReportRecords") -> None:
    """A report's statements for people."""
    names = {actor.id: actor.name for actor in records.actors}
    click.echo(wrapped(report.title or report.address or "without a title", how=bold))
    found = plural(len(records.attributions), "statement")
    about = [part for part in (report.outlet, dates(report.published), report.url, found) if part]
    click.echo(wrapped(", ".join(about)))
    click.echo("")
    for attribution in records.attributions:
        click.echo(statement_lines(attribution, names.get(attribution.speaker or "", "")))
        click.echo("")
