"""Attribution examples from PolNeAR (Newell, Margolin and Ruths, LREC 2018), brat stand-off."""

import re
from collections.abc import Iterator
from pathlib import Path

from training.examples import ROLES, Example, tokens_of

ANNOTATION = re.compile(r"^(T\d+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)\t")


def polnear_spans(path: Path) -> list[tuple[str, int, int]]:
    """The (role, start, end) of every source, cue and content that an attribution of the file links."""
    with path.open(encoding="utf-8", newline="") as lines:
        content = lines.read()
    found: dict[str, list[tuple[str, int, int]]] = {}
    linked = set()
    for line in content.split("\n"):
        if match := ANNOTATION.match(line):
            name, role, places = match.groups()
            found[name] = [
                (role.lower(), int(start), int(end))
                for start, end in (place.split() for place in places.split(";"))
            ]
        elif line.startswith("E") and "\t" in line:
            arguments = line.split("\t")[1].split()
            if arguments and arguments[0].startswith("Attribution"):
                linked.update(argument.split(":")[1] for argument in arguments[1:])
    return [span for name in found if name in linked for span in found[name] if span[0] in ROLES]


def polnear(folder: Path, every_annotator: bool = False) -> Iterator[Example]:
    """One example an article; of several annotators' files for one article, the first, or each."""
    annotations: dict[tuple[str, str], Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        stem = re.sub(r"_[0-9a-f]{4}$", "", path.stem)
        annotations.setdefault((stem, path.stem if every_annotator else ""), path)
    for (stem, _), path in annotations.items():
        with (folder / "text" / f"{stem}.txt").open(encoding="utf-8", newline="") as handle:
            text = handle.read()
        words, offsets = tokens_of(text)
        labels = ["O"] * len(words)
        spans = sorted(polnear_spans(path), key=lambda span: ROLES.index(span[0]), reverse=True)
        for role, start, end in spans:
            inside = False
            for place, (left, right) in enumerate(offsets):
                if left < end and right > start:
                    labels[place] = f"{'I' if inside else 'B'}-{role}"
                    inside = True
        starts = [
            place == 0 or "\n" in text[offsets[place - 1][1] : offsets[place][0]]
            for place in range(len(words))
        ]
        for place, start in enumerate(starts):
            if start and labels[place].startswith("I-"):
                labels[place] = "B" + labels[place][1:]
        repaired = _repair(labels)
        yield Example(words, starts, [0] * len(words), {"attribution": repaired})


def _repair(labels: list[str]) -> list[str]:
    """BIO made whole where one span was cut by another."""
    result: list[str] = []
    for label in labels:
        if label.startswith("I-") and (not result or result[-1][2:] != label[2:]):
            label = "B" + label[1:]
        result.append(label)
    return result
