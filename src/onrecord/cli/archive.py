"""Commands for archives: `archive run` over many files, `archive load` into a ledger."""

from collections import Counter
from typing import TYPE_CHECKING

import click

from onrecord.cli.options import ledger_address, with_db, with_json
from onrecord.cli.output import (
    FAILED,
    FINE,
    SOME_FAILED,
    error_shape,
    note,
    plural,
    print_error,
    print_json,
    progress,
)
from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from onrecord.scale.running import Summary

MOST_NAMED = 5  # missing shards that are named


@click.group()
def archive() -> None:
    """Process an archive of many files, and load what is wanted of it.

    Needs the extra: pip install 'onrecord[archive]'
    """


@archive.command("run", short_help="Process the files of an archive, or what is left of them.")
@click.option(
    "--in",
    "pattern",
    required=True,
    metavar="FILES",
    help="A pattern, folder or address: 'news/*.warc.gz', s3://bucket/2024/*.jsonl",
)
@click.option("--out", required=True, metavar="DIR", help="Where the results go: a folder or an address.")
@click.option("--address", metavar="ray://HOST:PORT", default="", help="A Ray cluster; else this machine.")
@click.option(
    "--jobs", "-j", type=click.IntRange(min=1), default=None, help="How many workers; all processors."
)
@with_json
def run(pattern: str, out: str, address: str, jobs: int | None, as_json: bool) -> int:
    """Process the files of an archive: WARC, JSON Lines, Parquet, or anything that `add` reads.

    Each file gives one Parquet file in DIR, written whole or not at all. Stopped at any moment, the same
    command goes on with the files that are left. What fails is a row with its reason. Ends with exit code 1
    where a file has no result, 3 where some inputs failed.
    """
    from onrecord.scale.running import run as run_archive

    with progress() as line:
        summary = run_archive(
            pattern,
            out,
            address=address,
            jobs=jobs or 0,
            progress=lambda done, of: line.say(f"{done:,} of {plural(of, 'file')}"),
        )
    if as_json:
        print_json(
            {
                "ok": summary.complete,
                "item": {
                    "shards": summary.shards,
                    "done": summary.done,
                    "known": summary.known,
                    "missing": list(summary.missing),
                    "reports": summary.reports,
                    "errors": summary.errors,
                    "failure": summary.failure or None,
                },
            }
        )
    else:
        _say(summary, out)
    if not summary.complete:
        return FAILED
    return SOME_FAILED if summary.errors else FINE


def _say(summary: "Summary", out: str) -> None:
    there = summary.shards - len(summary.missing)
    known = f", {summary.known:,} of them from before" if summary.known else ""
    click.echo(
        f"{there:,} of {plural(summary.shards, 'file')} processed{known}: "
        f"{plural(summary.reports, 'report')}, {plural(summary.errors, 'input')} failed."
    )
    if summary.missing:
        some = ", ".join(summary.missing[:MOST_NAMED])
        more = f" and {len(summary.missing) - MOST_NAMED:,} more" if len(summary.missing) > MOST_NAMED else ""
        why = f" ({summary.failure})" if summary.failure else ""
        note(f"onrecord: no result for {some}{more}{why}. Run the same command again.")
    else:
        note(f"Load what you want of it: onrecord archive load {out} --db LEDGER")


@archive.command("load", short_help="Add reports of an archive to a ledger.")
@click.argument("folder", metavar="DIR")
@click.option(
    "--where",
    "conditions",
    multiple=True,
    metavar="CONDITION",
    help="Only these, such as 'outlet=The Post', 'published_earliest>=2024-03-01', 'text~ceasefire'; "
    "several must all hold.",
)
@with_db
@with_json
def load(folder: str, conditions: tuple[str, ...], db: str, as_json: bool) -> int:
    """Add the reports of an archive, or some of them, to a ledger, with what was found in them there.

    Nothing is read a second time, unless another model found it. A report that is known already changes
    nothing.
    """
    from onrecord.language import model_version
    from onrecord.ledger import Ledger
    from onrecord.scale.loading import Condition, Recorded, archived

    wanted = [Condition.parse(condition) for condition in conditions]
    recorded = Recorded()
    counts: Counter[str] = Counter()
    statements = 0
    with Ledger.open(ledger_address(db), process=recorded) as ledger, progress() as line:
        for added in ledger.add_found(archived(folder, wanted, recorded, model_version())):
            counts[added.status] += 1
            statements += added.attributions
            line.say(f"{plural(counts['added'], 'report')} added; {added.source}")
            if added.error is not None:
                line.clear()
                _say_failed(added.error, added.source, as_json)
    if as_json:
        print_json({"ok": not counts["failed"], "item": {**counts, "attributions": statements}})
    else:
        known = f"; {counts['known']:,} known already" if counts["known"] else ""
        failed = f"; {counts['failed']:,} failed" if counts["failed"] else ""
        added_in_all = plural(counts["added"] + counts["new_version"], "report")
        click.echo(f"{added_in_all} added, with {plural(statements, 'statement')}{known}{failed}.")
    return SOME_FAILED if counts["failed"] else FINE


def _say_failed(error: OnrecordError, source: str, as_json: bool) -> None:
    if as_json:
        print_json({"status": "failed", "source": source, "error": error_shape(error)})
    print_error(error, as_json, about=source)
