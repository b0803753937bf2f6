"""A fictional archive, and a `process` for workers: quick, and told by files when to fail, wait or die.

A worker imports it by name, so that its folder must be on the path. `ONRECORD_TEST_ORDERS` names a folder: a
file `die-at-WORD` there makes the worker that meets the word in a report die, once; `die-always-at-WORD`,
each time; `wait-at-WORD` makes it wait as long as the file is there.
"""

import json
import os
import re
import signal
import time
from pathlib import Path

from onrecord.errors import ReadError
from onrecord.model import Actor, Attribution, Report, ReportRecords, Span, stable_id

MODEL = "made 1"


def model_version() -> str:
    """The model's name."""
    return MODEL


def process(report: Report) -> ReportRecords:
    """Records, unless an order says otherwise."""
    orders = Path(os.environ.get("ONRECORD_TEST_ORDERS", "/nowhere"))
    for order in sorted(orders.glob("*-at-*")):
        kind, _, word = order.name.rpartition("-at-")
        if word not in report.text:
            continue
        if kind == "die":
            order.unlink()
        if kind.startswith("die"):
            os.kill(os.getpid(), signal.SIGKILL)
        if kind == "fail":
            raise ValueError("a fault in the program")
        if kind == "refuse":
            raise ReadError("Refused.", "Nothing to do.")
        (orders / f"met-{word}").touch()
        while order.exists():
            time.sleep(0.02)
    return said(report)


def said(report: Report) -> ReportRecords:
    """`NAME said: WORDS.` is an attribution."""
    matches = list(re.finditer(r"^(\w[\w ]*) (?:said|demanded): (.+)\.$", report.text, re.MULTILINE))
    ids = {match[1]: stable_id("actor", report.id, match[1]) for match in matches}
    return ReportRecords(
        report=report.id,
        model=MODEL,
        actors=tuple(Actor(id=id_, name=name, kind="person") for name, id_ in ids.items()),
        attributions=tuple(
            Attribution(
                id=stable_id("attribution", report.id, match[2]),
                report=report.id,
                kind="indirect",
                attitude="speech",
                content=(Span.of(report.text, *match.span(2)),),
                speaker=ids[match[1]],
            )
            for match in matches
        ),
    )


def write_archive(folder: Path, shards: int, reports: int = 3) -> Path:
    """An archive of JSON Lines files, the last line of each broken."""
    folder.mkdir(parents=True)
    for shard in range(shards):
        lines = [
            json.dumps(
                {
                    "text": f"Anna Veld said: we will sign paper{shard}x{number} today.\n\n"
                    "Ostrava demanded: a pause in the talks on the river.",
                    "outlet": "Harbour Post" if shard % 2 else "The Echo",
                    "title": f"Talks, day {number}",
                    "url": f"https://news.example/{shard}/{number}",
                    "published": f"2024-03-{number + 1:02}",
                }
            )
            for number in range(reports)
        ]
        (folder / f"part{shard}.jsonl").write_text("\n".join([*lines, "{broken"]), encoding="utf-8")
    return folder
