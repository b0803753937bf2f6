"""How fast the pages answer: `python bench/pages.py [--reports 100000] [--statements 10] [--json]`.

A ledger of made-up reports (bench/made_up.py): speakers and issues by Zipf's law, copies, spellings.
Each page is asked some dozens of times with changing questions, through the whole site without a network;
measured is the 95th percentile of each, on the clock and in the process's own time, which other work on the
machine doesn't change. The aims are 150 ms for a page, and 300 ms for a search.
The ledger is made anew each time unless --ledger names a file, which is then kept and used again.
Exit codes: 0 every page within its aim, 1 one is over it; with --json always 0, since `slow` names them.
"""

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from time import perf_counter, process_time

from fastapi.testclient import TestClient

from made_up import DAYS, FIRST_DAY, SMALL, World, common, made, person, process
from onrecord.ledger import Ledger
from onrecord.web import Settings, Tokens, create_app

AIM, SEARCH_AIM = 150.0, 300.0  # milliseconds
ASKED = 40  # times that each page is asked
WORDS = 300  # of the commonest words of the made-up language, less the small ones


def fill(ledger: Ledger, world: World) -> None:
    """Add what is missing of so many reports."""
    there = ledger.counts()["reports"]
    for added in ledger.add_found(made(world, number) for number in range(there, world.reports)):
        if added.error:
            raise added.error


def questions(ledger: Ledger, world: World, pick: random.Random) -> Iterator[tuple[str, list[str]]]:
    """Each kind of page, with addresses that ask it."""
    reports = [one.id for one in ledger.newest(200)]
    actors = [one.actor.id for one in ledger.actors(limit=200).items]
    statements = [one.attribution.id for one in ledger.attributions(limit=200).items]
    issues = [one.issue.id for one in ledger.issues(limit=100).items]
    goals = [one.value for one in ledger.held_back(100)]
    utterances = [one.utterance.id for one in ledger.utterances(limit=200).items]
    holders = [one.position.holder for one in ledger.positions(limit=200).items]
    days = [str(FIRST_DAY + timedelta(days=pick.randrange(DAYS))) for _ in range(ASKED)]
    outlets = [one.name.replace(" ", "+") for one in ledger.outlets(20)]

    def each(pattern: str, values: list[str]) -> list[str]:
        return [pattern.format(pick.choice(values)) for _ in range(ASKED)]

    known = [common(len(SMALL) + number) for number in range(WORDS)]
    words = [f"{pick.choice(known)}+{pick.choice(known)}" for _ in range(ASKED)]
    yield "overview", [""] * ASKED
    yield "reports", each("/reports?since={}", days)
    yield "report", each("/reports/{}", reports)
    yield "actors", each("/actors?search={}", [person(world, number)[1] for number in range(50)])
    yield "actor", each("/actors/{}", actors)
    yield "statement", each("/statements/{}", statements)
    yield "outlet", each("/outlet?name={}", outlets)
    yield "issues", ["/issues"] * ASKED
    yield "issue", each("/issues/{}", issues)
    yield "positions", each("/positions?as_of={}", days)
    yield "history", each("/history?holder={}", holders)
    yield "timeline", each("/timeline?issue={}", issues)
    yield "timeline of all", ["/timeline"] * ASKED
    yield "timeline, drawn", each("/timeline-figure.json?issue={}", issues)
    yield "conditions", each("/conditions?goal={}", issues)
    yield "conditions, drawn", each("/conditions-figure.json?goal={}", goals)
    yield "deadlocks", each("/deadlocks?goal={}", goals)
    yield "unlock", each("/unlock?goal={}", goals)
    yield "what if", each("/what-if?goal={}", goals)
    yield "briefing", each("/briefing?issue={}", issues)
    yield "utterances", each("/utterances?speaker={}", actors)
    yield "utterance", each("/utterances/{}", utterances)
    yield "changes", ["/changes"] * ASKED
    yield "changes, as a feed", ["/changes.atom"] * ASKED
    yield "conflicts", ["/conflicts"] * ASKED
    yield "corrections", ["/corrections"] * ASKED
    yield "outlets", ["/outlets"] * ASKED
    yield "statements", ["/statements"] * ASKED
    yield "review", ["/review?kind=speaker"] * ASKED
    yield "judgements", ["/judgements"] * ASKED
    yield "search: two words", [f"/statements?search={one}" for one in words]
    yield (
        "search: a rare word",
        each("/statements?search={}", [common(number) for number in range(2_000, 2_900)]),
    )
    yield "search: by speaker", each(f"/statements?search={known[0]}&speaker={{}}", actors)
    yield "search: by issue", each("/statements?issue={}", issues)
    yield "search: by act", each("/statements?act={}", ["demand", "reject", "offer", "deny"])
    yield "search: by outlet", each("/statements?outlet={}", outlets)
    yield "search: since a day", each("/statements?since={}", days)
    yield "search: in utterances", [f"/utterances?search={one}" for one in words]
    yield "search: in reports", [f"/reports?search={one}" for one in words]


def percentile(times: list[float]) -> float:
    """The 95th percentile, in milliseconds."""
    return round(sorted(times)[int(0.95 * (len(times) - 1))] * 1000, 1)


def measured(ledger: Ledger, world: World, folder: Path) -> dict[str, dict[str, float]]:
    """The time that each page takes."""
    app = create_app([ledger], Settings(), Tokens(folder / "tokens.json"))
    slug = next(iter(app.state.site.ledgers))
    found = {}
    with TestClient(app, base_url="http://127.0.0.1") as client:
        for name, addresses in questions(ledger, world, random.Random(7)):
            client.get(f"/l/{slug}{addresses[0]}")
            clock, own = [], []
            for address in addresses:
                start, worked = perf_counter(), process_time()
                answer = client.get(f"/l/{slug}{address}")
                clock.append(perf_counter() - start)
                own.append(process_time() - worked)
                assert answer.status_code == 200, (address, answer.status_code)
            found[name] = {"p95_ms": percentile(clock), "p95_own_ms": percentile(own)}
    return found


def main() -> int:
    """Measure and print; 1 where a page is over its aim."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--statements", type=int, default=10, help="in each report")
    parser.add_argument("--ledger", type=Path, help="a file that is kept")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    world = World(given.reports, given.statements)
    with tempfile.TemporaryDirectory() as folder:
        path = given.ledger or Path(folder) / "made.db"
        opening = Ledger.open if path.exists() else Ledger.create
        with opening(path, process=process) as ledger:
            fill(ledger, world)
            counts = ledger.counts()
            pages = measured(ledger, world, Path(folder))
    slow = [
        name
        for name, one in pages.items()
        if one["p95_own_ms"] > (SEARCH_AIM if name.startswith("search") else AIM)
    ]
    if given.json:
        worst = max(one["p95_own_ms"] for name, one in pages.items() if not name.startswith("search"))
        search = max(one["p95_own_ms"] for name, one in pages.items() if name.startswith("search"))
        print(
            json.dumps(
                {
                    "worst_page_ms": worst,
                    "worst_search_ms": search,
                    "slow": slow,
                    "pages": pages,
                    "counts": counts,
                }
            )
        )
        return 0
    print(
        f"{counts['reports']:,} reports, {counts['attributions']:,} statements, {counts['actors']:,} actors"
    )
    print(f"{'':24}{'p95 ms':>10}{'own time':>10}")
    for name, one in pages.items():
        print(
            f"{name:24}{one['p95_ms']:>10}{one['p95_own_ms']:>10}{'  over the aim' if name in slow else ''}"
        )
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
