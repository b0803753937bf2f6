"""Syntax examples from Universal Dependencies treebanks, on the run-time tokenisation."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.language.lemmas import rule_for
from training.examples import IGNORE, Example, tokens_of


@dataclass
class UDWord:
    """A syntactic word of a treebank with its place in the text."""

    form: str
    lemma: str
    upos: str
    xpos: str
    head: int
    relation: str
    misc: str
    start: int
    end: int


def conllu_sentences(path: Path) -> Iterator[tuple[str, bool, str, list[UDWord]]]:
    """(document, whether a paragraph begins, text, words) for each sentence; those whose words can't be
    found in their text are left out."""
    document, paragraph = path.stem, False
    for chunk in path.read_text(encoding="utf-8").split("\n\n"):
        text, rows = "", []
        for line in chunk.split("\n"):
            if line.startswith("# newdoc"):
                document, paragraph = line.split("=")[-1].strip(), True
            elif line.startswith("# newpar"):
                paragraph = True
            elif line.startswith("# text ="):
                text = line.split("=", 1)[1].strip()
            elif line and line[0].isdigit():
                rows.append(line.split("\t"))
        words = _place_words(text, rows)
        if words:
            yield document, paragraph, text, words
            paragraph = False


def _place_words(text: str, rows: list[list[str]]) -> list[UDWord]:
    words: list[UDWord] = []
    here, until = 0, 0
    for row in rows:
        if "." in row[0]:
            continue
        if "-" in row[0]:
            here = _skip_space(text, here)
            until = int(row[0].split("-")[1])
            if text[here : here + len(row[1])] != row[1]:
                return []
            continue
        here = _skip_space(text, here) if int(row[0]) > until else here
        form = row[1]
        if text[here : here + len(form)] != form:
            return []
        words.append(
            UDWord(form, row[2], row[3], row[4], int(row[6]), row[7], row[9], here, here + len(form))
        )
        here += len(form)
    return words


def _skip_space(text: str, here: int) -> int:
    while here < len(text) and text[here].isspace():
        here += 1
    return here


def align(words: list[UDWord], offsets: list[tuple[int, int]]) -> list[int | None]:
    """For each run-time word the treebank word that heads it, or None for the later parts of a word that
    the treebank doesn't split."""
    chosen: list[int | None] = []
    taken: set[int] = set()
    for left, right in offsets:
        over = [place for place, word in enumerate(words) if word.start < right and word.end > left]
        outward = [place for place in over if not any(words[place].head - 1 == other for other in over)]
        pick = next((place for place in outward or over if place not in taken), None)
        chosen.append(pick)
        if pick is not None:
            taken.add(pick)
    return chosen


def ud_sentence(text: str, words: list[UDWord]) -> Example | None:
    """One sentence on the run-time tokenisation; None where a treebank word has no run-time word."""
    tokens, offsets = tokens_of(text)
    chosen = align(words, offsets)
    home: dict[int, int] = {}
    for token, pick in enumerate(chosen):
        if pick is not None:
            home[pick] = token
    for place, word in enumerate(words):
        if place not in home:
            over = [
                token for token, (left, right) in enumerate(offsets) if left < word.end and right > word.start
            ]
            if not over:
                return None
            home[place] = over[0]
    labels: dict[str, list[str]] = {"upos": [], "xpos": [], "lemma": [], "relation": []}
    heads: list[int | None] = []
    for token, pick in enumerate(chosen):
        if pick is None:
            for head in ("upos", "xpos", "lemma"):
                labels[head].append(IGNORE)
            labels["relation"].append("goeswith")
            heads.append(token - 1 if token else 0)
            continue
        word = words[pick]
        labels["upos"].append(word.upos)
        labels["xpos"].append(word.xpos)
        labels["lemma"].append(rule_for(tokens[token], word.lemma) if tokens[token] == word.form else IGNORE)
        head = -1 if word.head == 0 else home[word.head - 1]
        while head == token and pick is not None:
            pick = words[pick].head - 1
            head = -1 if pick < 0 else home[pick]
        labels["relation"].append(word.relation.split(":")[0] if head != -1 else "root")
        heads.append(head)
    starts = [False] * len(tokens)
    return Example(tokens, starts, [0] * len(tokens), labels, heads)
