"""How fast the pages answer: `python bench/pages.py [--reports 100000] [--statements 10] [--json]`.

A generated ledger: speakers and issues by Zipf's law, some forty outlets, statements of common words.
Each page is asked some dozens of times with changing questions, through the whole site without a network;
measured is the 95th percentile of each, on the clock and in the process's own time, which other work on the
machine doesn't change. The aims are 150 ms for a page, and 300 ms for a search.
The ledger is made anew each time unless --ledger names a file, which is then kept and used again.
"""

import argparse
import json
import random
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter, process_time

from fastapi.testclient import TestClient

from onrecord.ledger import Ledger
from onrecord.model import (
    Actor,
    Attribution,
    Block,
    Condition,
    DateInterval,
    Issue,
    Position,
    Report,
    ReportRecords,
    Span,
    stable_id,
)
from onrecord.text.words import word_set
from onrecord.web import Settings, Tokens, create_app

AIM, SEARCH_AIM = 150.0, 300.0  # milliseconds
FIRST_DAY, DAYS = date(2019, 1, 1), 2_000
SYLLABLES = ("ka", "lo", "mi", "ner", "os", "pa", "rin", "sel", "tov", "ur", "ves", "wen")
COMMON = sorted(
    word_set(
        "talks harbour treaty border trade grain river railway prisoners truce guarantee deposit survey "
        "inspection withdrawal bridge valley market council minister delegation signature schedule payment "
        "water"
    )
)
ACTS = (("demand", "for"), ("reject", "against"), ("support", "open"))
ASKED = 40  # times that each page is asked


def name_of(number: int, parts: int = 3) -> str:
    """A made-up word, another for each number."""
    pick = random.Random(number)
    return "".join(pick.choice(SYLLABLES) for _ in range(parts)).capitalize()


def zipf(pick: random.Random, most: int) -> int:
    """A number below `most`, small ones most often."""
    return min(int(pick.paretovariate(0.9)) - 1, most - 1)


def made(number: int, statements: int, actors: int, issues: int) -> Report:
    """A report: a statement a paragraph, the first of them with a position or a condition."""
    pick = random.Random(number)
    lines = []
    for _ in range(statements):
        who, words = (
            zipf(pick, actors),
            " ".join(
                word for _ in range(6) for word in (pick.choice(COMMON), name_of(pick.randrange(5_000), 2))
            ),
        )
        lines.append(
            f"{name_of(who)} {name_of(who + 7_000_000)} said the {name_of(pick.randrange(5_000), 2)} {words}."
        )
    text = "\n\n".join(lines)
    blocks, start = [], 0
    for line in lines:
        blocks.append(Block(start, start + len(line)))
        start += len(line) + 2
    return Report(
        text=text,
        blocks=tuple(blocks),
        outlet=f"The {name_of(zipf(pick, 40) + 9_000_000)} Post",
        title=" ".join(pick.choices(COMMON, k=6)).capitalize(),
        url=f"https://made.example/{number}",
        published=DateInterval.on(FIRST_DAY + timedelta(days=number * 37 % DAYS)),
        path=f"{number}/{issues}",
    )


def process(report: Report) -> ReportRecords:
    """The records of a report that `made` made."""
    number, issues = (int(part) for part in report.path.split("/"))
    pick = random.Random(-number)
    ids: dict[str, str] = {}
    attributions = []
    for ordinal, block in enumerate(report.blocks):
        line = report.text[block.start : block.end]
        name, _, rest = line.partition(" said ")
        ids.setdefault(name, stable_id("actor", report.id, name))
        start = block.start + len(name) + 1
        attributions.append(
            Attribution(
                id=stable_id("attribution", report.id, rest, str(ordinal)),
                report=report.id,
                kind="indirect",
                attitude="speech",
                content=(Span.of(report.text, start + 5, block.end - 1),),
                cue=(Span.of(report.text, start, start + 4),),
                source=(Span.of(report.text, block.start, block.start + len(name)),),
                speaker=ids[name],
                said_on=report.published,
                confidence=0.9,
            )
        )
    holder = next(iter(ids.values()))
    labels = [f"{name_of(zipf(pick, issues) + 8_000_000, 2)} {pick.choice(COMMON[:4])}" for _ in range(2)]
    own = {label: stable_id("issue", report.id, label) for label in labels}
    act, polarity = pick.choice(ACTS)
    shared = {"holder": holder, "report": report.id, "date": report.published, "confidence": 0.8}
    words = attributions[0].content
    position = Position(
        id=stable_id("position", report.id),
        act=act,  # type: ignore[arg-type]
        polarity=polarity,  # type: ignore[arg-type]
        issue=own[labels[0]],
        evidence=words,
        **shared,  # type: ignore[arg-type]
    )
    condition = Condition(
        id=stable_id("condition", report.id),
        relation="requires",
        step=own[labels[0]],
        requirement=own[labels[1]],
        evidence=words,
        **shared,  # type: ignore[arg-type]
    )
    return ReportRecords(
        report=report.id,
        model="made",
        actors=tuple(Actor(id=id_, name=name, kind="person", aliases=(name,)) for name, id_ in ids.items()),
        attributions=tuple(attributions),
        issues=tuple(Issue(id=id_, label=label, aliases=(label,)) for label, id_ in own.items()),
        positions=(position,),
        conditions=(condition,) if len(own) == 2 and number % 20 == 0 else (),
    )


def fill(ledger: Ledger, reports: int, statements: int) -> None:
    """Add what is missing of so many reports."""
    actors, issues = max(50, reports // 20), max(20, reports // 100)
    for number in range(ledger.counts()["reports"], reports):
        added = ledger.add_report(made(number, statements, actors, issues))
        if added.error:
            raise added.error


def questions(ledger: Ledger, pick: random.Random) -> Iterator[tuple[str, list[str]]]:
    """Each kind of page, with addresses that ask it."""
    reports = [one.id for one in ledger.newest(200)]
    actors = [one.actor.id for one in ledger.actors(limit=200).items]
    statements = [one.attribution.id for one in ledger.attributions(limit=200).items]
    issues = [one.issue.id for one in ledger.issues(limit=100).items]
    days = [str(FIRST_DAY + timedelta(days=pick.randrange(DAYS))) for _ in range(ASKED)]
    outlets = [one.name.replace(" ", "+") for one in ledger.outlets(20)]

    def each(pattern: str, values: list[str]) -> list[str]:
        return [pattern.format(pick.choice(values)) for _ in range(ASKED)]

    words = [f"{pick.choice(COMMON)}+{pick.choice(COMMON)}" for _ in range(ASKED)]
    yield "overview", [""] * ASKED
    yield "reports", each("/reports?since={}", days)
    yield "report", each("/reports/{}", reports)
    yield "actors", each("/actors?search={}", [name_of(number) for number in range(50)])
    yield "actor", each("/actors/{}", actors)
    yield "statement", each("/statements/{}", statements)
    yield "outlet", each("/outlet?name={}", outlets)
    yield "issues", ["/issues"] * ASKED
    yield "issue", each("/issues/{}", issues)
    yield "positions", each("/positions?as_of={}", days)
    yield "timeline", each("/timeline?issue={}", issues)
    yield "conditions", each("/conditions?goal={}", issues)
    yield "briefing", each("/briefing?issue={}", issues)
    yield "review", ["/review?kind=speaker"] * ASKED
    yield "search: two words", [f"/statements?search={one}" for one in words]
    yield "search: a rare word", each("/statements?search={}", [name_of(n, 2) for n in range(500)])
    yield "search: by speaker", each("/statements?search=treaty&speaker={}", actors)


def percentile(times: list[float]) -> float:
    """The 95th percentile, in milliseconds."""
    return round(sorted(times)[int(0.95 * (len(times) - 1))] * 1000, 1)


def measured(ledger: Ledger, folder: Path) -> dict[str, dict[str, float]]:
    """The time that each page takes."""
    app = create_app([ledger], Settings(), Tokens(folder / "tokens.json"))
    slug = next(iter(app.state.site.ledgers))
    found = {}
    with TestClient(app, base_url="http://127.0.0.1") as client:
        for name, addresses in questions(ledger, random.Random(7)):
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


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--statements", type=int, default=10, help="in each report")
    parser.add_argument("--ledger", type=Path, help="a file that is kept")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.ledger or Path(folder) / "made.db"
        opening = Ledger.open if path.exists() else Ledger.create
        with opening(path, process=process) as ledger:
            fill(ledger, given.reports, given.statements)
            counts = ledger.counts()
            pages = measured(ledger, Path(folder))
    slow = [
        name
        for name, one in pages.items()
        if one["p95_own_ms"] > (SEARCH_AIM if name.startswith("search") else AIM)
    ]
    if given.json:
        worst = max(one["p95_own_ms"] for name, one in pages.items() if not name.startswith("search"))
        search = max(one["p95_own_ms"] for name, one in pages.items() if name.startswith("search"))
        print(
            json.dumps({"worst_page_ms": worst, "worst_search_ms": search, "pages": pages, "counts": counts})
        )
        return
    print(
        f"{counts['reports']:,} reports, {counts['attributions']:,} statements, {counts['actors']:,} actors"
    )
    print(f"{'':24}{'p95 ms':>10}{'own time':>10}")
    for name, one in pages.items():
        print(
            f"{name:24}{one['p95_ms']:>10}{one['p95_own_ms']:>10}{'  over the aim' if name in slow else ''}"
        )


if __name__ == "__main__":
    main()
