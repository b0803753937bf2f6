"""How fast the pages answer: `python bench/pages.py [--ledger FILE | --reports 100000] [--json]`.

Each page is asked some dozens of times with changing questions, taken from the ledger itself, through the
whole site without a network; measured is the 95th percentile of each, on the clock and in the process's own
time, which other work on the machine doesn't change. The aims are 150 ms for a page, and 300 ms for a search.
The first question of a kind is told apart: what many questions share is worked out then, once after each
change of the ledger.

--ledger FILE measures a ledger as it is, such as one that bench/replicated.py made. Without it a ledger of
made-up reports is made (bench/made_up.py): speakers and issues by Zipf's law, copies, spellings; anew each
time unless --keep names a file, which is then kept and used again.
Exit codes: 0 every page within its aim, 1 one is over it; with --json always 0, since `slow` names them.
"""

import argparse
import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from fastapi.testclient import TestClient

from made_up import World, made, process
from onrecord.ledger import Ledger
from onrecord.ledger.grounds import record_of
from onrecord.text.folding import folded_words
from onrecord.web import Settings, Tokens, create_app

AIM, SEARCH_AIM = 150.0, 300.0  # milliseconds
ASKED = 40  # times that each page is asked
SAMPLE = 1_000  # statements whose words are searched for
COMMON = 300  # of the commonest words of these
BLOCKED = 20  # goals of which those with something in their way are asked what-ifs of
LETTERS = 4  # that a word has at least


def fill(ledger: Ledger, world: World) -> None:
    """Add what is missing of so many reports."""
    there = ledger.counts()["reports"]
    for added in ledger.add_found(made(world, number) for number in range(there, world.reports)):
        if added.error:
            raise added.error


def words_of(ledger: Ledger) -> tuple[list[str], list[str]]:
    """The commonest words of some statements, and those that stand in one of them alone."""
    said = [one.attribution for one in ledger.attributions(limit=SAMPLE).items]
    counts = Counter(
        word
        for one in said
        for span in one.content
        for word in folded_words(span.text)
        if len(word) >= LETTERS
    )
    in_order = sorted(counts, key=lambda word: (-counts[word], word))
    return in_order[:COMMON], [word for word in in_order if counts[word] == 1] or in_order[-1:]


def days_of(ledger: Ledger) -> list[date]:
    """The days from the first to the last that a report was published on."""
    first, last = ledger.days()
    if first is None or last is None:
        return [date.today()]
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def supposing(ledger: Ledger, pick: random.Random, goals: list[str], asked: int) -> Iterator[str]:
    """What-ifs that drop a claim that holds the goal back and let somebody accept what another refuses."""
    held = []
    for goal in pick.sample(goals, min(len(goals), BLOCKED)):
        found = ledger.deadlocks(goal, limit=2, conditions=0, statements=1)
        claims = [claim for one in found.answer.findings for claim in found.members(one) if claim.holder]
        if claims:
            held.append((goal, [(one.id, record_of(one.statements[0]).holder) for one in claims]))
    for _ in range(asked if held else 0):
        goal, said = pick.choice(held)
        (drop, _), (_, holder) = pick.choice(said), pick.choice(said)
        yield f"/what-if?goal={goal}&drop={drop}&add={holder}+accepts+{goal}"


def questions(ledger: Ledger, pick: random.Random, asked: int) -> Iterator[tuple[str, list[str]]]:
    """Each kind of page, with addresses that ask it."""
    reports = [one.id for one in ledger.newest(200)]
    named = ledger.actors(limit=200).items
    actors = [one.actor.id for one in named]
    names = [one.actor.name.replace(" ", "+") for one in named[:50]]
    statements = [one.attribution.id for one in ledger.attributions(limit=200).items]
    issues = [one.issue.id for one in ledger.issues(limit=100).items]
    goals = [one.value for one in ledger.held_back(100)] or issues
    utterances = [one.utterance.id for one in ledger.utterances(limit=200).items]
    holders = [one.position.holder for one in ledger.positions(limit=200).items] or actors
    days = [str(pick.choice(days_of(ledger))) for _ in range(asked)]
    outlets = [one.name.replace(" ", "+") for one in ledger.outlets(20)]
    known, rare = words_of(ledger)

    def each(pattern: str, values: list[str]) -> list[str]:
        return [pattern.format(pick.choice(values)) for _ in range(asked)]

    words = [f"{pick.choice(known)}+{pick.choice(known)}" for _ in range(asked)]
    yield "overview", [""] * asked
    yield "reports", each("/reports?since={}", days)
    yield "report", each("/reports/{}", reports)
    yield "actors", each("/actors?search={}", names)
    yield "actor", each("/actors/{}", actors)
    yield "statement", each("/statements/{}", statements)
    yield "outlet", each("/outlet?name={}", outlets)
    yield "issues", ["/issues"] * asked
    yield "issue", each("/issues/{}", issues)
    yield "positions", each("/positions?as_of={}", days)
    yield "history", each("/history?holder={}", holders)
    yield "timeline", each("/timeline?issue={}", issues)
    yield "timeline of all", ["/timeline"] * asked
    yield "timeline, drawn", each("/timeline-figure.json?issue={}", issues)
    yield "conditions", each("/conditions?goal={}", issues)
    yield "conditions, drawn", each("/conditions-figure.json?goal={}", goals)
    yield "deadlocks", each("/deadlocks?goal={}", goals)
    yield "unlock", each("/unlock?goal={}", goals)
    yield "what if", each("/what-if?goal={}", goals)
    yield "what if, with a change", list(supposing(ledger, pick, goals, asked))
    yield "briefing", each("/briefing?issue={}", issues)
    yield "utterances", each("/utterances?speaker={}", actors)
    yield "utterance", each("/utterances/{}", utterances)
    yield "changes", ["/changes"] * asked
    yield "changes, as a feed", ["/changes.atom"] * asked
    yield "conflicts", ["/conflicts"] * asked
    yield "corrections", ["/corrections"] * asked
    yield "outlets", ["/outlets"] * asked
    yield "statements", ["/statements"] * asked
    yield "review", ["/review?kind=speaker"] * asked
    yield "judgements", ["/judgements"] * asked
    yield "search: two words", [f"/statements?search={one}" for one in words]
    yield "search: a rare word", each("/statements?search={}", rare)
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


def measured(ledger: Ledger, folder: Path, asked: int = ASKED, only: str = "") -> dict[str, dict[str, float]]:
    """The time that each page takes.

    Args:
        ledger: the ledger.
        folder: for the site's tokens.
        asked: how often each is asked.
        only: the pages with this in their names; all unless given.
    """
    app = create_app([ledger], Settings(), Tokens(folder / "tokens.json"))
    slug = next(iter(app.state.site.ledgers))
    found = {}
    with TestClient(app, base_url="http://127.0.0.1") as client:
        for name, addresses in questions(ledger, random.Random(7), asked):
            if only not in name:
                continue
            worked = process_time()
            client.get(f"/l/{slug}{addresses[0]}")
            first = process_time() - worked
            clock, own = [], []
            for address in addresses:
                start, worked = perf_counter(), process_time()
                answer = client.get(f"/l/{slug}{address}")
                clock.append(perf_counter() - start)
                own.append(process_time() - worked)
                assert answer.status_code == 200, (address, answer.status_code)
            found[name] = {
                "p95_ms": percentile(clock),
                "p95_own_ms": percentile(own),
                "median_own_ms": round(median(own) * 1000, 1),
                "first_own_ms": round(first * 1000, 1),
            }
    return found


def main() -> int:
    """Measure and print; 1 where a page is over its aim."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--statements", type=int, default=10, help="in each report")
    parser.add_argument("--keep", type=Path, help="a file for the made-up ledger, which is used again")
    parser.add_argument("--ledger", help="a ledger that is measured as it is")
    parser.add_argument("--asked", type=int, default=ASKED, help="times that each page is asked")
    parser.add_argument("--only", default="", help="the pages with this in their names")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.ledger or given.keep or Path(folder) / "made.db"
        opening = Ledger.open if given.ledger or Path(path).exists() else Ledger.create
        with opening(path, process=process) as ledger:
            if not given.ledger:
                fill(ledger, World(given.reports, given.statements))
            counts = ledger.counts()
            pages = measured(ledger, Path(folder), given.asked, given.only)
    slow = [
        name
        for name, one in pages.items()
        if one["p95_own_ms"] > (SEARCH_AIM if name.startswith("search") else AIM)
    ]
    if given.json:
        plain = (one["p95_own_ms"] for name, one in pages.items() if not name.startswith("search"))
        searches = (one["p95_own_ms"] for name, one in pages.items() if name.startswith("search"))
        print(
            json.dumps(
                {
                    "worst_page_ms": max(plain, default=None),
                    "worst_search_ms": max(searches, default=None),
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
    print(f"{'':24}{'p95 ms':>10}{'own time':>10}{'median':>10}{'first':>10}")
    for name, one in pages.items():
        times = "".join(
            f"{one[key]:>10}" for key in ("p95_ms", "p95_own_ms", "median_own_ms", "first_own_ms")
        )
        print(f"{name:24}{times}{'  over the aim' if name in slow else ''}")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
