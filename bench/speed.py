"""How fast and how large `process` is: `python bench/speed.py [--reports N] [--workers N] [--json]`.

Reports of 700 words are put together from the paragraphs of the sample dossier and names of their own,
seeded, and read beforehand; what is timed is `process` alone, in worker processes of one thread each, as
`onrecord add --jobs` uses it. On a machine that does other things as well the clock says little:
`milliseconds_of_processor` is what a report takes of one processor, whatever else runs (more, where others
empty its caches). Memory is the largest resident size of any worker (`getrusage`). `--share` splits the time
between the encoder and the rest, in processor time, each report's least of three.
"""

import argparse
import json
import os
import random
import resource
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "reports"
WORDS = 700


def texts(count: int, seed: int = 1, words: int = WORDS) -> list[str]:
    """`count` texts of about so many words."""
    chance = random.Random(seed)
    paragraphs = [
        line.strip()
        for path in sorted(SAMPLES.glob("*.txt"))
        for line in path.read_text(encoding="utf-8").split("\n")
        if len(line.split()) > 12
    ]
    found = []
    for _ in range(count):
        chosen: list[str] = []
        while sum(len(one.split()) for one in chosen) < words:
            chosen.append(chance.choice(paragraphs))
        found.append("\n\n".join([*chosen, invented(chance)]))
    return found


def invented(chance: random.Random) -> str:
    """A sentence of names that no other report has, so that whatever is kept of words has reason to grow."""
    names = ["".join(chance.choices("abdegiklmnoprstuvz", k=8)).capitalize() for _ in range(6)]
    return (
        f"{names[0]} {names[1]}, who leads {names[2]}, told {names[3]} that {names[4]} would join {names[5]}."
    )


def start_worker(threads: int) -> None:
    from onrecord.ledger.workers import begin_work  # noqa: PLC0415 - loaded in the worker

    os.environ["ONRECORD_THREADS"] = str(threads)
    begin_work(threads)
    work(reports(1, seed=0)[0])


def reports(count: int, seed: int = 1, words: int = WORDS) -> list[Any]:
    """The texts of `texts` as reports."""
    from onrecord.read import read_plain  # noqa: PLC0415

    return [read_plain(text, name="report.txt") for text in texts(count, seed, words)]


def work(report: Any) -> tuple[int, float, int]:
    """Attributions found in a report, the processor's seconds for it, the worker's largest size in KiB."""
    from onrecord.pipeline import process  # noqa: PLC0415 - loaded in the worker

    began = time.process_time()
    found = process(report)
    spent = time.process_time() - began
    return len(found.attributions), spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def share(runs: int = 10) -> float:
    """The part of `process` that is not the encoder, from 0 to 1."""
    from onrecord.language import encoder  # noqa: PLC0415

    spent = 0.0
    plain = encoder.Encoder.read

    def timed(self: encoder.Encoder, *given: Any) -> object:
        nonlocal spent
        began = time.process_time()
        result = plain(self, *given)
        spent += time.process_time() - began
        return result

    os.environ["ONRECORD_THREADS"] = "1"
    own = reports(runs, seed=2)
    work(own[0])
    encoder.Encoder.read = timed  # type: ignore[assignment,method-assign]
    every, network = [float("inf")] * runs, [float("inf")] * runs
    for _ in range(3):
        for number, report in enumerate(own):
            spent = 0.0
            every[number] = min(every[number], work(report)[1])
            network[number] = min(network[number], spent)
    encoder.Encoder.read = plain  # type: ignore[method-assign]
    return 1 - sum(network) / sum(every)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--reports", type=int, default=100)
    parser.add_argument("--words", type=int, default=WORDS, help="words of each report")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--threads", type=int, default=1, help="of each worker, for the network")
    parser.add_argument("--share", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    queue, load = reports(options.reports, words=options.words), os.getloadavg()[0]
    with ProcessPoolExecutor(options.workers, initializer=start_worker, initargs=(options.threads,)) as pool:
        list(pool.map(work, queue[: options.workers * 2]))
        began = time.perf_counter()
        results = list(pool.map(work, queue, chunksize=4))
        spent = time.perf_counter() - began
    figures: dict[str, object] = {
        "reports_per_second": round(options.reports / spent, 2),
        "reports": options.reports,
        "words_per_report": options.words,
        "workers": options.workers,
        "milliseconds_of_processor": round(sum(spent for _, spent, _ in results) / options.reports * 1000),
        "load_before": round(load, 1),
        "attributions_per_report": round(sum(found for found, _, _ in results) / options.reports, 1),
        "largest_worker_mb": round(max(size for _, _, size in results) / 1024),
    }
    if options.share:
        figures["not_the_encoder"] = round(share(), 3)
    if options.json:
        json.dump(figures, sys.stdout, indent=1)
        print()
    else:
        for name, value in figures.items():
            print(f"{name:26}{value}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
