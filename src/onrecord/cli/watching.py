"""The command that watches feeds: watch."""

import time
from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.corrections import correction_lines, correction_record
from onrecord.cli.options import open_ledger, with_db, with_json
from onrecord.cli.output import (
    FINE,
    SOME_FAILED,
    error_shape,
    note,
    plural,
    print_error,
    print_json,
    progress,
    style,
)
from onrecord.cli.readable import short, wrapped
from onrecord.cli.tracked_pages import change_lines, conflict_lines

if TYPE_CHECKING:
    from onrecord.ledger import Ledger
    from onrecord.ledger.watching import Polled, Seen

PAUSE = 1.0
"""Seconds between two requests to one site, where its robots.txt doesn't ask for more."""
LARGEST = 20_000_000
LONGEST_SLEEP = 30.0  # so that a clock that is put forward or back doesn't hold up the next pass for long
COLOURS = {"added": "green", "new_version": "yellow", "left_out": "bright_black", "known": "bright_black"}


@click.command(short_help="Ask feeds what is new, and add what fits the ledger.")
@click.argument("sources", nargs=-1, metavar="[FEED|OPML]...")
@click.option("--once", is_flag=True, help="Ask each feed once, and end.")
@click.option(
    "--every",
    type=click.IntRange(min=1, max=10_080),
    default=30,
    show_default=True,
    metavar="MINUTES",
    help="How long to wait between two passes.",
)
@click.option("--all", "everything", is_flag=True, help="Add everything, whether or not it fits.")
@click.option(
    "--contact", default="", metavar="ADDRESS", help="A web or mail address at which sites can reach you."
)
@with_db
@with_json
def watch(
    sources: tuple[str, ...], once: bool, every: int, everything: bool, contact: str, db: str, as_json: bool
) -> int:
    """Ask feeds what is new, add what fits the ledger, and say what that changed.

    FEED is the address of an RSS or Atom feed; OPML is a file that lists feeds, as feed readers export it, or
    a text with an address on each line. Feeds that were named once are watched from then on: without a
    FEED all of them are asked. A report fits by the actors and issues that it shares with the ledger and by
    how like its reports it reads, and each line says so.

    Sites are asked only for what changed, at most once a second, and as their robots.txt allows; what fails
    is left alone for longer each time. Where each entry stands is kept in the ledger, so a watch that was
    stopped at any moment goes on without loss.
    """
    from onrecord.ledger.watching import Polled
    from onrecord.read.fetch import SafeClient
    from onrecord.read.opml import feeds_in

    feeds = [feed for source in sources for feed in feeds_in(source)]
    client = SafeClient(contact=contact, max_bytes=LARGEST, least_pause=PAUSE)
    with open_ledger(db) as ledger:
        while True:
            counts: Counter[str] = Counter()
            added: list[str] = []
            with progress() as line:
                line.say("Asking the feeds")
                for one in ledger.watch(feeds, client=client, everything=everything):
                    line.clear()
                    if isinstance(one, Polled):
                        counts[f"feed {one.status}"] += 1
                        _print_polled(one, as_json)
                        line.say(f"{one.feed}: {plural(one.entries, 'new entry', 'new entries')}")
                        continue
                    counts[one.status] += 1
                    if one.added is not None and one.added.report and one.status in ("added", "new_version"):
                        added.append(one.added.report)
                    _print_seen(one, as_json)
            _print_pass(ledger, added, counts, as_json)
            if once:
                return SOME_FAILED if counts["failed"] or counts["feed failed"] else FINE
            _wait(every * 60.0)


def _wait(seconds: float) -> None:
    """Sleep, in steps: by the clock that only runs forward."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        time.sleep(min(left, LONGEST_SLEEP))


def _print_polled(polled: "Polled", as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "feed": polled.feed,
                "status": polled.status,
                "entries": polled.entries,
                "until": polled.until.isoformat() if polled.until else None,
                "error": error_shape(polled.error) if polled.error else None,
            }
        )
    if polled.error is not None:
        print_error(polled.error, as_json, about=polled.feed)
    elif polled.status == "resting" and polled.until is not None and not as_json:
        note(f"{polled.feed} is left alone until {polled.until:%H:%M} UTC.")


def _print_seen(seen: "Seen", as_json: bool) -> None:
    """A line for one entry, and why it fits or doesn't."""
    added = seen.added
    if as_json:
        print_json(
            {
                "status": seen.status,
                "feed": seen.feed,
                "link": seen.link,
                "title": seen.title,
                "why": list(seen.why),
                "report": added.report if added else None,
                "attributions": added.attributions if added else 0,
                "difference": added.difference if added else "",
                "error": error_shape(seen.error) if seen.error else None,
            }
        )
    if seen.error is not None:
        print_error(seen.error, as_json, about=seen.link or seen.title)
        return
    if as_json:
        return
    status = style(seen.status.replace("_", " ").ljust(11), fg=COLOURS.get(seen.status))
    report = short(added.report) if added is not None and added.report else ""
    found = plural(added.attributions, "statement") if added is not None and report else ""
    click.echo(
        f"{status}  {report:<{len(short('rep-0000000000000000'))}}  {found:>14}  {seen.title or seen.link}"
    )
    if seen.why:
        click.echo(wrapped("; ".join(seen.why), " " * 13, "  "))
    for changed in added.difference.splitlines() if added is not None else ():
        click.echo(wrapped(changed, " " * 13, "  "))


def _print_pass(ledger: "Ledger", added: list[str], counts: "Counter[str]", as_json: bool) -> None:
    """What a pass came to, and what it changed in the record."""
    news = ledger.news(added)
    corrections = [entry for entry in ledger.corrections() if entry.report.id in added] if added else []
    if as_json:
        from onrecord.exchange.tracked import change_record, conflict_record

        told: dict[str, Any] = {
            "status": "pass",
            "at": datetime.now().astimezone().isoformat(timespec="seconds"),
            "reports": added,
            "changes": [change_record(entry.change) for entry in news.changes],
            "conflicts": [conflict_record(entry.conflict) for entry in news.conflicts],
            "corrections": [correction_record(entry) for entry in corrections],
        }
        print_json(told)
        return
    parts = [
        f"{plural(counts['feed read'] + counts['feed unchanged'], 'feed')} asked",
        f"{plural(counts['added'] + counts['new_version'], 'report')} added",
        *(f"{counts['left_out']:,} left out" for _ in range(bool(counts["left_out"]))),
        *(f"{counts['later']:,} to be tried again" for _ in range(bool(counts["later"]))),
        *(f"{counts['failed']:,} could not be read" for _ in range(bool(counts["failed"]))),
    ]
    click.echo(f"{time.strftime('%H:%M')}: {', '.join(parts)}.")
    for entry in news.changes:
        click.echo("\n" + change_lines(entry))
    for other in news.conflicts:
        click.echo("\n" + conflict_lines(other))
    for correction in corrections:
        click.echo("\n" + correction_lines(correction))
