"""Attributions from raw text against PolNeAR dev: `python bench/attributions.py [--folder DIR] [--json]`.

One gold attribution and one of ours match where their contents overlap with IoU of at least 0.5 (in
characters, quotation marks and white space left out); one to one, the greatest overlap first. It counts as
right where the sources overlap too, or both have none. Also the recall of contents by kind, told from the
gold's own quotation marks: direct (all quoted), mixed (some), indirect (none).

The first figures take the records as they are. PolNeAR counts otherwise in two ways that VOCABULARY.md
decides against, and the further figures allow for them:
`joined`: a quotation resumed after its cue ("...", she said. "...") is one attribution with two pieces, while
onrecord makes two, of which the second has no cue or source. Such pieces are put back together.
`all_that_polnear_marks`: joined too, and what onrecord finds but leaves out of a record is counted: a stand
without words ("welcomed the plan"), what was not said ("declined to say"), the reporter's own "I".
`calibration_error` is that of the records' confidence, against whether content and source are right, pieces
of resumed quotations judged together. Its map was fitted on these documents too (`extract/certainty.py`).
"""

import argparse
import json
import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from onrecord.extract.attributions import draft_attributions
from onrecord.extract.drafts import Draft
from onrecord.language import analyse, model_version
from onrecord.model import Attribution, Report
from onrecord.pipeline import interpret
from onrecord.text.layout import Layout, lay_out
from onrecord.text.tokens import read_out
from polnear import calibration_error

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


def joined(drafts: Sequence[Draft], layout: Layout) -> list[list[Draft]]:
    """Drafts with those that go on from another's quotation put to it, within a paragraph."""
    by_key = {draft.key: draft for draft in drafts}
    groups: dict[int, list[Draft]] = {}
    for draft in drafts:
        first, seen = draft, {draft.key}
        while not first.cue and first.follows in by_key and first.follows not in seen:
            first = by_key[first.follows]
            seen.add(first.key)
        same = layout.block_at(first.start) == layout.block_at(draft.start)
        groups.setdefault(first.key if same else draft.key, []).append(draft)
    return list(groups.values())


def of_drafts(group: Sequence[Draft], text: str) -> Plain:
    """Drafts as one, as sets of offsets."""
    content = {at for one in group for place in one.content for at in range(*place)}
    source = {at for one in group for place in one.source for at in range(*place)}
    return Plain(letters(content, text), letters(source, text), 0.0)


def plain(one: Attribution, text: str) -> Plain:
    """An attribution of ours as sets of offsets."""
    content = {at for span in one.content for at in range(span.start, span.end)}
    source = {at for span in one.source for at in range(span.start, span.end)}
    return Plain(letters(content, text), letters(source, text), 0.0)


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


def is_right(gold: Plain, ours: Plain) -> bool:
    """Whether the sources of two that match by content overlap, or both have none."""
    return bool(gold.source & ours.source) or not (gold.source or ours.source)


def count(gold: list[Plain], ours: list[Plain], counts: Counter[str]) -> list[tuple[int, int]]:
    """Add what is right of a report to the counts; the pairs by content."""
    counts["gold"] += len(gold)
    counts["ours"] += len(ours)
    matched = pairs(gold, ours)
    for one in gold:
        counts[f"gold_{kind_of(one.quoted)}"] += 1
    for left, right in matched:
        counts["content"] += 1
        counts[f"found_{kind_of(gold[left].quoted)}"] += 1
        counts["right"] += is_right(gold[left], ours[right])
    return matched


def figures_of(counts: Counter[str]) -> dict[str, float]:
    """F1 of attributions, of contents alone, and recall by kind, in percent."""
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
    }


def score(folder: Path) -> dict[str, object]:
    """The figures of the records as they are, and with resumed quotations joined."""
    counts: Counter[str] = Counter()
    together: Counter[str] = Counter()
    everything: Counter[str] = Counter()
    judged: list[tuple[float, bool]] = []
    annotated: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        annotated.setdefault(re.sub(r"_[0-9a-f]{4}$", "", path.stem), path)
    for stem, path in annotated.items():
        text = (folder / "text" / f"{stem}.txt").read_text(encoding="utf-8")
        gold, layout = gold_of(path, text), lay_out(text)
        doc = read_out(analyse(text, layout.blocks))
        report = Report(text=text, blocks=layout.blocks)
        found = interpret(report, doc, layout, model_version()).attributions
        count(gold, [plain(one, text) for one in found], counts)
        for spoken_only, total in ((True, together), (False, everything)):
            groups = joined(draft_attributions(doc, layout, spoken_only), layout)
            ours = [of_drafts(group, text) for group in groups]
            right = {other for left, other in count(gold, ours, total) if is_right(gold[left], ours[other])}
            if spoken_only:
                keys = {draft.key for place in right for draft in groups[place]}
                drafts = draft_attributions(doc, layout)
                judged += [
                    (one.confidence, draft.key in keys) for one, draft in zip(found, drafts, strict=True)
                ]
    return {
        **figures_of(counts),
        "joined": figures_of(together),
        "all_that_polnear_marks": figures_of(everything),
        "calibration_error": round(calibration_error(judged), 4),
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
        if isinstance(value, dict):
            for part, number in value.items():
                print(f"{name + '.' + part:40}{number}")
        else:
            print(f"{name:40}{value}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
