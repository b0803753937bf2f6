"""What "it" or "them" stands for by the verb: what is ratified is a treaty, who is freed are prisoners.

`data/objects.toml` lists the things that a verb is done to. A pronoun after such a verb stands for the one
thing of that kind that the sentences right before it speak of.
"""

from functools import cache

from onrecord.interpret.naming import Naming, name_span
from onrecord.interpret.nouns import noun_phrase
from onrecord.interpret.words import pos_of, read_data
from onrecord.text.tokens import Doc
from onrecord.text.words import word_set

_SINGULAR = word_set("it this that one")
_PLURAL = word_set("them these those")
_OPENING = frozenset({"DET", "ADJ", "NOUN", "NUM", "PROPN"})
_SENTENCES = 2
"""How many sentences before that of the pronoun are searched."""


@cache
def _things_by_verb() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for entry in read_data("objects")["objects"]:
        for verb in entry["verbs"]:
            found[verb] = found.get(verb, frozenset()) | frozenset(entry["things"])
    return found


def typed_at(doc: Doc, base: str, index: int) -> Naming | None:
    """The thing that a pronoun stands for, by what its verb is done to.

    Args:
        doc: the document.
        base: base form of the verb.
        index: index of the pronoun.

    Returns:
        The name of the one thing of the kind before it; None where there is none, or several.
    """
    kinds = _things_by_verb().get(base)
    word = doc[index].lower_
    if kinds is None or word not in _SINGULAR | _PLURAL:
        return None
    start = doc[index].sent.start
    for _ in range(_SENTENCES):
        before = doc[start - 1].sent if start else None
        if before is None or "\n\n" in before.text_with_ws:
            break
        start = before.start
    found: dict[str, tuple[int, int]] = {}
    for place, head in _phrases(doc, start, index):
        singular = doc[head].tag_ in {"NN", "NNP"}
        kind = doc[head].lower_ if singular else doc[head].lower_.removesuffix("s")
        listed = doc[head].lower_ in kinds or kind in kinds
        if listed and singular == (word in _SINGULAR):
            found[kind] = place
    if len(found) != 1:
        return None
    return name_span(doc, *next(iter(found.values())))


def _phrases(doc: Doc, start: int, end: int) -> list[tuple[tuple[int, int], int]]:
    """The noun phrases of a stretch, each with the index of the noun that it is about."""
    phrases, at = [], start
    while at < end:
        place = noun_phrase(doc, at, end) if pos_of(doc[at]) in _OPENING else None
        if place is None:
            at += 1
            continue
        inner = range(*place)
        head = next((i for i in inner if i + 1 == place[1] or pos_of(doc[i + 1]) == "ADP"), place[0])
        phrases.append((place, head))
        at = max(head + 1, at + 1)
    return phrases
