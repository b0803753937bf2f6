"""Who is who within a report, against GUM: `python bench/coreference.py [--split NAME] [--json] [--errors]`.

GUM's documents are read as raw text, their headings as headings; its markup of who speaks becomes a label
before the turn, as a transcript has it. The mentions of our actors are scored against GUM's: MUC, B-cubed,
CEAF-e and their mean (`coreference_metrics.py`), singletons left out on both sides, as in CoNLL-2012. GUM
marks a mention from its article to the end of its relative clause, we mark the name; so a mention of ours is
GUM's where it lies inside and covers its head (GUM's minimal span), the smallest such first, one to one. What
answers to none is a spurious mention.

`all`: against every mention of GUM's, things, times and ideas included, which onrecord never resolves.
`actors`: against persons, organisations, places and animals outside headings, which is what it does resolve.

Pronouns (third person) and descriptions (no name in the head, already met before) are scored by themselves:
right where the actor that ours gives them stands for the same entity of GUM's, told by the actor's named or
described mentions; else wrong, or left open. Intervals are 95%, from 1,000 samples of documents.

Without --split: the documents of train and dev, on which rules may be tuned. `--split test` is for the end.
"""

import argparse
import json
import os
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from coreference_metrics import MEASURES, Counted, conll
from onrecord.language import model_version
from onrecord.model import Block, Report, Span
from onrecord.pipeline import process
from onrecord.text.words import word_set

GENRES = ("news", "interview", "bio", "voyage", "court", "academic")
ACTORS = frozenset(["person", "organization", "place", "animal"])
PRONOUNS = word_set("he she him her his hers they them their theirs it its himself herself itself themselves")
ENTITY = re.compile(r"\((?P<open>[^()]+)(?P<single>\))?|(?P<close>[^()]+)\)")
SAMPLES = 1000


@dataclass
class Mention:
    """A mention of GUM's, as offsets into the text put together from its words."""

    entity: str
    kind: str
    start: int
    end: int = 0
    head: tuple[int, int] = (0, 0)
    heads: str = ""
    tag: str = ""
    heading: bool = False


@dataclass
class Document:
    """A document of GUM's."""

    name: str
    text: str = ""
    blocks: list[Block] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)


@dataclass
class Writer:
    """Puts a document's text together, word by word."""

    text: str = ""
    gap: str = "\n\n"
    heading: bool = False
    speaker: str = ""
    labelled: tuple[str, Span | None] = ("", None)
    blocks: list[Block] = field(default_factory=list)

    def part(self) -> None:
        """Put what parts it from the text before in front of the next word; open a block where one begins."""
        if self.gap == "\n\n":
            self._close()
            self.text += self.gap if self.text else ""
            self._open()
        else:
            self.text += self.gap

    def _close(self) -> None:
        if self.blocks:
            self.blocks[-1] = replace(self.blocks[-1], end=len(self.text))

    def _open(self) -> None:
        """A block; the label of a turn stands before it, as it does in a transcript."""
        if self.speaker and self.speaker != self.labelled[0]:
            label = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", self.speaker)
            span = Span(len(self.text), len(self.text) + len(label), label)
            self.text += label + ": "
            self.labelled = (self.speaker, span)
        elif not self.speaker:
            self.labelled = ("", None)
        kind = "heading" if self.heading else "turn" if self.speaker else "paragraph"
        self.blocks.append(Block(len(self.text), len(self.text) + 1, kind, self.labelled[1]))

    def finish(self) -> str:
        """The whole text."""
        self._close()
        return self.text


def read_document(path: Path) -> Document:
    """The text of a document with its blocks and mentions; a turn gets its speaker's name as a label."""
    document, writer = Document(path.stem.removeprefix("GUM_")), Writer()
    opened: list[tuple[Mention, int, str]] = []
    tokens: list[tuple[int, int, str]] = []
    begin, left, last = 0, "", 0  # of a word that the treebank parts: "I'm"
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# newpar"):
            writer.gap = "\n\n"
            if line.startswith("# newpar_block"):
                writer.heading = " head" in line.split("=", 1)[1][:6]
        elif line.startswith("# sent_id"):
            writer.speaker = ""
        elif line.startswith("# speaker = "):
            writer.speaker = line.removeprefix("# speaker = ").strip()
        if not line or line.startswith("#"):
            continue
        number, word, _, _, tag, _, _, _, _, misc = line.split("\t")
        if "." in number:
            continue
        inside = "-" not in number and int(number) <= last
        if not inside:
            writer.part()
            begin, left = len(writer.text), word
            last = int(number.split("-")[1]) if "-" in number else 0
            writer.text += word
            writer.gap = "" if "SpaceAfter=No" in misc else " "
            if "-" in number:
                continue
        length = len(word) if left.startswith(word) else len(left)
        tokens.append((begin, begin + length, tag))
        begin, left = begin + length, left[length:]
        _entities(misc, tokens, opened, document, writer.heading)
    document.text = writer.finish()
    document.blocks = writer.blocks
    for mention in document.mentions:
        mention.heads = document.text[slice(*mention.head)]
    return document


def _entities(
    misc: str,
    tokens: list[tuple[int, int, str]],
    opened: list[tuple[Mention, int, str]],
    document: Document,
    heading: bool,
) -> None:
    """Open and close mentions at a word."""
    value = next((part[7:] for part in misc.split("|") if part.startswith("Entity=")), "")
    for match in ENTITY.finditer(value):
        if match["open"]:
            group, kind, *_, minimum = match["open"].split("-")[:6]
            mention = Mention(group, kind, tokens[-1][0], heading=heading)
            opened.append((mention, len(tokens) - 1, minimum))
            if match["single"]:
                _close(opened.pop(), tokens, document)
        else:
            name = match["close"]
            place = max(n for n, (mention, _, _) in enumerate(opened) if mention.entity == name)
            _close(opened.pop(place), tokens, document)


def _close(opened: tuple[Mention, int, str], tokens: list[tuple[int, int, str]], document: Document) -> None:
    mention, first, minimum = opened
    if "[" in mention.entity:
        return  # one in pieces; GUM has a handful
    inside = [first + int(each) - 1 for each in minimum.split(",") if each.isdigit()] or [first]
    inside = [each for each in inside if each < len(tokens)] or [first]
    inside = [each for place, each in enumerate(inside) if each - inside[0] == place]  # its first run
    mention.end = tokens[-1][1]
    mention.head = (tokens[inside[0]][0], tokens[inside[-1]][1])
    mention.tag = tokens[inside[-1]][2]
    document.mentions.append(mention)


@dataclass(frozen=True)
class Ours:
    """A mention of ours."""

    actor: str
    start: int
    end: int


def align(gold: Sequence[Mention], ours: Sequence[Ours]) -> dict[int, int]:
    """Which mention of ours is which of GUM's: by place of ours."""
    found: dict[int, int] = {}
    taken: set[int] = set()
    for place, one in sorted(enumerate(ours), key=lambda pair: pair[1].end - pair[1].start):
        fitting = [
            (other.end - other.start, number)
            for number, other in enumerate(gold)
            if number not in taken
            and other.start <= one.start
            and one.end <= other.end
            and _covers_head(one, other)
        ]
        if fitting:
            found[place] = min(fitting)[1]
            taken.add(found[place])
    return found


def _covers_head(one: Ours, other: Mention) -> bool:
    """Whether a mention of ours holds the last word of GUM's head, or all of the head's words."""
    first, last = other.head
    return one.start < last and one.end > first and (one.end >= last or one.start <= first)


def clusters_of(keys: dict[str, list[object]]) -> list[frozenset[object]]:
    return [frozenset(members) for members in keys.values() if len(set(members)) > 1]


def compare(document: Document, ours: Sequence[Ours], gold: Sequence[Mention]) -> dict[str, Counted]:
    """The three measures over a document."""
    pairs = align(gold, ours)
    wanted: dict[str, list[object]] = defaultdict(list)
    for number, mention in enumerate(gold):
        wanted[mention.entity].append(number)
    given: dict[str, list[object]] = defaultdict(list)
    for place, one in enumerate(ours):
        given[one.actor].append(pairs.get(place, f"spurious {place}"))
    return {name: measure(clusters_of(wanted), clusters_of(given)) for name, measure in MEASURES.items()}


def sort_of(mention: Mention) -> str:
    """Whether a mention is a `pronoun` of the third person, a `description`, or another."""
    if mention.heads.lower() in PRONOUNS:
        return "pronoun"
    return "description" if mention.tag in {"NN", "NNS"} else ""


def references(
    document: Document, ours: Sequence[Ours], gold: Sequence[Mention], errors: list[str]
) -> Counter[str]:
    """How many pronouns and descriptions are right, wrong and left open."""
    pairs = align(gold, ours)
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for place, number in pairs.items():
        if sort_of(gold[number]) != "pronoun":
            votes[ours[place].actor][gold[number].entity] += 1
    by_gold = {number: ours[place].actor for place, number in pairs.items()}
    first = {}
    for number, mention in sorted(enumerate(gold), key=lambda pair: pair[1].start):
        first.setdefault(mention.entity, number)
    named = {mention.entity for mention in gold if sort_of(mention) != "pronoun"}
    counts: Counter[str] = Counter()
    for number, mention in enumerate(gold):
        sort = sort_of(mention)
        if not sort or mention.entity not in named or (first[mention.entity] == number):
            continue
        actor = by_gold.get(number)
        tops = votes[actor].most_common() if actor else []
        entities = [entity for entity, count in tops if count == tops[0][1]]
        if (
            sort == "description"
            and actor
            and tops
            and votes[actor][mention.entity] == 1 == sum(votes[actor].values())
        ):
            entities = []  # an actor that is met here alone: nothing is said about who it is
        verdict = "open" if not entities else "right" if mention.entity in entities else "wrong"
        counts[f"{sort}_{verdict}"] += 1
        counts[f"{sort}_all"] += 1
        if verdict != "right":
            line = " ".join(document.text[max(0, mention.start - 150) : mention.end + 60].split())
            errors.append(
                f"{document.name} {sort.upper()} {verdict} [{mention.heads}] {mention.kind} | {line}"
            )
    return counts


def figures_of(
    rows: Sequence[tuple[dict[str, Counted], dict[str, Counted], Counter[str]]],
) -> dict[str, float]:
    """The figures over some documents, in percent."""
    found: dict[str, float] = {}
    for place, label in enumerate(("all", "actors")):
        total = {
            name: sum((row[place][name] for row in rows), Counted())  # type: ignore[index]
            for name in MEASURES
        }
        found |= {f"{label}.{name}": round(100 * each.f1, 1) for name, each in total.items()}
        found[f"{label}.conll"] = round(100 * conll(total), 1)
    counts: Counter[str] = sum((row[2] for row in rows), Counter())
    for sort in ("pronoun", "description"):
        whole, right = counts[f"{sort}_all"], counts[f"{sort}_right"]
        given = right + counts[f"{sort}_wrong"]
        found[f"{sort}.accuracy"] = round(100 * right / max(1, whole), 1)
        found[f"{sort}.right_of_given"] = round(100 * right / max(1, given), 1)
        found[f"{sort}.count"] = whole
    return found


def _within(one: Ours, blocks: Sequence[Block]) -> bool:
    return any(block.start <= one.start < block.end for block in blocks)


def score(folder: Path, names: Sequence[str], errors: list[str]) -> dict[str, object]:
    """The figures with their intervals."""
    rows = []
    for name in names:
        document = read_document(folder / f"{name}.conllu")
        records = process(Report(text=document.text, blocks=tuple(document.blocks)))
        ours = [Ours(m.actor, m.span.start, m.span.end) for m in records.mentions]
        kept = [m for m in document.mentions if m.kind in ACTORS and not m.heading]
        read = [one for one in ours if _within(one, document.blocks)]
        body = [one for one in read if _within(one, [b for b in document.blocks if b.kind != "heading"])]
        rows.append(
            (
                compare(document, read, document.mentions),
                compare(document, body, kept),
                references(document, body, kept, errors),
            )
        )
    figures = figures_of(rows)
    chance = random.Random(7)
    drawn = [figures_of(chance.choices(rows, k=len(rows))) for _ in range(SAMPLES)]
    shown: dict[str, object] = {}
    for name, value in figures.items():
        values = sorted(each[name] for each in drawn)
        shown[name] = value
        if not name.endswith(".count"):
            shown[f"{name}.interval"] = [values[SAMPLES // 40], values[-SAMPLES // 40 - 1]]
    return {**shown, "documents": len(rows), "model": model_version()}


def documents_of(folder: Path, split: str, genres: Sequence[str]) -> list[str]:
    """The names of the documents of a split, from the corpus's own list."""
    listed: dict[str, list[str]] = defaultdict(list)
    part = ""
    for line in (folder / "splits.md").read_text(encoding="utf-8").split("\n"):
        if line.startswith("## "):
            part = line[3:].strip()
        elif "GUM_" in line:
            listed[part].append(line.strip(" *"))
    wanted = listed["train"] + listed["dev"] if split == "tune" else listed[split]
    return [
        name
        for name in sorted(wanted)
        if name.split("_")[1] in genres and (folder / f"{name}.conllu").is_file()
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "--folder", type=Path, default=Path(os.environ.get("ONRECORD_SHARED", "")) / "data/gum"
    )
    parser.add_argument("--split", choices=("tune", "train", "dev", "test"), default="tune")
    parser.add_argument("--genres", nargs="+", default=["news", "interview", "bio"], choices=GENRES)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--errors", action="store_true", help="pronouns and descriptions that are not right")
    options = parser.parse_args()
    if not (options.folder / "splits.md").is_file():
        print(f"{options.folder}: no such corpus. Give --folder, or set ONRECORD_SHARED.", file=sys.stderr)
        return 1
    if options.errors and options.split == "test":
        print("The errors of the test documents are not for reading.", file=sys.stderr)
        return 1
    errors: list[str] = []
    figures = score(options.folder, documents_of(options.folder, options.split, options.genres), errors)
    if options.errors:
        print("\n".join(errors), file=sys.stderr)
    if options.json:
        print(json.dumps(figures, indent=1))
        return 0
    for name, value in figures.items():
        print(f"{name:36}{value}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
