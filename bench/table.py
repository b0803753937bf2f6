"""The page of benchmarks, docs/explanation/benchmarks.md, from what `make bench` has just measured.

Beside the figures that are held it measures, in the same run, what a user would pick instead: `rivals.py` for
attributions and names, `copies.py --rensa` for the candidates of copies; and a ledger in a file beside one on
a server (`databases.py`), where PostgreSQL is installed. Exit codes: 0 floors held, 1 broken.
"""

import json
import os
import platform
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import check_floors
from onrecord.language.shipped import read_shipped
from onrecord.version import __version__

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "explanation" / "benchmarks.md"
HEAD = """# Benchmarks

Made by `make bench`, which measures all of it anew and fails where a floor is broken. Where a corpus lies
outside the project, `ONRECORD_SHARED` names its folder; without it, its rows are left out. Speeds are of one
machine and one run: compare them with each other, not with those of another table. What the figures mean, and
how they are computed, stands at the head of each file in `bench/`.

Measured {day}: onrecord {version}, model {model}, Python {python}, {cores} cores, load {load:.1f} when it
began.
"""
CANDIDATES = """Candidates for copies among pages of `data/html` and what was made of them: which part of the
true pairs is brought up for comparison, and how many other reports with each."""
DATABASES = """## A ledger in a file, and on a server

{reports} made-up reports, without what the language model takes; the server is on the same machine.
"""
PAGED = 1_000  # reports
PAGES = """## How long pages take

Made-up reports ({reports:,}, with {attributions:,} statements), without a network: the 95th percentile of the
process's own time for each page, in milliseconds. `bench/pages.py` measures the same of any size.
"""
INSTEAD = {
    "attributions": "Attributions on PolNeAR dev: half of the content, any word of the source, in percent",
    "names": "Names on CrossNER politics dev, F1 by kind in percent",
}


def main() -> int:
    """Measure, write the page, and say whether the floors hold."""
    load, parts, held = os.getloadavg()[0], ["## What is held\n"], True
    floors: dict[str, Any] = json.loads(check_floors.FILE.read_text(encoding="utf-8"))
    body: list[tuple[str, ...]] = []
    for name, benchmark in floors.items():
        rows: list[check_floors.Row] = []
        held &= check_floors.hold(name, benchmark, lift=False, rows=rows)
        for number, (figure, value, bound) in enumerate(rows):
            title = "" if number else benchmark["title"]
            body.append((title, figure.replace("_", " "), shown(value), bound))
    parts.append(table(("what", "figure", "measured", "held at"), body))
    if rivals := measured("rivals.py", "--json"):
        parts.append("## What a user would pick instead\n")
        parts += [f"{title}.\n\n{compared(rivals[name])}" for name, title in INSTEAD.items()]
    if copies := measured("copies.py", "--rensa", "--json"):
        parts.append(f"{CANDIDATES}\n\n{compared(copies['candidates'])}")
    if databases := measured("databases.py", "--reports", "150", "--json"):
        rows = [
            (what, *(shown(row[name] * 1000) if name in row else "" for name in ("SQLite", "PostgreSQL")))
            for what, row in databases["seconds"].items()
        ]
        parts.append(DATABASES.format(reports=databases["reports"]))
        parts.append(table(("milliseconds", "SQLite", "PostgreSQL"), rows))
    if pages := measured("pages.py", "--reports", str(PAGED), "--json"):
        rows = [(name, shown(one["p95_own_ms"])) for name, one in pages["pages"].items()]
        parts.append(PAGES.format(**pages["counts"]))
        parts.append(table(("page", "ms"), rows))
    head = HEAD.format(
        day=date.today(),
        version=__version__,
        model=read_shipped().version,
        python=platform.python_version(),
        cores=os.cpu_count(),
        load=load,
    )
    PAGE.write_text("\n".join([head, *parts]), encoding="utf-8")
    return 0 if held else 1


def compared(rows: dict[str, dict[str, Any]]) -> str:
    """A row for each rival, a column for each figure that is a number."""
    columns = [name for name, value in next(iter(rows.values())).items() if isinstance(value, int | float)]
    body = [(rival, *(shown(row[column]) for column in columns)) for rival, row in rows.items()]
    return table(("", *(one.replace("_", " ") for one in columns)), body)


def measured(*command: str) -> Any:
    """What a benchmark prints, or None where its corpus or what it compares with is not here."""
    run = subprocess.run(
        [sys.executable, HERE / command[0], *command[1:]],
        cwd=HERE.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode == 2:
        print(f"{command[0]}: left out of the page. {run.stderr.strip()[-300:]}")
        return None
    if run.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{run.stderr[-2000:]}")
    return json.loads(run.stdout)


def table(head: tuple[str, ...], body: list[tuple[str, ...]]) -> str:
    """A Markdown table."""
    rule = tuple("---" if not number else "---:" for number in range(len(head)))
    return "".join(f"| {' | '.join(cells)} |\n" for cells in (head, rule, *body))


def shown(value: float | None) -> str:
    """A figure as it stands in the page."""
    return "missing" if value is None else f"{value:,.4g}"


if __name__ == "__main__":
    sys.exit(main())
