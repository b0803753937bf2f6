"""What Ray costs and gives over an archive: `python bench/archive.py [--shards N] [--reports N] [--json]`.

The same shards, of reports of 700 words put together as in bench/speed.py, are processed by a plain loop in
this process, by Ray with one worker, and by Ray with two. What is timed of Ray is from the first shard done
to the last, so that its start is told apart; the loop's time is that of the same shards. Neither figure means
anything on a busy machine, so that the load before the run is told as well.
"""

import argparse
import json
import os
import tempfile
import time
from pathlib import Path

from speed import texts  # beside this file

FLOORS = {"overhead": 0.15, "speed_up": 1.7}


def write_shards(folder: Path, shards: int, reports: int) -> None:
    every = texts(shards * reports)
    for shard in range(shards):
        lines = [
            json.dumps({"text": text, "url": f"https://bench.example/{shard}/{number}"})
            for number, text in enumerate(every[shard * reports : (shard + 1) * reports])
        ]
        (folder / f"{shard:03}.jsonl").write_text("\n".join(lines), encoding="utf-8")


def plain(folder: Path, out: Path) -> list[float]:
    """When each shard was done, by a loop."""
    from onrecord.language import model_version  # noqa: PLC0415 - after the threads are set
    from onrecord.pipeline import process  # noqa: PLC0415
    from onrecord.scale.shards import find_shards  # noqa: PLC0415
    from onrecord.scale.work import work  # noqa: PLC0415

    done = []
    for shard in find_shards(str(folder)):
        work(shard, str(out), process, model_version())
        done.append(time.perf_counter())
    return done


def by_ray(folder: Path, out: Path, jobs: int) -> tuple[float, list[float]]:
    """Seconds until the first shard was done, and when each was."""
    from onrecord.scale.running import run  # noqa: PLC0415

    began = time.perf_counter()
    done: list[float] = []
    summary = run(str(folder), str(out), jobs=jobs, progress=lambda *_: done.append(time.perf_counter()))
    if not summary.complete:
        raise SystemExit(f"not complete: {summary}")
    return done[0] - began, done


def rate(done: list[float], workers: int) -> float:
    """Shards a second once all workers are at work: the first of each worker is left out."""
    return (len(done) - workers) / (done[-1] - done[workers - 1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shards", type=int, default=24)
    parser.add_argument("--reports", type=int, default=5, help="in each shard")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    os.environ["ONRECORD_THREADS"] = "1"
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "in"
        folder.mkdir()
        write_shards(folder, options.shards, options.reports)
        loop = rate(plain(folder, Path(scratch) / "plain"), 1)
        start, one = by_ray(folder, Path(scratch) / "one", 1)
        _, two = by_ray(folder, Path(scratch) / "two", 2)
    found = {
        "reports_a_second_plain": loop * options.reports,
        "reports_a_second_ray_1": rate(one, 1) * options.reports,
        "reports_a_second_ray_2": rate(two, 2) * options.reports,
        "overhead": loop / rate(one, 1) - 1,
        "speed_up": rate(two, 2) / rate(one, 1),
        "seconds_to_first_shard": start,
        "load_before": load,
        "quiet": load < 0.5,
    }
    if options.json:
        print(json.dumps(found))
        return
    for name, value in found.items():
        print(f"{name:<24} {value if isinstance(value, bool) else round(value, 2)}")
    print(f"wanted on a quiet machine: overhead <= {FLOORS['overhead']}, speed_up >= {FLOORS['speed_up']}")


if __name__ == "__main__":
    main()
