"""Attributions from raw text against PolNeAR dev: `python bench/attributions.py [--folder DIR] [--json]`.

One gold attribution and one of ours match where their contents overlap with IoU of at least 0.5 (in
characters, quotation marks and white space left out); one to one, the greatest overlap first. It counts as
right where the sources overlap too, or both have none. Also the recall of contents by kind, told from the
gold's own quotation marks: direct (all quoted), mixed (some), indirect (none).
"""

import argparse
import json
import os
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from onrecord.language import model_version
from onrecord.model import Report
from onrecord.pipeline import process
from onrecord.text.layout import lay_out

ANNOTATION = re.compile(r"^(T\d+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)\t")
QUOTED = re.compile(r'“[^“”\n]*[”\n]|"[^"\n]*"')


@dataclass(frozen=True)
class Plain:
    """An attribution as sets of offsets."""

    content: frozenset[int]
    source: frozenset[int]
    quoted: float


def gold_of(path: Path, text: str) -> list[Plain]:
    """The attributions of one brat file."""
    places: dict[str, set[int]] = {}
    found = []
    quoted = {offset for match in QUOTED.finditer(text) for offset in range(*match.span())}
    events = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if match := ANNOTATION.match(line):
            places[match[1]] = {
                offset
                for part in match[3].split(";")
                for offset in range(*(int(edge) for edge in part.split()))
            }
        elif line.startswith("E") and "\tAttribution" in line:
            events.append([one.split(":") for one in line.split("\t")[1].split()])
    for event in events:
        roles: dict[str, set[int]] = defaultdict(set)
        for role, name in event:
            roles[role.rstrip("0123456789")] |= places.get(name, set())
        content = letters(roles["Content"], text)
        if content:
            share = len(content & quoted) / len(content)
            found.append(Plain(content, letters(roles["Source"], text), share))
    return found


def letters(offsets: set[int], text: str) -> frozenset[int]:
    """The offsets of letters and figures alone."""
    return frozenset(offset for offset in offsets if offset < len(text) and text[offset].isalnum())


def ours_of(text: str) -> list[Plain]:
    """What `process` finds in the same text, untrimmed."""
    found = process(Report(text=text, blocks=lay_out(text).blocks))
    return [
        Plain(
            letters({at for span in one.content for at in range(span.start, span.end)}, text),
            letters({at for span in one.source for at in range(span.start, span.end)}, text),
            0.0,
        )
        for one in found.attributions
    ]


def pairs(gold: list[Plain], ours: list[Plain]) -> list[tuple[int, int]]:
    """One-to-one matches by content, the greatest overlap first."""
    scored = []
    for left, one in enumerate(gold):
        for right, other in enumerate(ours):
            shared = len(one.content & other.content)
            whole = len(one.content | other.content)
            if whole and shared / whole >= 0.5:
                scored.append((shared / whole, left, right))
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    matched = []
    for _, left, right in sorted(scored, reverse=True):
        if left not in taken_left and right not in taken_right:
            matched.append((left, right))
            taken_left.add(left)
            taken_right.add(right)
    return matched


def kind_of(share: float) -> str:
    """Direct, mixed or indirect, by how much of the content stands in quotation marks."""
    return "direct" if share > 0.95 else "mixed" if share > 0 else "indirect"


def score(folder: Path) -> dict[str, object]:
    """F1 of attributions, of contents alone, and recall by kind."""
    counts: Counter[str] = Counter()
    annotated: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        annotated.setdefault(re.sub(r"_[0-9a-f]{4}$", "", path.stem), path)
    for stem, path in annotated.items():
        text = (folder / "text" / f"{stem}.txt").read_text(encoding="utf-8")
        gold, ours = gold_of(path, text), ours_of(text)
        counts["gold"] += len(gold)
        counts["ours"] += len(ours)
        for one in gold:
            counts[f"gold_{kind_of(one.quoted)}"] += 1
        for left, right in pairs(gold, ours):
            counts["content"] += 1
            counts[f"found_{kind_of(gold[left].quoted)}"] += 1
            source, other = gold[left].source, ours[right].source
            counts["right"] += bool(source & other) or not (source or other)
    total = counts["gold"] + counts["ours"]
    return {
        "attribution_f1": round(200 * counts["right"] / total, 1),
        "precision": round(100 * counts["right"] / counts["ours"], 1),
        "recall": round(100 * counts["right"] / counts["gold"], 1),
        "content_f1": round(200 * counts["content"] / total, 1),
        **{
            f"recall_{kind}": round(100 * counts[f"found_{kind}"] / max(1, counts[f"gold_{kind}"]), 1)
            for kind in ("direct", "mixed", "indirect")
        },
        "gold": counts["gold"],
        "ours": counts["ours"],
        "model": model_version(),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    shared = Path(os.environ.get("ONRECORD_SHARED", ""))
    parser.add_argument("--folder", type=Path, default=shared / "data/polnear/dev")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not (options.folder / "attributions").is_dir():
        print(f"{options.folder}: no such corpus. Give --folder, or set ONRECORD_SHARED.", file=sys.stderr)
        return 1
    figures = score(options.folder)
    if options.json:
        print(json.dumps(figures, indent=1))
        return 0
    for name, value in figures.items():
        print(f"{name:18}{value}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
