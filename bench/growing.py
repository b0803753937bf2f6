"""How a ledger grows: `python bench/growing.py [--reports 100000] [--adds 40] [--ledger FILE] [--json]`.

Made-up reports (bench/made_up.py), without the language pass. Timed are: all of them into an empty ledger,
until everything is worked out that they share; then single reports into the full ledger, each until worked
out. The making of the reports and of their records is taken off. Told are seconds on the clock and in the
process's own time, which other work on the machine doesn't change so much. With --check the ledger is then
consolidated from nothing, and must come out the same.
The aims are 15 minutes for 100,000 reports, and a second for one more.
"""

import argparse
import hashlib
import json
import resource
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from made_up import World, made, process
from onrecord import consolidation
from onrecord.ledger import Ledger
from onrecord.model import Report, ReportRecords
from onrecord.store.engine import connect

BUILD_AIM, ADD_AIM = 900.0, 1.0  # seconds


class Making:
    """Makes reports and their records, and tells how long that took."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.clock = 0.0
        self.own = 0.0

    def reports(self, first: int, last: int) -> Iterator[Report]:
        """Reports in the order in which they were published."""
        for number in range(first, last):
            with self.told():
                report = made(self.world, number)
            yield report

    def process(self, report: Report) -> ReportRecords:
        """A report's records."""
        with self.told():
            return process(report)

    @contextmanager
    def told(self) -> Iterator[None]:
        """Count what is made meanwhile."""
        clock, own = perf_counter(), process_time()
        yield
        self.clock += perf_counter() - clock
        self.own += process_time() - own

    def started(self) -> "Watch":
        """What tells the time from now on, without the making."""
        return Watch(self, perf_counter() - self.clock, process_time() - self.own)


@dataclass(frozen=True, slots=True)
class Watch:
    """Tells the time since it was started, without what was spent on making."""

    making: Making
    clock: float
    own: float

    def seconds(self) -> tuple[float, float]:
        """On the clock, and in the process's own time."""
        return perf_counter() - self.making.clock - self.clock, process_time() - self.making.own - self.own


def percentile(times: list[float], part: float) -> float:
    """A percentile, in seconds."""
    return round(sorted(times)[min(len(times) - 1, int(part * len(times)))], 3)


def peak() -> float:
    """The most memory that this process has held, in GB."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6, 2)


def build(ledger: Ledger, making: Making, first: int, last: int) -> tuple[float, float]:
    """Put reports into a ledger, until everything is worked out; seconds that this took."""
    watch = making.started()
    for done, added in enumerate(ledger.add_found(making.reports(first, last)), start=first + 1):
        if added.error:
            raise added.error
        if done % 1_000 == 0:
            clock, own = watch.seconds()
            print(
                f"{done:,} reports: {clock:.0f} s, own {own:.0f} s, {peak()} GB", file=sys.stderr, flush=True
            )
    return watch.seconds()


def adds(ledger: Ledger, making: Making, first: int, count: int) -> list[tuple[float, float]]:
    """Put single reports in, each until everything is worked out; the seconds of each."""
    times = []
    for report in making.reports(first, first + count):
        watch = making.started()
        added = ledger.add_report(report)
        times.append(watch.seconds())
        if added.error:
            raise added.error
    return times


# What records are, whatever the numbers of their rows.
CONTENTS = {
    "actors": "SELECT id, name, kind, aliases, roles, confidence, rank FROM actors",
    "members": "SELECT m.id, a.id FROM members m JOIN actors a ON a.number = m.actor",
    "issues": "SELECT id, label, aliases, kind, confidence, rank FROM issues",
    "forms": "SELECT f.id, i.id, f.members, f.claims FROM issue_forms f JOIN issues i ON i.number = f.issue",
    "copies": "SELECT r.id, copied_from, copied_share FROM processed JOIN reports r ON r.number = report",
    "claims": "SELECT c.id, c.until, r.id, c.carried FROM claims c LEFT JOIN claims r "
    "ON r.number = c.restates",
    "utterances": "SELECT u.id, a.id, m.position, u.independent_reports, u.reports, u.variants, u.confidence "
    "FROM utterances u JOIN utterance_members m ON m.utterance = u.number "
    "JOIN attributions a ON a.number = m.attribution",
    "sides": "SELECT i.id, a.id, s.polarity, s.since, s.until, s.statements, s.heard FROM sides s "
    "JOIN issues i ON i.number = s.at JOIN actors a ON a.number = s.party",
    "changes": "SELECT i.id, c.id, c.of, c.kind, c.confidence FROM changes c "
    "JOIN issues i ON i.number = c.at",
    "conflicts": "SELECT i.id, c.id, c.kind, c.confidence FROM conflicts c JOIN issues i ON i.number = c.at",
}


def digests(path: Path) -> dict[str, tuple[int, str]]:
    """How many rows each kind of record has, and a digest of them."""
    found = {}
    with closing(connect(path)) as connection:
        for name, query in CONTENTS.items():
            whole, count = 0, 0
            for row in connection.execute(query):
                # A sum of hashes doesn't depend on the order of rows, and takes no memory.
                whole += int.from_bytes(hashlib.blake2b(repr(row).encode(), digest_size=16).digest())
                count += 1
            found[name] = count, f"{whole % (1 << 128):032x}"
    return found


def check(ledger: Ledger) -> dict[str, object]:
    """Consolidate from nothing; what came out otherwise than by adding."""
    before = digests(ledger.path)
    own = process_time()
    with ledger._store.writing() as connection:  # a rebuild without the language pass
        consolidation.consolidate(connection)
    seconds = round(process_time() - own, 1)
    after = digests(ledger.path)
    differing = [name for name in before if before[name] != after[name]]
    return {
        "own_s": seconds,
        "rows": {name: count for name, (count, _) in after.items()},
        "differing": differing,
        "differing_kinds": len(differing),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--adds", type=int, default=40, help="single reports into the full ledger")
    parser.add_argument("--ledger", type=Path, help="a file that is kept, and filled up if it is there")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    making = Making(World(given.reports))
    with tempfile.TemporaryDirectory() as folder:
        path = given.ledger or Path(folder) / "made.db"
        opening = Ledger.open if path.exists() else Ledger.create
        with opening(path, process=making.process) as ledger:
            there = ledger.counts()["reports"]
            found: dict[str, Any] = {"reports": given.reports, "build_from": there}
            if there < given.reports:
                clock, own = build(ledger, making, there, given.reports)
                found |= {"build_s": round(clock, 1), "build_own_s": round(own, 1)}
                found["build_own_ms_a_report"] = round(own * 1000 / (given.reports - found["build_from"]), 1)
                there = given.reports
            if given.adds:
                times = adds(ledger, making, there, given.adds)
                for place, name in enumerate(("add", "add_own")):
                    every = [one[place] for one in times]
                    found[f"{name}_p50_s"] = percentile(every, 0.5)
                    found[f"{name}_p95_s"] = percentile(every, 0.95)
                    found[f"{name}_most_s"] = round(max(every), 3)
            found["peak_gb"] = peak()
            found["file_gb"] = round(path.stat().st_size / 1e9, 2)
            if given.check:
                found["check"] = check(ledger)
    if given.json:
        print(json.dumps(found))
        return
    for name, value in found.items():
        print(f"{name:<14} {value}")
    print(
        f"wanted: build_own_s at 100,000 <= {BUILD_AIM:.0f}, add_own_p95_s < {ADD_AIM:.0f}, nothing differing"
    )


if __name__ == "__main__":
    main()
