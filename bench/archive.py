"""What Ray costs and gives over an archive: `python bench/archive.py [--rounds 3] [--write] [--json]`.

The same shards, of reports of 700 words put together as in bench/speed.py, are processed by a plain loop in
one process, by Ray with one worker, and by Ray with two, by turns, `--rounds` times, each in a process of its
own. What is timed of Ray is from the first shard of each worker to the last of all, so that its start is told
apart. Of each the quickest round counts: other work on the machine only ever makes a round slower; how busy
the machine was is told as well.

Where `ONRECORD_SHARED` is set, pages of `data/html` give what a saved page of the web costs one processor:
to read, and to process. With that `--write` puts the figures, and what is reckoned from them for larger
machines, into docs/explanation/archives.md.
"""

import argparse
import gzip
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

from speed import texts  # beside this file

WANTED = {"overhead": 0.15, "speed_up": 1.7}
PAGE = Path(__file__).parent.parent / "docs" / "explanation" / "archives.md"
BEGIN, END = "<!-- made by bench/archive.py --write -->", "<!-- end of what it made -->"
PAGES_OF_A_MONTH = 10_000_000
EVERY = 3  # one of so many pages of data/html is read
DOUBLINGS = 6  # from one processor to sixty-four


def write_shards(folder: Path, shards: int, reports: int) -> None:
    every = texts(shards * reports)
    for shard in range(shards):
        lines = [
            json.dumps({"text": text, "url": f"https://bench.example/{shard}/{number}"})
            for number, text in enumerate(every[shard * reports : (shard + 1) * reports])
        ]
        (folder / f"{shard:03}.jsonl").write_text("\n".join(lines), encoding="utf-8")


def plain(folder: str, out: str) -> list[float]:
    """When each shard was done, by a loop."""
    from onrecord.language import model_version  # noqa: PLC0415 - after the threads are set
    from onrecord.pipeline import process  # noqa: PLC0415
    from onrecord.scale.shards import find_shards  # noqa: PLC0415
    from onrecord.scale.work import work  # noqa: PLC0415

    done = []
    for shard in find_shards(folder):
        work(shard, out, process, model_version())
        done.append(time.perf_counter())
    return done


def by_ray(folder: str, out: str, jobs: int) -> list[float]:
    """When each shard was done, by Ray."""
    from onrecord.scale.running import run  # noqa: PLC0415

    done: list[float] = []
    summary = run(folder, out, jobs=jobs, progress=lambda *_: done.append(time.perf_counter()))
    if not summary.complete:
        raise SystemExit(f"not complete: {summary}")
    return done


def one_run(way: str, folder: str, out: str) -> dict[str, float]:
    """Shards a second once all workers are at work, and seconds until the first was done."""
    began = time.perf_counter()
    workers = {"plain": 1, "ray_1": 1, "ray_2": 2}[way]
    done = plain(folder, out) if way == "plain" else by_ray(folder, out, workers)
    # The first of each worker is left out: until then models are loaded.
    rate = (len(done) - workers) / (done[-1] - done[workers - 1])
    return {"rate": rate, "start": done[0] - began}


def measured(rounds: int, shards: int, reports: int) -> dict[str, Any]:
    """The figures, each of the quickest round."""
    found: dict[str, list[dict[str, float]]] = {"plain": [], "ray_1": [], "ray_2": []}
    load = os.getloadavg()[0]
    busiest = load
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "in"
        folder.mkdir()
        write_shards(folder, shards, reports)
        for number in range(rounds):
            for way, runs in found.items():
                out = Path(scratch) / f"{way}{number}"
                told = subprocess.run(
                    [sys.executable, __file__, "--way", way, "--folder", folder, "--out", out],
                    check=True,
                    capture_output=True,
                    text=True,
                    # Ray's workers give way to everything else by default, which a loop doesn't.
                    env={**os.environ, "ONRECORD_THREADS": "1", "RAY_worker_niceness": "0"},
                )
                runs.append(json.loads(told.stdout.splitlines()[-1]))
                busiest = max(busiest, os.getloadavg()[0])
                print(f"round {number + 1}, {way}: {runs[-1]['rate'] * reports:.2f}/s", file=sys.stderr)
    best = {way: max(one["rate"] for one in runs) for way, runs in found.items()}
    return {
        "reports_a_second_plain": best["plain"] * reports,
        "reports_a_second_ray_1": best["ray_1"] * reports,
        "reports_a_second_ray_2": best["ray_2"] * reports,
        "overhead": best["plain"] / best["ray_1"] - 1,
        "speed_up": best["ray_2"] / best["ray_1"],
        "seconds_to_first_shard": min(one["start"] for one in found["ray_1"]),
        "reports": shards * reports,
        "rounds": rounds,
        "load_before": load,
        "load_at_most": busiest,
        "cores": os.cpu_count(),
    }


def pages() -> dict[str, float]:
    """What a saved page of the web takes of one processor, in seconds: to read, and to process."""
    from onrecord.model import Report  # noqa: PLC0415
    from onrecord.pipeline import process  # noqa: PLC0415
    from onrecord.read import read_bytes  # noqa: PLC0415

    folder = Path(os.environ.get("ONRECORD_SHARED", "/nowhere")) / "data" / "html" / "pages"
    files = sorted(folder.glob("*.html.gz"))[::EVERY]
    if not files:
        return {}
    os.environ["ONRECORD_THREADS"] = "1"
    every = [gzip.decompress(path.read_bytes()) for path in files]
    process(Report(text="Anna Veld said that it rained."))
    list(read_bytes(every[0], "page.html"))
    reading = processing = 0.0
    words = 0
    for data in every:
        began = time.process_time()
        reports = [item for item in read_bytes(data, "page.html") if isinstance(item, Report)]
        read = time.process_time()
        for report in reports:
            process(report)
            words += len(report.text.split())
        reading += read - began
        processing += time.process_time() - read
    count = len(every)
    return {
        "pages": count,
        "words_per_page": words / count,
        "seconds_to_read_a_page": reading / count,
        "seconds_to_process_a_page": processing / count,
    }


def told(figures: dict[str, Any]) -> str:
    """What the page says: what was measured, then what is reckoned from it."""
    one, two = figures["reports_a_second_ray_1"], figures["reports_a_second_ray_2"]
    s = min(1.0, figures["speed_up"] / 2)  # more than all would be the noise of a busy machine
    rows = [
        f"Measured on {date.today()}, Python {platform.python_version()}, {figures['cores']} cores, load "
        f"{figures['load_before']:.1f} before and {figures['load_at_most']:.1f} at most; the quickest of "
        f"{figures['rounds']} rounds over {figures['reports']} reports of 700 words:\n",
        "| measured | |\n|---|---:|",
        f"| a plain loop, reports a second | {figures['reports_a_second_plain']:.2f} |",
        f"| Ray with one worker, reports a second | {one:.2f} |",
        f"| Ray with two workers, reports a second | {two:.2f} |",
        f"| what Ray costs (wanted: at most {WANTED['overhead']:.0%}) | {figures['overhead']:.1%} |",
        f"| what a second worker gives (wanted: at least {WANTED['speed_up']}) | {figures['speed_up']:.2f} |",
        f"| seconds until the first shard is done: Ray's start and the model | "
        f"{figures['seconds_to_first_shard']:.1f} |",
    ]
    low, high = one * (2 * s) ** DOUBLINGS, one * 2**DOUBLINGS
    reckoned = [
        ("reports a second, one machine of 64 processors", f"{low:,.0f}", f"{high:,.0f}"),
        ("reports a second, 16 such machines", f"{16 * low:,.0f}", f"{16 * high:,.0f}"),
    ]
    if "pages" in figures:
        cost = figures["seconds_to_read_a_page"] + figures["seconds_to_process_a_page"]
        rows += [
            f"| a saved page of the web ({figures['words_per_page']:.0f} words; {figures['pages']} pages), "
            f"seconds of one processor to read | {figures['seconds_to_read_a_page']:.3f} |",
            f"| and to process | {figures['seconds_to_process_a_page']:.3f} |",
        ]
        # Seconds of one processor, dearer by what Ray costs, spread over those of a machine.
        month = PAGES_OF_A_MONTH * cost * (1 + max(0.0, figures["overhead"])) / 3600
        slow, quick = month / (2 * s) ** DOUBLINGS, month / 2**DOUBLINGS
        reckoned += [
            ("hours for a month of CC-NEWS, one machine of 64", f"{slow:,.0f}", f"{quick:,.0f}"),
            ("hours for a month of CC-NEWS, 16 such machines", f"{slow / 16:,.1f}", f"{quick / 16:,.1f}"),
        ]
    rows.append("\n| reckoned, not measured | if each doubling gives what the first did | if each gives 2 |")
    rows.append("|---|---:|---:|")
    rows += [f"| {what} | {least} | {most} |" for what, least, most in reckoned]
    return "\n".join(rows)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--shards", type=int, default=24)
    parser.add_argument("--reports", type=int, default=5, help="in each shard")
    parser.add_argument("--write", action="store_true", help="put the figures into the page")
    parser.add_argument("--json", action="store_true")
    for own in ("--way", "--folder", "--out"):
        parser.add_argument(own, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.way:
        print(json.dumps(one_run(options.way, options.folder, options.out)))
        return 0
    figures = {**measured(options.rounds, options.shards, options.reports), **pages()}
    if options.write:
        page = PAGE.read_text(encoding="utf-8")
        head, rest = page.split(BEGIN)
        PAGE.write_text(f"{head}{BEGIN}\n\n{told(figures)}\n\n{END}{rest.split(END)[1]}", encoding="utf-8")
    print(json.dumps(figures) if options.json else told(figures))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
