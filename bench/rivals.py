"""What a user would pick instead, on the same text in the same run: `python bench/rivals.py [--json]
[--articles N]`.

Attributions on PolNeAR dev, by the rule of `bench/attributions.py`: a plain regular expression (words in
quotation marks beside "said" and a name) as the floor; the direct-quotation rules of textacy over our parse,
paragraph by paragraph, since they give up on a text with one unclosed mark (no ready spaCy model is to be had
without a download); and onrecord. Names on CrossNER politics dev, by the rule of `bench/names.py`: runs of
capitalised words, kinds from lists of countries and a few organisation words, as the floor; and onrecord.
Accuracy stands beside speed, on this machine, one process. textacy is measured where it is installed (`pip
install ".[bench]"`).
"""

import argparse
import json
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from training.names import PEOPLES, PLACES

from attributions import Plain, gold_of, kind_of, letters, pairs, plain
from names import Compared, Names, crossner, f1
from onrecord.language import analyse
from onrecord.model import Report
from onrecord.pipeline import process
from onrecord.text.layout import lay_out

try:
    from textacy.extract import triples
except ImportError:
    triples = None

NAME = r"(?:[A-Z][\w.'’-]+ ){0,3}[A-Z][\w'’-]+"
SAYING = r"(?:said|says|told|added|tweeted|wrote|argued|asked|replied|insisted)"
QUOTED = re.compile(r"[“\"]([^“”\"\n]{8,})[”\"]")
BESIDE = re.compile(
    rf"(?P<after>{NAME}|[Hh]e|[Ss]he|[Tt]hey) {SAYING}|{SAYING} (?P<before>{NAME}|he|she|they)\b"
)
ORGANISATION = re.compile(
    r"\b(Party|Union|Council|Committee|Ministry|Association|Court|Parliament|Senate|University|Bank|Front|"
    r"Alliance|Movement|Organi[sz]ation|Company|Agency|Congress|Assembly|Democrats|Greens)\b"
)
CAPITALISED = re.compile(r"(?:[A-Z][\w.'’-]*)(?: (?:of |the |for |and )?[A-Z][\w.'’-]*)*")


def by_expression(text: str) -> list[Plain]:
    """Words in quotation marks; the source is a name beside a verb of saying in the same paragraph."""
    found = []
    for line in re.finditer(r"[^\n]+", text):
        cue = BESIDE.search(QUOTED.sub(lambda match: " " * len(match[0]), line[0]))
        for match in QUOTED.finditer(line[0]) if cue else ():
            start = line.start() + match.start(1)
            who = cue.span("after") if cue["after"] else cue.span("before")
            content = letters(set(range(start, start + len(match[1]))), text)
            found.append(
                Plain(content, letters(set(range(line.start() + who[0], line.start() + who[1])), text), 1.0)
            )
    return found


def by_textacy(text: str) -> list[Plain]:
    """textacy's direct quotations over our parse."""
    found = []
    doc = analyse(text, lay_out(text).blocks)
    for block in lay_out(text).blocks:
        span = doc.char_span(block.start, block.end, alignment_mode="expand")
        if span is None or sum(token.is_quote for token in span) % 2:
            continue
        part = span.as_doc()
        for one in triples.direct_quotations(part):
            at = span.start_char
            source = {
                place for token in one.speaker for place in range(at + token.idx, at + token.idx + len(token))
            }
            content = set(range(at + one.content.start_char, at + one.content.end_char))
            found.append(Plain(letters(content, text), letters(source, text), 1.0))
    return found


def capitalised(text: str) -> Names:
    """Runs of capitalised words inside sentences."""
    found = set()
    for match in CAPITALISED.finditer(text):
        words = match[0].rstrip(".,'’").removesuffix("'s").removesuffix("’s")
        start = match.start()
        if words.startswith("The "):
            words, start = words[4:], start + 4
        if not words or (" " not in words and (start == 0 or text[start - 2 : start - 1] in ".!?")):
            continue
        lowered = words.lower()
        kind = (
            "STATE"
            if lowered in PLACES
            else "GROUP"
            if {lowered, lowered.removesuffix("s")} & PEOPLES
            else "ORGANIZATION"
            if ORGANISATION.search(words) or (words.isupper() and len(words) > 1)
            else "PERSON"
        )
        found.add((start, start + len(words), kind))
    return found


def read_names(text: str) -> Names:
    return {(name.start_char, name.end_char, name.label_) for name in analyse(text).ents}


def by_onrecord(text: str) -> list[Plain]:
    """The records of the whole pipeline, speakers, dates and claims included."""
    records = process(Report(text=text, blocks=lay_out(text).blocks))
    return [plain(one, text) for one in records.attributions]


def attributions(
    corpus: list[tuple[str, list[Plain]]], reads: Callable[[str], list[Plain]]
) -> dict[str, float]:
    """F1, precision, recall, recall of contents by kind, and reports a second."""
    reads("A short text to load what has to be loaded.")
    counts: Counter[str] = Counter()
    seconds = 0.0
    for text, gold in corpus:
        began = time.perf_counter()
        ours = reads(text)
        seconds += time.perf_counter() - began
        counts["gold"] += len(gold)
        counts["ours"] += len(ours)
        for one in gold:
            counts[f"gold_{kind_of(one.quoted)}"] += 1
        for left, right in pairs(gold, ours):
            counts[f"found_{kind_of(gold[left].quoted)}"] += 1
            source, other = gold[left].source, ours[right].source
            counts["right"] += bool(source & other) or not (source or other)
    result = {
        "f1": 200 * counts["right"] / max(1, counts["gold"] + counts["ours"]),
        "precision": 100 * counts["right"] / max(1, counts["ours"]),
        "recall": 100 * counts["right"] / max(1, counts["gold"]),
    }
    for kind in ("direct", "mixed", "indirect"):
        result[f"recall_{kind}"] = 100 * counts[f"found_{kind}"] / max(1, counts[f"gold_{kind}"])
    result["reports_a_second"] = len(corpus) / seconds
    return {name: round(value, 1) for name, value in result.items()}


def names(corpus: list[tuple[str, Names]], reads: Callable[[str], Names]) -> dict[str, float]:
    """F1 by kind, and thousands of characters a second."""
    began = time.perf_counter()
    compared = [Compared(text, gold, reads(text)) for text, gold in corpus]
    seconds = time.perf_counter() - began
    result = {kind.lower(): round(f1(compared, kind), 1) for kind in ("PERSON", "STATE", "ORGANIZATION")}
    result["thousand_characters_a_second"] = round(sum(len(text) for text, _ in corpus) / seconds / 1000, 1)
    return result


def polnear(folder: Path, count: int) -> Iterator[tuple[str, list[Plain]]]:
    annotated: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        annotated.setdefault(re.sub(r"_[0-9a-f]{4}$", "", path.stem), path)
    for stem, path in list(annotated.items())[:count]:
        text = (folder / "text" / f"{stem}.txt").read_text(encoding="utf-8")
        yield text, gold_of(path, text)


def table(rows: dict[str, dict[str, float]]) -> str:
    """A Markdown table, a row for each rival."""
    columns = list(next(iter(rows.values())))
    head = ["", *(name.replace("_", " ") for name in columns)]
    body = [[rival, *(str(row[name]) for name in columns)] for rival, row in rows.items()]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *body))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--articles", type=int, default=10_000, help="how many of PolNeAR dev")
    options = parser.parse_args()
    data = Path(os.environ.get("ONRECORD_SHARED", "")) / "data"
    if not data.is_dir():
        print("Set ONRECORD_SHARED to the folder that holds data/polnear and data/ner.", file=sys.stderr)
        return 2
    articles = list(polnear(data / "polnear/dev", options.articles))
    readers: dict[str, Callable[[str], list[Plain]]] = {"regular expression": by_expression}
    if triples is None:
        print("textacy is not installed; it is left out.", file=sys.stderr)
    else:
        readers[f"textacy {version('textacy')} over our parse"] = by_textacy
    readers["onrecord"] = by_onrecord
    sentences = list(crossner(data / "ner/crossner-politics/dev.txt"))
    result: dict[str, Any] = {
        "attributions": {rival: attributions(articles, reads) for rival, reads in readers.items()},
        "names": {
            "capitals and country list": names(sentences, capitalised),
            "onrecord": names(sentences, read_names),
        },
    }
    if options.json:
        print(json.dumps(result, indent=1))
    else:
        print("\n\n".join(f"{what}\n\n{table(rows)}" for what, rows in result.items()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
