"""A ledger in a file against one on a server: `python bench/databases.py [--reports 300] [--server ADDRESS]`.

The same made-up reports (bench/made_up.py), without the language pass, go into a ledger in a file (SQLite)
and one in PostgreSQL, by turns, in one run. Timed are: adding them one by one; questions, each asked again
and again, with the middle time told; deriving all anew; and copying the ledger either way. The two have to
export the same. Without an address a server is started as the tests start theirs, so that its disk doesn't
wait (fsync is off): with one that waits, each report that is added waits for the disk, as with SQLite. Exit
code 2: no server can be started here.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

from made_up import World, made, process
from onrecord.ledger import Ledger
from onrecord.ledger.moving import move

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "store"))
import servers

AGAIN = 9


def timed(work: Callable[[], object], again: int = 1) -> float:
    """Seconds that some work takes, the middle of several times."""
    times = []
    for _ in range(again):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return median(times)


def questions(ledger: Ledger) -> dict[str, Callable[[], object]]:
    """What is asked of both."""
    speaker = ledger.actors(limit=1).items[0].actor.id
    word = ledger.attributions(limit=1).items[0].attribution.content[0].text.split()[0]
    issue = ledger.issues(limit=1).items[0].issue.id
    return {
        "attributions, a page": lambda: ledger.attributions(limit=50),
        "attributions of a speaker": lambda: ledger.attributions(speaker=speaker, limit=50),
        "search in statements": lambda: ledger.attributions(search=word, limit=50),
        "search in reports": lambda: ledger.reports(search=word, limit=50),
        "positions, a page": lambda: ledger.positions(limit=50),
        "positions on an issue": lambda: ledger.positions(issue=issue, limit=50),
        "facets": lambda: ledger.facets(search=word),
        "counts": ledger.counts,
    }


def measured(reports: int, addresses: dict[str, str]) -> dict[str, dict[str, float]]:
    """Seconds by what was done and where."""
    told: dict[str, dict[str, float]] = {}
    ledgers = {name: Ledger.create(address, "Bench", process=process) for name, address in addresses.items()}
    world = World()
    every = [made(world, number) for number in range(reports)]
    spent = dict.fromkeys(ledgers, 0.0)
    for number, report in enumerate(every):
        # By turns, and each first as often as second, so that what else the machine does hits both.
        for name in sorted(ledgers, reverse=bool(number % 2)):
            spent[name] += timed(lambda name=name, report=report: ledgers[name].add_report(report))
    told["add a report"] = {name: seconds / reports for name, seconds in spent.items()}
    asked = {name: questions(ledger) for name, ledger in ledgers.items()}
    for what in next(iter(asked.values())):
        told[what] = {name: timed(of[what], AGAIN) for name, of in asked.items()}
    told["rebuild, a report"] = {name: timed(one.rebuild) / reports for name, one in ledgers.items()}
    exported = [list(one.export(with_text=True))[1:] for one in ledgers.values()]
    assert exported[0] == exported[1], "the two ledgers differ"
    for ledger in ledgers.values():
        ledger.close()
    return told


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=int, default=300)
    parser.add_argument("--server", default="", help="address of an empty schema")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    if not given.server and servers.why_not():
        print(f"No server here: {servers.why_not()}.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        own = None if given.server else servers.server()
        place = given.server or own.address(own.database())
        file = str(Path(folder) / "bench.db")
        told = measured(given.reports, {"SQLite": file, "PostgreSQL": place})
        back = Path(folder) / "back.db"
        told["copy it from the server, whole"] = {"PostgreSQL": timed(lambda: move(place, back))}
        if own:
            other = own.address(own.database())
            told["copy it to the server, whole"] = {"SQLite": timed(lambda: move(file, other))}
    if given.json:
        print(json.dumps({"reports": given.reports, "seconds": told}))
        return 0
    print(f"{given.reports} reports; milliseconds\n\n| | SQLite | PostgreSQL |\n|---|---|---|")
    for what, row in told.items():
        cells = " | ".join(
            f"{row[name] * 1000:.1f}" if name in row else "" for name in ("SQLite", "PostgreSQL")
        )
        print(f"| {what} | {cells} |")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
