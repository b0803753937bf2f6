"""Copies: `python bench/copies.py [--dossiers DIR...] [--generated N] [--seed N] [--json] [--errors]`.

Three measurements.

- Dossiers with gold: every `syndicated_from` found, and pointed at the right report. Two copies of one story
  are pairs too, and count neither way.
- A set made on the spot, with a fixed seed, from the article texts of `data/html` below ONRECORD_SHARED, of
  which nothing is kept: cut after some paragraphs, with a new lead, with paragraphs left out, lightly edited,
  with as many paragraphs of its own, and copies of such copies. Pairs of different articles are wrong, unless
  the two carry one agency's text as they are (by difflib); `precision_with_related` counts those too.
- Generated reports, a fifth of them copies: how long signatures take, and all pairs from nothing.

`--rensa` measures which pairs MinHash with 64 bands (rensa) would bring up for comparison, beside ours.
"""

import argparse
import json
import os
import random
import sys
import time
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, timedelta
from difflib import SequenceMatcher
from itertools import accumulate
from pathlib import Path
from typing import Any

from dossiers import read_file
from onrecord.model import UNKNOWN_DATE, DateInterval, Report
from onrecord.text.words import word_set
from onrecord.track.copies import Copied, Printed, find_copies, sources
from onrecord.track.shingles import keys, signature

try:
    from rensa import RMinHash, RMinHashLSH
except ImportError:
    RMinHash = None

DAY = date(2031, 5, 4)
LEAST_WORDS = 150
RELATED = 0.15
"""Articles of which so much is the same word by word are from one agency: their pairs count neither way."""
LEAST_PARAGRAPHS = 4
FILLER = sorted(
    word_set(
        "also still yesterday meanwhile reportedly roughly nearly later again however largely mostly partly"
    )
)


def dossier(folder: Path, errors: list[str]) -> Counter[str]:
    """Counts for one dossier with gold."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    reports = {}
    for entry in gold["reports"]:
        report = read_file(folder / "reports" / Path(entry["file"]).name)
        if entry["published"] and not entry["date_stated_in_file"]:
            report = replace(report, published=DateInterval.on(date.fromisoformat(entry["published"])))
        reports[entry["id"]] = replace(Printed.of(report), id=entry["id"])
    wanted = {entry["id"]: entry["syndicated_from"] for entry in gold["reports"] if entry["syndicated_from"]}
    pairs = find_copies(reports)
    chosen = sources(pairs)
    counts: Counter[str] = Counter(gold=len(wanted))
    siblings = {frozenset((one, other)) for one in wanted for other in wanted if wanted[one] == wanted[other]}
    for pair in pairs:
        two = frozenset((pair.copy, pair.origin))
        right = any(two == {copy, origin} for copy, origin in wanted.items())
        counts["found"] += right
        if not right and two not in siblings:
            counts["wrong"] += 1
            errors.append(f"{folder.name} WRONG {pair}")
    for copy, origin in wanted.items():
        found = chosen.get(copy)
        counts["direction"] += found is not None and found.origin == origin
        if found is None or found.origin != origin:
            errors.append(f"{folder.name} {copy} from {origin}, not {found}")
    return counts


def articles(shared: Path) -> list[list[str]]:
    """The paragraphs of each article that is long enough to be cut."""
    truth = json.loads((shared / "data" / "html" / "ground-truth.json").read_text("utf-8"))
    found = []
    for name in sorted(truth):
        paragraphs = [line.strip() for line in truth[name]["articleBody"].split("\n") if line.strip()]
        if len(paragraphs) >= LEAST_PARAGRAPHS and sum(len(p.split()) for p in paragraphs) >= LEAST_WORDS:
            found.append(paragraphs)
    return found


def edited(paragraphs: list[str], chance: random.Random, rate: float) -> list[str]:
    """Some words left out, put in, or changed for others of the same text."""
    own = [word for paragraph in paragraphs for word in paragraph.split()]
    done = []
    for paragraph in paragraphs:
        words: list[str] = []
        for word in paragraph.split():
            draw = chance.random()
            if draw < rate / 3:
                continue
            words.append(chance.choice(own) if draw < 2 * rate / 3 else word)
            if draw > 1 - rate / 3:
                words.append(chance.choice(FILLER))
        done.append(" ".join(words))
    return done


def lead_of_its_own(paragraphs: list[str], chance: random.Random) -> list[str]:
    """The first paragraph told anew: its words in another order, with others between."""
    words = paragraphs[0].split()
    chance.shuffle(words)
    return [" ".join(words + chance.sample(FILLER, 5)), *paragraphs[1:]]


def enough(paragraphs: list[str], least: int = 60) -> int:
    """How many paragraphs from the front have so many words."""
    total = 0
    for number, paragraph in enumerate(paragraphs, 1):
        total += len(paragraph.split())
        if total >= least:
            return number
    return len(paragraphs)


def own_words(chance: random.Random, paragraphs: list[str]) -> list[str]:
    """As much text again that nobody else has."""
    letters = "abdegiklmnoprstuvz"
    return [
        " ".join("".join(chance.choices(letters, k=6)) for _ in paragraph.split()) for paragraph in paragraphs
    ]


def altered(kind: str, paragraphs: list[str], chance: random.Random) -> list[str]:
    """A copy of an article."""
    least = enough(paragraphs)
    if kind == "cut":
        return paragraphs[: max(least, len(paragraphs) // chance.choice([2, 3, 4]))]
    if kind == "lead":
        return lead_of_its_own(paragraphs, chance)
    if kind == "dropped":
        kept = sorted(chance.sample(range(len(paragraphs)), max(2, len(paragraphs) // 2)))
        taken = [paragraphs[place] for place in kept]
        return taken if sum(len(one.split()) for one in taken) >= 50 else paragraphs[:least]
    if kind == "edited":
        return edited(paragraphs, chance, 0.08)
    if kind == "mixed":
        half = paragraphs[: max(least, len(paragraphs) // 2)]
        return [*own_words(chance, half), *half]
    if kind == "all":
        part = lead_of_its_own(paragraphs, chance)[: max(least + 1, len(paragraphs) // 2)]
        return edited(part, chance, 0.05)
    return list(paragraphs)


KINDS = ("whole", "cut", "lead", "dropped", "edited", "mixed", "all")


def in_common(one: list[str], other: list[str]) -> float:
    """The part of the shorter of two articles that stands in the other, in runs of eight words (difflib)."""
    words = [" ".join(article).lower().split() for article in (one, other)]
    blocks = SequenceMatcher(None, *words, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size >= 8) / min(map(len, words))


def printed(id_: str, paragraphs: list[str], day: int, evidence: str, copy: bool) -> Printed:
    """A report for comparison; what tells which was first is dates, credits or neither."""
    report = Report(
        text="\n\n".join(paragraphs),
        outlet="Ostrava Press Agency" if not copy else f"Herald {id_}",
        credit="OPA" if copy and evidence == "credit" else "",
        published=DateInterval.on(DAY + timedelta(days=day)) if evidence == "date" else UNKNOWN_DATE,
    )
    return replace(Printed.of(report), id=id_)


def made(shared: Path, seed: int, errors: list[str]) -> dict[str, Any]:
    """Figures on a set made from articles."""
    chance = random.Random(seed)
    reports: dict[str, Printed] = {}
    wanted: dict[tuple[str, str], str] = {}
    evidences: dict[str, str] = {}
    for number, paragraphs in enumerate(articles(shared)):
        evidence = evidences[f"{number:03}"] = ("date", "credit", "neither")[number % 3]
        origin = f"{number:03}.{chance.randrange(10)}"
        reports[origin] = printed(origin, paragraphs, 0, evidence, False)
        for place, kind in enumerate(KINDS):
            id_ = f"{number:03}.{chance.randrange(10)}.{place}"
            text = altered(kind, paragraphs, chance)
            reports[id_] = printed(id_, text, 1, evidence, True)
            wanted[id_, origin] = kind
            if kind in ("lead", "mixed"):
                again = f"{id_}.{chance.randrange(10)}"
                cut = text[: max(enough(text), 2 * len(text) // 3)]
                reports[again] = printed(again, edited(cut, chance, 0.03), 2, evidence, True)
                wanted[again, id_] = f"copy of {kind}"
    began = time.perf_counter()
    pairs = find_copies(reports)
    spent = time.perf_counter() - began
    found = {frozenset((pair.copy, pair.origin)): pair for pair in pairs}
    hits: Counter[str] = Counter()
    all_of: Counter[str] = Counter(wanted.values())
    right: Counter[str] = Counter()
    for (copy, origin), kind in wanted.items():
        pair = found.get(frozenset((copy, origin)))
        if pair is None:
            errors.append(f"made MISSED {kind} {copy}")
            continue
        hits[kind] += 1
        evidence = evidences[copy[:3]]
        right[evidence] += pair.copy == copy
        right[f"of {evidence}"] += 1
    across = [pair for pair in pairs if pair.copy[:3] != pair.origin[:3]]
    texts = articles(shared)
    related = {
        two
        for two in {(pair.copy[:3], pair.origin[:3]) for pair in across}
        if in_common(*(texts[int(number)] for number in two)) >= RELATED
    }
    wrong = [pair for pair in across if (pair.copy[:3], pair.origin[:3]) not in related]
    errors.extend(f"made WRONG {pair}" for pair in wrong)
    chosen = sources(pairs)
    errors.extend(
        f"made POINTED {kind} {copy} to {chosen.get(copy)}, not {origin}"
        for (copy, origin), kind in wanted.items()
        if evidences[copy[:3]] != "neither" and (copy not in chosen or chosen[copy].origin != origin)
    )
    pointed = sum(
        chosen[copy].origin == origin
        for copy, origin in wanted
        if copy in chosen and evidences[copy[:3]] != "neither"
    )
    asked = sum(evidences[copy[:3]] != "neither" for copy, _ in wanted)
    return {
        "articles": len(evidences),
        "reports": len(reports),
        "recall": round(sum(hits.values()) / sum(all_of.values()), 4),
        "precision": round(1 - len(wrong) / max(1, len(pairs)), 4),
        "precision_with_related": round(1 - len(across) / max(1, len(pairs)), 4),
        "related_articles": len({frozenset(two) for two in related}),
        "recall_by_kind": {kind: round(hits[kind] / all_of[kind], 3) for kind in all_of},
        "direction": {
            evidence: round(right[evidence] / max(1, right[f"of {evidence}"]), 3)
            for evidence in ("date", "credit", "neither")
        },
        "source_right": round(pointed / max(1, asked), 3),
        "seconds": round(spent, 2),
    }


def generated(count: int, seed: int) -> dict[str, Any]:
    """Processor seconds for so many reports, a fifth of them copies, some of these of copies."""
    chance = random.Random(seed)
    words = ["".join(chance.choices("abdegiklmnoprstuvz", k=chance.randint(2, 9))) for _ in range(20_000)]
    often = list(accumulate(1 / (rank + 3) for rank in range(len(words))))
    texts: list[list[str]] = []
    wanted = 0
    standing = " ".join(chance.choices(words, cum_weights=often, k=40))
    for _ in range(count):
        if texts and chance.random() < 0.2:
            text = edited(chance.choice(texts[-5000:]), chance, 0.03)
            text = text[: max(3, len(text) - chance.randrange(3))]
            wanted += 1
        else:
            text = [" ".join(chance.choices(words, cum_weights=often, k=50)) for _ in range(6)]
            if chance.random() < 0.01:
                text.append(standing)
        texts.append(text)
    began = time.process_time()
    reports = {}
    for number, text in enumerate(texts):
        id_ = f"{number:06}"
        reports[id_] = Printed(id_, signature("\n\n".join(text)), UNKNOWN_DATE)
    signed = time.process_time()
    pairs: tuple[Copied, ...] = find_copies(reports)
    compared = time.process_time()
    sources(pairs)
    return {
        "reports": count,
        "copies": wanted,
        "pairs": len(pairs),
        "keys_per_report": round(sum(len(keys(each.signature)) for each in reports.values()) / count, 1),
        "signatures_s": round(signed - began, 1),
        "pairs_s": round(compared - signed, 1),
        "sources_s": round(time.process_time() - compared, 1),
    }


def by_rensa(shared: Path, seed: int) -> dict[str, Any]:
    """Which wanted pairs MinHash with 64 bands brings up for comparison, and which our keys do."""
    chance = random.Random(seed)
    figures: dict[str, Any] = {}
    texts: dict[str, list[str]] = {}
    wanted: list[tuple[str, str, str]] = []
    for number, paragraphs in enumerate(articles(shared)):
        texts[f"{number}"] = paragraphs
        for kind in KINDS:
            texts[f"{number} {kind}"] = altered(kind, paragraphs, chance)
            wanted.append((f"{number} {kind}", f"{number}", kind))
    began = time.perf_counter()
    ours = {id_: set(keys(signature("\n\n".join(text)))) for id_, text in texts.items()}
    under: defaultdict[int, set[str]] = defaultdict(set)
    for id_, own in ours.items():
        for key in own:
            under[key].add(id_)
    near = {id_: set().union(*(under[key] for key in own)) for id_, own in ours.items()}
    hits = Counter(kind for copy, origin, kind in wanted if origin in near[copy])
    figures["winnowed shingles of the narration"] = {
        "brought_up": round(sum(hits.values()) / len(wanted), 4),
        "by_kind": {kind: round(hits[kind] / (len(wanted) / len(KINDS)), 3) for kind in KINDS},
        "others_per_report": round(sum(map(len, near.values())) / len(near) - 1, 2),
        "seconds": round(time.perf_counter() - began, 2),
    }
    for rows in (2, 3):
        began = time.perf_counter()
        index = RMinHashLSH(threshold=0.3, num_perm=64 * rows, num_bands=64)
        hashed = {}
        for number, (id_, text) in enumerate(texts.items()):
            plain = " ".join(text).lower().split()
            minhash = RMinHash(num_perm=64 * rows, seed=1)
            minhash.update([" ".join(plain[place : place + 5]) for place in range(len(plain) - 4)])
            index.insert(number, minhash)
            hashed[id_] = (number, minhash)
        found = {id_: set(index.query(minhash)) for id_, (_, minhash) in hashed.items()}
        hits = Counter(kind for copy, origin, kind in wanted if hashed[origin][0] in found[copy])
        figures[f"rensa, 64 bands of {rows}"] = {
            "brought_up": round(sum(hits.values()) / len(wanted), 4),
            "by_kind": {kind: round(hits[kind] / (len(wanted) / len(KINDS)), 3) for kind in KINDS},
            "others_per_report": round(sum(map(len, found.values())) / len(found) - 1, 2),
            "seconds": round(time.perf_counter() - began, 2),
        }
    return figures


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--dossiers", nargs="*", type=Path, default=[], metavar="DIR")
    parser.add_argument("--dossiers-only", action="store_true", help="leave the set made from pages out")
    parser.add_argument(
        "--generated", type=int, default=0, metavar="N", help="time so many generated reports"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="figures as JSON on standard output")
    parser.add_argument("--errors", action="store_true", help="what was missed or wrong, on standard error")
    parser.add_argument("--rensa", action="store_true", help="compare with MinHash as rensa computes it")
    args = parser.parse_args()
    shared = os.environ.get("ONRECORD_SHARED", "")
    errors: list[str] = []
    figures: dict[str, Any] = {}
    total: Counter[str] = Counter()
    for folder in args.dossiers:
        total += dossier(folder, errors)
    if args.dossiers:
        figures["dossiers"] = {
            "gold": total["gold"],
            "recall": round(total["found"] / max(1, total["gold"]), 4),
            "direction": round(total["direction"] / max(1, total["gold"]), 4),
            "wrong": total["wrong"],
        }
    if args.generated:
        figures["generated"] = generated(args.generated, args.seed)
    if args.rensa and (RMinHash is None or not shared):
        print('--rensa needs ONRECORD_SHARED, and rensa: pip install ".[bench]"', file=sys.stderr)
        return 2
    if args.rensa:
        figures["candidates"] = by_rensa(Path(shared), args.seed)
    if not args.generated and not args.rensa and not args.dossiers_only:
        if shared and (Path(shared) / "data" / "html").is_dir():
            figures["made"] = made(Path(shared), args.seed, errors)
        else:
            print("made: skipped, data/html is not here (set ONRECORD_SHARED)", file=sys.stderr)
    if args.errors:
        print("\n".join(errors), file=sys.stderr)
    print(json.dumps(figures) if args.json else json.dumps(figures, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
