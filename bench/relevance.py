"""Whether reports fit a ledger: precision and recall where dossiers are mixed with each other and with news.

    python bench/relevance.py [--json] [--wrong]

Needs ONRECORD_SHARED (`dossiers/`, `data/html`, and if there `seeds/` and `data/polnear/dev`). A ledger is
made of some reports of one dossier, drawn by seed; the rest of that dossier should fit, the reports of the
others should not, nor the pages of the article-extraction benchmark, which are of all kinds. The ledgers
hold half of a dossier or three reports of it.

The points of `onrecord.ledger.relevance` were set on these dossiers and pages. Articles of PolNeAR's dev part
were not looked at then: `unseen.wrong` is how many of them fit some ledger and should not. A page of the
benchmark that tells of the same matter as a dossier of real reports counts as wrong all the same.
"""

import argparse
import gzip
import json
import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.ledger import Ledger
from onrecord.ledger.relevance import Known, fit_of
from onrecord.model import Report, ReportRecords
from onrecord.pipeline import process
from onrecord.read import Problem, read, read_bytes

DRAWS = 4
FEW = 3
SAMPLE = Path(__file__).parents[1] / "samples" / "reports"


@dataclass(frozen=True)
class Read:
    """A report with its records, and where it is from."""

    group: str
    name: str
    report: Report
    records: ReportRecords


def groups(shared: Path) -> Iterator[tuple[str, list[Path]]]:
    """The files of each dossier, of the pages and of the unseen articles."""
    for folder in sorted((shared / "dossiers").iterdir()):
        if (folder / "reports").is_dir():
            yield folder.name, sorted((folder / "reports").iterdir())
    yield "sample", sorted(SAMPLE.iterdir())
    yield "seeds", sorted((shared / "seeds").glob("*.txt"))
    yield "pages", sorted((shared / "data" / "html" / "pages").glob("*.html.gz"))
    yield "unseen", sorted((shared / "data" / "polnear" / "dev").rglob("*.txt"))


def read_all(shared: Path) -> list[Read]:
    """Every report, read and processed; what can't be read is left out."""
    found = []
    for group, files in groups(shared):
        for path in files:
            if path.name.endswith(".html.gz"):
                items: Iterable[Report | Problem] = read_bytes(gzip.decompress(path.read_bytes()), path.name)
            else:
                items = read(path)
            found += [
                Read(group, path.name, item, process(item)) for item in items if isinstance(item, Report)
            ]
        print(f"{group}: {sum(one.group == group for one in found)} reports", file=sys.stderr)
    return found


def judge(chosen: list[Read], rest: list[Read], wrong: list[str]) -> Counter[str]:
    """What becomes of reports that are offered to a ledger of others."""
    of = {one.report.id: one.records for one in (*chosen, *rest)}
    home = chosen[0].group
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger.create(Path(folder) / "ledger.db", process=lambda report: of[report.id])
        with ledger:
            for one in chosen:
                ledger.add_report(one.report)
            with ledger._store.reading() as connection:
                known = Known.of(connection)
                for one in rest:
                    fit = fit_of(connection, known, one.report, one.records)
                    right = fit.fits == (one.group == home)
                    counts[("unseen " if one.group == "unseen" else "") + outcome(fit.fits, right)] += 1
                    if not right:
                        told = "; ".join(fit.why)
                        wrong.append(
                            f"{home} ({len(chosen)}), {one.group} {one.name}: {fit.points:.2f} {told}"
                        )
    return counts


def outcome(fits: bool, right: bool) -> str:
    return f"{'right' if right else 'wrong'} {'in' if fits else 'out'}"


def figures(counts: Counter[str]) -> dict[str, float]:
    hits, spurious, missed = counts["right in"], counts["wrong in"], counts["wrong out"]
    precision, recall = hits / max(1, hits + spurious), hits / max(1, hits + missed)
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / max(1e-9, precision + recall),
        "offered": counts["right in"] + counts["right out"] + counts["wrong in"] + counts["wrong out"],
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--wrong", action="store_true", help="list what was decided wrongly, and why")
    options = parser.parse_args()
    if "ONRECORD_SHARED" not in os.environ:
        print("ONRECORD_SHARED is not set: it names the folder that holds dossiers/.", file=sys.stderr)
        return 2
    every = read_all(Path(os.environ["ONRECORD_SHARED"]))
    wrong: list[str] = []
    told: dict[str, dict[str, float]] = {}
    unseen: Counter[str] = Counter()
    for size in ("half", "few"):
        total: Counter[str] = Counter()
        for home in sorted({one.group for one in every} - {"pages", "unseen"}):
            own = [one for one in every if one.group == home]
            others = [one for one in every if one.group != home]
            counts: Counter[str] = Counter()
            for draw in range(DRAWS):
                mixed = random.Random(f"{home} {draw}").sample(own, len(own))
                count = len(own) // 2 if size == "half" else min(FEW, len(own) - 1)
                counts += judge(mixed[:count], [*mixed[count:], *others], wrong)
            told[f"{size}.{home}"] = figures(counts)
            total += counts
        told[size] = figures(total)
        unseen += total
    told["unseen"] = {
        "wrong": unseen["unseen wrong in"],
        "offered": unseen["unseen wrong in"] + unseen["unseen right out"],
    }
    if options.json:
        print(json.dumps(told))
        return 0
    for name, row in told.items():
        print(f"{name:<16} " + "  ".join(f"{key} {value:.4g}" for key, value in row.items()))
    for line in sorted(set(wrong)) if options.wrong else ():
        print(line)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
