"""Commands that take records out and in: export, brief, import."""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.options import WORDS, open_ledger, with_db, with_json
from onrecord.cli.output import FINE, SOME_FAILED, note, plural, print_error, print_json, progress
from onrecord.cli.readable import short
from onrecord.errors import LedgerExists, OnrecordError, UsageError

if TYPE_CHECKING:
    from onrecord.exchange.dna_reading import CodedDocument
    from onrecord.ledger import Ledger

FORMATS = ("jsonl", "csv", "parquet", "graphml", "dna", "webannotation", "md")
TO_A_PLACE = {"csv": "a folder", "parquet": "a folder", "graphml": "a folder", "dna": "a file"}
"""Formats that take several files, or one that is no text: they need `--out`."""
WITH_TEXT = {"dna", "webannotation"}
"""Formats that are of no use without the reports' texts."""


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="jsonl",
    show_default=True,
    help="JSON Lines; a table for each type (csv, parquet); networks (graphml); a database for Discourse "
    "Network Analyzer 3 (dna); W3C annotations; a briefing (md).",
)
@click.option(
    "--out",
    metavar="PATH",
    type=click.Path(path_type=Path),
    default=None,
    help="Where to write: a folder for csv, parquet and graphml, else a new file; else standard output.",
)
@click.option("--with-text", is_flag=True, help="Put each report's text in as well.")
@click.option("--force", is_flag=True, help="Replace what an earlier export wrote to the same place.")
@click.option(
    "--goal",
    "goals",
    multiple=True,
    type=WORDS,
    metavar="ISSUE",
    help="A goal whose deadlocks and unlockings go into jsonl; else every step that somebody demands.",
)
@with_db
def export(
    form: str, out: Path | None, with_text: bool, force: bool, goals: tuple[str, ...], db: str
) -> None:
    """Write the whole record, in the documented format or in one that other programs read.

    csv, parquet, graphml and dna need --out; dna and webannotation hold the reports' texts or parts of them.
    What an earlier export wrote there stays, unless --force is given.
    """
    if form in TO_A_PLACE and out is None:
        raise UsageError(f"{form} is not written to standard output.", f"Give --out, {TO_A_PLACE[form]}.")
    if out is not None:
        _require_free(form, out, force)
    with open_ledger(db) as ledger:
        lines = ledger.export(
            with_text=with_text or form in WITH_TEXT, goals=(goals or None) if form == "jsonl" else ()
        )
        if form in TO_A_PLACE:
            assert out is not None
            write = _writer(form)
            _say_written(_put(lambda place: write(map(json.loads, lines), place), out, force))
            return
        if form == "webannotation":
            from onrecord.exchange.webannotation import annotation_lines

            lines = annotation_lines(map(json.loads, lines))
        elif form == "md":
            from onrecord.exchange.briefing import briefing

            lines = iter(briefing(map(json.loads, lines)).splitlines())
        if out is None:
            for line in lines:
                click.echo(line)
        else:
            _say_written(_put(lambda place: [write_lines(lines, place)], out, force))


@click.command(short_help="A briefing in Markdown, each line with its words.")
@click.option("--issue", type=WORDS, metavar="WORDS", default=None, help="An issue: words of it, or an id.")
@click.option("--holder", type=WORDS, metavar="NAME", default=None, help="Whose positions: a name, or an id.")
@click.option(
    "--out", metavar="FILE", type=click.Path(path_type=Path), default=None, help="A new file to write it to."
)
@with_db
def brief(issue: str | None, holder: str | None, out: Path | None, db: str) -> None:
    """A briefing in Markdown on an issue, a holder or both.

    Each line has the words that it rests on as a footnote.
    """
    from onrecord.exchange.briefing import briefing

    with open_ledger(db) as ledger:
        records = map(json.loads, ledger.export())
        text = briefing(records, issue=issue or "", holder=holder or "")
    if out is None:
        click.echo(text, nl=False)
    else:
        _say_written([write_lines(text.splitlines(), out)])


@click.command("import", short_help="Take in a database of Discourse Network Analyzer 3.")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.dna")
@with_db
@with_json
def import_(file: Path, db: str, as_json: bool) -> int:
    """Take in the documents of a Discourse Network Analyzer 3 database as reports.

    What was coded in them by hand comes in as judgements: each statement with an organization or person and a
    concept is a position that its coder says is there, in those words. It takes the place of what was found
    there for the same holder. Taken in again, the same file changes nothing. Each is also compared with what
    is found: the statement of the ledger that it overlaps most, or none.
    """
    from onrecord.exchange.dna_reading import coded_position, read_dna
    from onrecord.ledger.coding import Coded

    failed = 0
    with open_ledger(db) as ledger, progress() as line:
        for document in read_dna(file):
            line.say(f"Document {document.number}")
            added = ledger.add_report(document.report)
            line.clear()
            if added.error is not None:
                failed += 1
                print_error(added.error, as_json, about=added.source)
                continue
            coded = [
                Coded(one.span, value, one.coder or "DNA", f"{file.name}, statement {one.number}")
                for one in document.statements
                if (value := coded_position(one)) is not None
            ]
            made, known, _ = ledger.add_coded(added.report or "", coded)
            _print_document(document, added.status, added.report or "", ledger, as_json, len(made), known)
    return SOME_FAILED if failed else FINE


def write_lines(lines: Iterable[str], path: Path) -> Path:
    """Write lines into a new file, whole or not at all.

    Args:
        lines: without their ends.
        path: the file.

    Raises:
        LedgerExists: something is there already.
        LedgerError: it can't be written there.
    """
    from onrecord.exchange.csv_files import unwritable

    if path.exists():
        raise LedgerExists(f"{path} is there already.", "Choose another name.")
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(f"{line}\n" for line in lines)
        part.rename(path)
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        part.unlink(missing_ok=True)
    return path


def _require_free(form: str, out: Path, force: bool) -> None:
    """See that nothing is replaced that somebody may want.

    Raises:
        LedgerExists: something is there already, and may not be replaced.
    """
    there = (
        sorted(out.glob(f"*.{form}")) if TO_A_PLACE.get(form) == "a folder" else [out] if out.exists() else []
    )
    if there and not force:
        raise LedgerExists(
            f"{there[0]} is there already.", "Choose another place, or replace what is there: --force."
        )


def _put(write: Callable[[Path], list[Path]], out: Path, force: bool) -> list[Path]:
    """Write to a place; a file that is replaced is there until the new one is whole."""
    if not (force and out.is_file()):
        return write(out)
    new = out.with_name(f".{out.name}.{os.getpid()}.new")
    try:
        write(new)
        new.replace(out)
    finally:
        new.unlink(missing_ok=True)
    return [out]


def _writer(form: str) -> Callable[[Iterator[Any], Path], list[Path]]:
    if form == "csv":
        from onrecord.exchange.csv_files import write_csv

        return write_csv
    if form == "parquet":
        from onrecord.exchange.parquet import write_parquet

        return write_parquet
    if form == "graphml":
        from onrecord.exchange.graphml import write_graphml

        return write_graphml
    from onrecord.exchange.dna import write_dna

    return lambda records, path: [write_dna(records, path)]


def _say_written(paths: Iterable[Path]) -> None:
    for path in paths:
        note(f"Wrote {path} ({path.stat().st_size:,} bytes).")


def _print_document(
    document: "CodedDocument",
    status: str,
    report: str,
    ledger: "Ledger",
    as_json: bool,
    made: int,
    known: int,
) -> None:
    from onrecord.exchange.matching import best_match

    found = ledger.attributions(report=report).items
    spans = {entry.attribution.id: entry.attribution.content for entry in found}
    pairs = [(coded, best_match(coded.span, spans)) for coded in document.statements]
    if as_json:
        coded_in_it = [
            {"number": coded.number, "type": coded.type, "coder": coded.coder, **coded.values,
             "span": {"start": coded.span.start, "end": coded.span.end, "text": coded.span.text},
             "attribution": match}
            for coded, match in pairs
        ]  # fmt: skip
        print_json({"status": status, "report": report, "document": document.number, "coded": coded_in_it,
                    "judgements": made, "known": known, "misplaced": list(document.misplaced)})  # fmt: skip
        return
    matched = sum(match is not None for _, match in pairs)
    click.echo(
        f"{status.replace('_', ' '):<11}  {short(report)}  document {document.number}: "
        f"{plural(len(pairs), 'coded statement')}, {matched} of them found, "
        f"{plural(made, 'judgement')} made" + (f", {known} known" if known else "")
    )
    for number in document.misplaced:
        error = OnrecordError(f"Statement {number} lies outside the text of document {document.number}.")
        print_error(error, as_json)
