"""Measure onrecord and hold the floors below which quality may not fall.

    python bench/check_floors.py                      measure everything that has a corpus here
    python bench/check_floors.py --only polnear speed
    python bench/check_floors.py --raise              lift each floor to what was measured, less its slack
    python bench/check_floors.py --lower polnear:cue.f1=67.5 --because "why"

`floors.json` names each benchmark's command, its corpus with the corpus's hash, and for each figure the
floors it has had, the last one in force. A floor goes down only by `--lower` with a reason, which stays in
the file; a corpus that has changed fails until `--accept-corpus NAME --because "why"`.
Where less is better (errors, memory), the figures stand under `ceilings`, and all of this is turned round.
Exit codes: 0 held, 1 broken.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FILE = HERE / "floors.json"

Row = tuple[str, float | None, str]  # a figure, its value, and where it is held


def corpus_files(patterns: list[str]) -> list[tuple[str, Path]]:
    """Each file of a corpus with its name; patterns are below ONRECORD_SHARED, `samples/` or `bench/`."""
    shared = os.environ.get("ONRECORD_SHARED", "")
    found = []
    for pattern in patterns:
        root = HERE.parent if pattern.startswith(("samples/", "bench/")) else Path(shared) if shared else None
        if root is not None:
            found += [(str(p.relative_to(root)), p) for p in root.glob(pattern) if p.is_file()]
    return sorted(found)


def corpus_hash(files: list[tuple[str, Path]]) -> str:
    """A hash of a corpus's names and bytes."""
    total = hashlib.sha256()
    for name, path in files:
        total.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def flat(value: Any, prefix: str = "") -> dict[str, float]:
    """Every number of nested objects, by its dotted name: `{"cue": {"f1": 1}}` has `cue.f1`."""
    if isinstance(value, dict):
        return {k: v for key, part in value.items() for k, v in flat(part, f"{prefix}{key}.").items()}
    if isinstance(value, int | float) and not isinstance(value, bool):
        return {prefix[:-1]: float(value)}
    return {}


def measure(benchmark: dict[str, Any]) -> dict[str, float]:
    """Run a benchmark and take its figures."""
    shared = os.environ.get("ONRECORD_SHARED", "")
    command = [sys.executable, *(part.replace("{shared}", shared) for part in benchmark["command"])]
    run = subprocess.run(command, cwd=HERE.parent, capture_output=True, text=True, check=False)
    if run.returncode:
        raise SystemExit(f"{' '.join(command[1:])} failed:\n{run.stderr[-2000:]}")
    return flat(json.loads(run.stdout))


def limits(benchmark: dict[str, Any]) -> list[tuple[str, int, list[dict[str, Any]]]]:
    """Each figure that is held: its name, 1 where more is better or -1 where less is, and its history."""
    return [
        (figure, sign, history)
        for kind, sign in (("floors", 1), ("ceilings", -1))
        for figure, history in benchmark.get(kind, {}).items()
    ]


def faults(content: dict[str, Any]) -> list[str]:
    """What is wrong with the file itself: a limit that was eased without a reason."""
    return [
        f"{name}:{figure} went from {before['limit']} to {after['limit']} without a reason"
        for name, benchmark in content.items()
        for figure, sign, history in limits(benchmark)
        for before, after in pairwise(history)
        if sign * after["limit"] < sign * before["limit"] and not after.get("because", "").strip()
    ]


def hold(name: str, benchmark: dict[str, Any], lift: bool, rows: list[Row] | None = None) -> bool:
    """Measure one benchmark, print its figures, keep them as rows, and say whether its limits hold."""
    files = corpus_files(benchmark["corpus"])
    if benchmark["corpus"] and not files:
        print(f"{name}: skipped, its corpus is not here (set ONRECORD_SHARED)")
        return True
    if corpus_hash(files) != benchmark["sha256"]:
        print(f"{name}: the corpus has changed since its floors were set; see --accept-corpus")
        return False
    figures = measure(benchmark)
    held = True
    for figure, sign, history in limits(benchmark):
        value, limit = figures.get(figure), history[-1]["limit"]
        fine = value is not None and sign * value >= sign * limit
        held &= fine
        shown = "missing" if value is None else f"{value:.4g}"
        bound = f"{'at least' if sign > 0 else 'at most'} {limit:g}"
        if rows is not None:
            rows.append((figure, value, bound))
        print(f"{name:<10} {figure:<26} {shown:>9}   {bound:<16} {'held' if fine else 'BROKEN'}", flush=True)
        if lift and value is not None:
            tighter = round(value - sign * benchmark.get("slack", {}).get(figure, 0.0), 4)
            if sign * tighter > sign * limit:
                history.append({"limit": tighter, "on": str(date.today()), "because": "measured"})
    return held


def ease(content: dict[str, Any], change: str, because: str) -> None:
    """Set one limit anew, with its reason."""
    place, _, value = change.partition("=")
    name, _, figure = place.partition(":")
    if not because.strip():
        raise SystemExit("A floor goes down only with --because and a reason.")
    for known, _, history in limits(content.get(name, {})):
        if known == figure:
            history.append({"limit": float(value), "on": str(date.today()), "because": because})
            return
    raise SystemExit(f"There is no floor {place}; see {FILE.name}.")


def main() -> int:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", nargs="+", metavar="NAME")
    parser.add_argument("--raise", dest="lift", action="store_true")
    parser.add_argument("--lower", metavar="NAME:FIGURE=VALUE")
    parser.add_argument("--accept-corpus", metavar="NAME")
    parser.add_argument("--because", default="")
    given = parser.parse_args()
    floors = json.loads(FILE.read_text(encoding="utf-8"))
    if wrong := faults(floors):
        print("\n".join(wrong))
        return 1
    held = True
    if given.lower:
        ease(floors, given.lower, given.because)
    elif given.accept_corpus:
        if not given.because.strip():
            raise SystemExit("A changed corpus is accepted only with --because and a reason.")
        benchmark = floors[given.accept_corpus]
        benchmark["sha256"] = corpus_hash(corpus_files(benchmark["corpus"]))
        benchmark["corpus_note"] = given.because
    else:
        for name, benchmark in floors.items():
            if not given.only or name in given.only:
                held &= hold(name, benchmark, given.lift)
    if given.lift or given.lower or given.accept_corpus:
        FILE.write_text(json.dumps(floors, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
