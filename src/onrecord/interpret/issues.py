"""Issues of a report: short definite names made full, wordings of one issue merged."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc

from onrecord.interpret.naming import Naming
from onrecord.interpret.nouns import label_of, noun_phrase
from onrecord.model import stable_id
from onrecord.model.claims import Issue, IssueKind
from onrecord.text.folding import folded_words
from onrecord.text.words import word_set

_SMALL = word_set(
    "the a an of in on to for with and or at by from its his her their our any some no into as over "
    "about between this that these those"
)
# What praises or measures a thing without making it another.
_WEAK = word_set(
    "strong reliable clear concrete solid firm full real serious new genuine robust credible "
    "effective proper further additional immediate "
    "quick early formal broad meaningful sustainable lasting future potential possible current "
    "existing guaranteed own such other certain"
)
_DEFINITE = r"\b(?:the|this|that|these|those|its|his|her|their|our|such)\s+"
_LONGEST = 7


def stem(word: str) -> str:
    """A word without its inflection, roughly: enough to tell one issue's wordings from another's."""
    for ending in ("ations", "ation", "ments", "ment", "ings", "ing", "ies", "es", "ed", "s", "y", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word[:-1] if word.endswith("s") and len(word) > 3 else word


def key_of(label: str) -> frozenset[str]:
    """The stems that make an issue what it is."""
    words = [word for word in folded_words(label) if word not in _SMALL]
    strong = [word for word in words if word not in _WEAK]
    return frozenset(stem(word) for word in (strong or words))


@dataclass(slots=True)
class _Entry:
    label: str
    kind: IssueKind
    aliases: dict[str, None] = field(default_factory=dict)
    actors: dict[str, None] = field(default_factory=dict)


class IssueBook:
    """Gathers the issues of a report while its claims are read."""

    def __init__(self, doc: Doc, report: str) -> None:
        self.doc = doc
        self.report = report
        self._entries: dict[tuple[frozenset[str], bool], _Entry] = {}
        self._phrases: list[tuple[int, str, str]] | None = None

    def put(self, naming: Naming, actors: Iterable[str] = ()) -> str:
        """Enter an issue; give its id."""
        full = self._in_full(naming)
        absent = full.label.startswith("no ")
        key = (key_of(full.label.removeprefix("no ")), absent)
        entry = self._entries.setdefault(key, _Entry(full.label, full.kind))
        for label in (full.label, naming.label):
            entry.aliases.setdefault(label, None)
        entry.actors.update(dict.fromkeys(actors))
        if full.kind == "step":
            entry.kind = "step"
        return self._id(key)

    def issues(self) -> tuple[Issue, ...]:
        """All issues, each with its wordings; of an absence, what it negates, where that is one of them."""
        found = []
        for key, entry in self._entries.items():
            negates = self._negated(key, entry)
            found.append(
                Issue(
                    id=self._id(key),
                    label=entry.label,
                    aliases=tuple(sorted(entry.aliases)),
                    kind=entry.kind,
                    actors=tuple(entry.actors),
                    negates=negates,
                    confidence=0.8,
                )
            )
        return tuple(found)

    def _negated(self, key: tuple[frozenset[str], bool], entry: _Entry) -> str | None:
        if key[1]:
            other = (key[0], False)
            return self._id(other) if other in self._entries else None
        if entry.label.startswith("end of "):
            other = (key_of(entry.label.removeprefix("end of ")), False)
            return self._id(other) if other in self._entries else None
        return None

    def _id(self, key: tuple[frozenset[str], bool]) -> str:
        return stable_id("issue", self.report, " ".join(sorted(key[0])), "absent" if key[1] else "")

    def _in_full(self, naming: Naming) -> Naming:
        """A name whose short definite thing ("the trial") is given the words that brought it in."""
        thing = naming.thing or naming.label
        if len(thing.split()) != 1 or not thing.isalpha():
            return naming
        if naming.start >= len(self.doc):
            return naming
        stop = min(max(naming.end, naming.start + 1), len(self.doc))
        words = self.doc[naming.start : stop].text
        if not re.search(_DEFINITE + re.escape(thing) + r"\b", words, re.IGNORECASE):
            return naming
        fuller = self._before(thing.lower(), naming.start)
        if fuller is None:
            return naming
        label = re.sub(rf"\b{re.escape(thing)}\b", lambda _: fuller, naming.label, count=1)
        return replace(naming, label=label)

    def _before(self, head: str, index: int) -> str | None:
        """The nearest fuller phrase before a place with the same head."""
        best = None
        for start, phrase_head, label in self._all_phrases():
            if start >= index:
                break
            if phrase_head == head and 2 <= len(label.split()) <= _LONGEST and len(key_of(label)) > 1:
                best = label
        return best

    def _all_phrases(self) -> list[tuple[int, str, str]]:
        if self._phrases is None:
            self._phrases = []
            reached = 0
            for token in self.doc:
                if token.i < reached or token.pos_ not in {"DET", "ADJ", "NOUN", "PROPN", "NUM"}:
                    continue
                found = noun_phrase(self.doc, token.i, min(len(self.doc), token.i + 14))
                if found is None:
                    continue
                head_end = next(
                    (i for i in range(found[0], found[1]) if self.doc[i].pos_ in {"ADP", "CCONJ"}), found[1]
                )
                head = self.doc[head_end - 1].lower_ if head_end > found[0] else ""
                self._phrases.append((found[0], head, label_of(self.doc, *found)))
                reached = max(token.i + 1, head_end)
        return self._phrases
