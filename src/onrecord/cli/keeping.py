"""Commands that make and keep a ledger: init, check, rebuild, upgrade, backup, copy, recover, remove."""

from pathlib import Path

import click

from onrecord.cli.options import ledger_address, open_ledger, text_of, with_db, with_json
from onrecord.cli.output import (
    FINE,
    MISMATCH,
    SOME_FAILED,
    bold,
    note,
    plural,
    print_items,
    print_json,
    progress,
)
from onrecord.cli.readable import short, wrapped


@click.command()
@click.argument("ledger", envvar="ONRECORD_DB", metavar="LEDGER")
@click.option("--name", default="", help="What the ledger is about; stands in exports.")
@click.option("--issues", "fixed", metavar="FILE", default="", help="An issues.yaml that fixes issues.")
@with_json
def init(ledger: str, name: str, fixed: str, as_json: bool) -> None:
    """Make a new, empty ledger.

    LEDGER is a file such as talks.db, or for a team postgresql://USER@HOST/DATABASE?schema=talks. Nothing is
    overwritten.
    """
    from onrecord.ledger import Ledger

    text = text_of(fixed) if fixed else ""
    with Ledger.create(ledger, name=name) as made:
        if fixed:
            made.fix_issues(text, fixed)
        address = ledger if "://" not in ledger else made.address
    if as_json:
        print_json({"ok": True, "item": {"type": "ledger", "address": address, "name": name}})
        return
    click.echo(f"Made {bold(address)}. Add reports to it: onrecord add FILE --db {address}")


@click.command(short_help="Prove that every span and hash still holds.")
@with_db
@with_json
def check(db: str, as_json: bool) -> int:
    """Prove that every span still equals its text, and every report its hash.

    Ends with exit code 4 where something differs.
    """
    with open_ledger(db) as ledger:
        mismatches = list(ledger.check())
        counts = ledger.counts()
    if as_json:
        items = [{"record": m.record, "what": m.what} for m in mismatches]
        print_items(items, checked=dict(counts))
    else:
        for mismatch in mismatches:
            click.echo(wrapped(f"{short(mismatch.record)}  {mismatch.what}", "", "  "))
        checked = f"{plural(counts['reports'], 'report')}, {plural(counts['attributions'], 'statement')}"
        if mismatches:
            found = plural(len(mismatches), "mismatch", "mismatches")
            note(f"onrecord: {found} in {checked}. If derived records differ, run `onrecord rebuild`; "
                 "if a report does, restore a backup.")  # fmt: skip
        else:
            click.echo(f"{checked}: every hash and every span agrees.")
    return MISMATCH if mismatches else 0


@click.command(short_help="Derive every record anew.")
@click.option(
    "--jobs", "-j", type=click.IntRange(min=1), default=1, show_default=True, help="In how many processes."
)
@with_db
@with_json
def rebuild(jobs: int, db: str, as_json: bool) -> None:
    """Derive every record anew from the reports and judgements.

    Use it after a new version of onrecord; the same version gives the same ids again. Cut short, the next
    call goes on.
    """
    with open_ledger(db) as ledger, progress() as line:
        done = ledger.rebuild(jobs=jobs, progress=lambda n, total: line.say(f"{n} of {total} reports"))
        counts = ledger.counts()
    if as_json:
        print_json({"ok": True, "item": {"rebuilt": done.reports, "resumed": done.resumed, **counts}})
        return
    found = plural(counts["attributions"], "statement")
    click.echo(f"Derived {plural(done.reports, 'report')} anew; the ledger holds {found}.")


@click.command(short_help="Bring a ledger of an older onrecord up to date.")
@with_db
@with_json
def upgrade(db: str, as_json: bool) -> None:
    """Bring a ledger that an older onrecord made up to date.

    Reports and judgements stay as they are; everything else is derived anew. Back the file up first.
    """
    from onrecord.ledger import Ledger

    with Ledger.upgrade(ledger_address(db)) as ledger:
        counts, address = ledger.counts(), ledger.address
    if as_json:
        print_json({"ok": True, "item": counts})
        return
    click.echo(f"{address} is up to date: {plural(counts['reports'], 'report')}.")


@click.command(short_help="Copy the ledger into a file, even in use.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_db
@with_json
def backup(file: Path, db: str, as_json: bool) -> None:
    """Copy the ledger into FILE, whole, while it may be in use.

    Of a ledger on a server too it makes a file, which is a ledger by itself.
    """
    with open_ledger(db) as ledger:
        ledger.backup(file)
        address = ledger.address
    size = file.stat().st_size
    if as_json:
        print_json({"ok": True, "item": {"path": str(file), "bytes": size}})
        return
    click.echo(f"Copied {address} to {bold(str(file))} ({size / 1e6:.1f} MB).")


@click.command(short_help="Copy a ledger to another place: file or server.")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@with_json
def copy(source: str, target: str, as_json: bool) -> None:
    """Copy the ledger FROM one place TO another, row for row, while it may be in use.

    Both are files, or postgresql://USER@HOST/DATABASE?schema=NAME. Nothing is overwritten: TO has to be new.
    """
    from onrecord.ledger.moving import move
    from onrecord.store.engine import shown

    with progress() as line:
        reports = move(source, target, progress=lambda table, rows: line.say(f"{table}: {rows} rows"))
    if as_json:
        print_json({"ok": True, "item": {"from": shown(source), "to": shown(target), "reports": reports}})
        return
    click.echo(f"Copied {shown(source)} to {bold(shown(target))}: {plural(reports, 'report')}.")


@click.command(short_help="Save what can be read of a damaged ledger.")
@click.argument("damaged", type=click.Path(dir_okay=False))
@click.argument("new", type=click.Path(dir_okay=False), metavar="NEW")
@with_json
def recover(damaged: str, new: str, as_json: bool) -> int:
    """Make a NEW ledger of the reports and judgements that can be read of a DAMAGED one, and derive the rest.

    A backup is better, if there is one. Ends with exit code 3 where reports were lost, and names them.
    """
    from onrecord.ledger.recovering import recover as save

    saved = save(damaged, new)
    if as_json:
        print_json({"ok": True, "item": {"reports": saved.reports, "judgements": saved.judgements,
                                         "lost": list(saved.lost)}})  # fmt: skip
    else:
        found = f"{plural(saved.reports, 'report')} and {plural(saved.judgements, 'judgement')}"
        click.echo(f"Made {bold(new)} of {found}; {plural(len(saved.lost), 'report')} lost.")
        for lost in saved.lost:
            click.echo(f"  {lost}")
    return SOME_FAILED if saved.lost else FINE


@click.command(short_help="Take a report down; the reason stays.")
@click.argument("report")
@click.option("--why", required=True, help="The reason; it stays in the record.")
@click.option("--by", metavar="NAME", default="", help="Who decided it; you, unless said.")
@with_db
@with_json
def remove(report: str, why: str, by: str, db: str, as_json: bool) -> None:
    """Take a report down: its text goes for good, a tombstone with the reason stays.

    REPORT is an id, or as much of its beginning as tells it apart. The same text is refused from then on.
    """
    with open_ledger(db) as ledger:
        judgement = ledger.remove(report, why=why, by=by)
    if as_json:
        print_json({"ok": True, "item": {"report": judgement.subject[0], "why": why}})
        return
    click.echo(f"Removed {short(judgement.subject[0])} and all that was derived from it. Reason kept: {why}")
