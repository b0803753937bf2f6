"""The confidence of claims: `python -m training.confidence MODEL ROWS.jsonl...` fits and writes its weights.

Rows come from `python bench/judging.py [--dossiers] --signs FILE` (what readers judged) and from
`python bench/claims.py DIR... --signs FILE` (what agrees with the gold of dossiers or doesn't): each has the
signs of a position, whether it was right, and the article it stands in. `talks` is the model for reports on
talks, its rows the verdicts on dossiers; `other` that for all other news. The model is a logistic regression
with a quadratic penalty, fitted by Newton's method; the penalty is chosen by cross-validation in which an
article is wholly on one side, and the calibration that is printed is that of the held-out articles.

With some hundred rows few signs can be weighed: those of `LEFT_OUT` made the held-out order worse in other
news. In reports on talks, where names that say too little are left out before, those of `OF_TALKS` alone are
weighed: held out a right one stands above a wrong one in 66 of 100 pairs, with all signs in 57. What the
report is about and whether the words are plain are punished less than the rest: they part the two kinds of
rows, news of negotiations and other news, and a strong penalty makes the one like the other.
"""

import argparse
import json
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

OUT = Path(__file__).resolve().parent.parent / "src/onrecord/interpret/data/confidence.json"
PENALTIES = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
FOLDS = 10
LEFT_OUT = (
    "name goes on", "modal ", "name of ", "others before", "verb at", "verb far", "verb later", "issue all",
    "issue in", "name leaves", "name with", "name as it", "holder often", "holder seldom", "many words",
    "sentence", "talks ", "campaign ", "verb goes", "in the lead",
)  # fmt: skip
OF_TALKS = (
    "act ", "modal ", "polarity", "narrated", "indirect", "quoted", "attribution", "told by another",
    "holder says", "holder by pronoun", "holder speaks", "holder state", "holder organization",
    "holder person", "holder group", "holder unnamed", "name of", "name compares", "name goes on",
    "name untold", "name begins", "others before", "verb at", "verb far", "verb later",
)  # fmt: skip
LIGHT = ("report ", "words ")
LIGHTLY = 0.3
LEAST_ROWS = 4
"""A sign that fewer rows have gets no weight."""
BINS = (0.0, 0.2, 0.35, 0.5, 0.65, 0.8, 1.0)
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rows:
    """Judged positions.

    Attributes:
        names: of the signs, one a column.
        signs: 1 where a row has a sign, else 0.
        right: 1 for right, 0 for wrong.
        folds: number of the part that a row's article is in.
    """

    names: list[str]
    signs: Numbers
    right: Numbers
    folds: NDArray[np.int64]


def read(paths: list[Path], left_out: tuple[str, ...], weighed: tuple[str, ...] = ("",)) -> Rows:
    """Read rows, their articles, or dossiers, dealt out to the folds in order of their names.

    Args:
        paths: files of rows, one as JSON in each line.
        left_out: what the signs that are not weighed begin with.
        weighed: what those that are weighed begin with; all of them unless given.
    """
    rows = [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()]
    rows = [row for row in rows if row.get("kind", "position") == "position"]
    counts: dict[str, int] = {}
    for row in rows:
        for sign in row["signs"]:
            if sign.startswith(weighed) and not sign.startswith(left_out):
                counts[sign] = counts.get(sign, 0) + 1
    names = sorted(sign for sign, count in counts.items() if count >= LEAST_ROWS)
    column = {name: number for number, name in enumerate(names)}
    signs = np.zeros((len(rows), len(names)))
    for number, row in enumerate(rows):
        for sign in row["signs"]:
            if sign in column:
                signs[number, column[sign]] = 1
    names_of = [row["group"].split("/")[0] for row in rows]
    groups = {group: number % FOLDS for number, group in enumerate(sorted(set(names_of)))}
    return Rows(
        names,
        signs,
        np.array([float(row["right"]) for row in rows]),
        np.array([groups[name] for name in names_of]),
    )


def fit(signs: Numbers, right: Numbers, penalty: float, names: list[str]) -> Numbers:
    """The weights, the intercept last; the penalty is light for some signs, and none for the intercept."""
    with_one = np.hstack([signs, np.ones((len(signs), 1))])
    weights = np.zeros(with_one.shape[1])
    ridge = np.array([LIGHTLY if name.startswith(LIGHT) else penalty for name in names] + [1e-6])
    for _ in range(50):
        likely = 1 / (1 + np.exp(-with_one @ weights))
        slope = with_one.T @ (likely - right) + ridge * weights
        bend = with_one.T @ (with_one * (likely * (1 - likely))[:, None]) + np.diag(ridge)
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    return weights


def held_out(rows: Rows, penalty: float) -> Numbers:
    """The confidence of each row by a model that has not seen its article."""
    found = np.zeros(len(rows.right))
    for fold in range(FOLDS):
        out = rows.folds == fold
        if out.any():
            weights = fit(rows.signs[~out], rows.right[~out], penalty, rows.names)
            found[out] = 1 / (1 + np.exp(-rows.signs[out] @ weights[:-1] - weights[-1]))
    return found


def loss(likely: Numbers, right: Numbers) -> float:
    """Mean logarithmic loss."""
    clipped = np.clip(likely, 1e-6, 1 - 1e-6)
    return float(-np.mean(right * np.log(clipped) + (1 - right) * np.log(1 - clipped)))


def ranked(likely: Numbers, right: Numbers) -> float:
    """Share of pairs of a right and a wrong one whose right one is the surer (area under the curve)."""
    good, bad = likely[right == 1], likely[right == 0]
    above = (good[:, None] > bad[None, :]).mean() + 0.5 * (good[:, None] == bad[None, :]).mean()
    return float(above)


def calibration(
    likely: Numbers, right: Numbers
) -> tuple[float, list[tuple[float, float, int, float, float]]]:
    """Expected calibration error, and for each bin its bounds, rows, mean confidence and share right."""
    table, gap = [], 0.0
    for low, high in pairwise(BINS):
        inside = (likely >= low) & ((likely < high) | (high == 1.0))
        if inside.any():
            sure, share = float(likely[inside].mean()), float(right[inside].mean())
            table.append((low, high, int(inside.sum()), sure, share))
            gap += abs(sure - share) * inside.sum() / len(right)
    return float(gap), table


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("model", choices=("talks", "other"))
    parser.add_argument("rows", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--dry", action="store_true", help="print, and write nothing")
    options = parser.parse_args()
    rows = read(options.rows, LEFT_OUT) if options.model == "other" else read(options.rows, (), OF_TALKS)
    tried = {penalty: held_out(rows, penalty) for penalty in PENALTIES}
    best = min(tried, key=lambda penalty: loss(tried[penalty], rows.right))
    likely = tried[best]
    share = float(rows.right.mean())
    print(f"rows {len(rows.right)}, right {share:.3f}, signs {len(rows.names)}, penalty {best}")
    base = loss(np.full(len(likely), share), rows.right)
    print(
        f"held out: loss {loss(likely, rows.right):.3f} (share alone {base:.3f}), "
        f"right above wrong {ranked(likely, rows.right):.3f}"
    )
    error, table = calibration(likely, rows.right)
    print(f"calibration error {error:.3f}")
    for low, high, count, sure, found in table:
        print(f"  {low:.2f} to {high:.2f}: {count:>4} rows, mean confidence {sure:.2f}, right {found:.2f}")
    for least in (0.3, 0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8):
        kept = likely >= least
        print(
            f"  from {least}: {kept.mean():.2f} kept, right {rows.right[kept].mean():.3f}, "
            f"of the right ones {rows.right[kept].sum() / rows.right.sum():.2f}"
        )
    if options.dry:
        return
    weights = fit(rows.signs, rows.right, best, rows.names)
    model = {
        "intercept": round(float(weights[-1]), 3),
        "rows": len(rows.right),
        "penalty": best,
        "weights": {
            name: round(float(weight), 3)
            for name, weight in zip(rows.names, weights, strict=False)
            if abs(weight) >= 0.02
        },
    }
    models = json.loads(options.out.read_text(encoding="utf-8")) if options.out.exists() else {}
    models[options.model] = model
    options.out.write_text(json.dumps(models, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
