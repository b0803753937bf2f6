"""The noun phrases of a report: what "the trial" was called in full when it first came up."""

import re
from dataclasses import replace

from onrecord.interpret.naming import Naming, name_phrase
from onrecord.interpret.nouns import JOINING, hangs_on_verb, label_of, noun_phrase
from onrecord.interpret.stems import key_of
from onrecord.interpret.words import things
from onrecord.text.tokens import Doc, Token

_DEFINITE = r"\b(?:the|this|that|these|those|our|such)\s+"
_ANY = r"\b(?:no|any|a|an|such an?)\s+"
_NEAR = 1500
"""Characters before "a ban" within which a fuller phrase, the only one of its head, is taken for the same."""
_NEXT = 600
"""Characters before "the ban" within which the last fuller phrase is meant, whatever others there are."""
_LONGEST = 10
_LONGEST_WITH_A_CLAUSE = 9
_ENDING = frozenset({"ADP", "CCONJ", "SCONJ", "VERB"})


def _tells_more(label: str) -> bool:
    """Whether a phrase has more than its head and an adjective: what it is of, or a noun before it."""
    words = label.lower().split()
    return 2 <= len(words) <= _LONGEST and len(key_of(label)) > 1 and not JOINING.isdisjoint(words[1:])


def _agree(one: frozenset[str], other: frozenset[str]) -> bool:
    return one <= other or other <= one


class Phrases:
    """The noun phrases of a document, found when first asked for."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self._phrases: list[tuple[int, str, tuple[int, int]]] | None = None
        self._labels: dict[tuple[int, int], str] = {}

    def in_full(self, naming: Naming) -> Naming:
        """A name whose short definite thing ("the trial") is given the words that brought it in.

        Args:
            naming: the issue as one place names it.

        Returns:
            It, its label longer where a fuller phrase with the same head stands before it.
        """
        thing = naming.thing or naming.label
        if len(thing.split()) != 1 or not thing.isalpha():
            return naming
        if naming.start >= len(self.doc):
            return naming
        stop = min(max(naming.end, naming.start + 1), len(self.doc))
        words = self.doc[naming.start : stop].text
        if re.search(_DEFINITE + re.escape(thing) + r"\b", words, re.IGNORECASE):
            fuller = self._before(thing.lower(), naming.start)
        elif re.search(_ANY + re.escape(thing) + r"\b", words, re.IGNORECASE):
            fuller = self._only_one(thing.lower(), naming.start)
        else:
            return naming
        if fuller is None:
            return naming
        label = re.sub(rf"\b{re.escape(thing)}\b", lambda _: fuller, naming.label, count=1)
        return replace(naming, label=label)

    def _before(self, head: str, index: int) -> str | None:
        """The nearest fuller phrase before a place with the same head."""
        found: dict[frozenset[str], str] = {}
        best, known, near = None, False, False
        for start, phrase_head, words in self._all_phrases():
            if start >= index:
                break
            if phrase_head != head:
                continue
            first, known = not known, True
            if self.doc[start].tag_ in {"JJS", "RBS"} or self._is_of_another(start):
                continue
            label = self._label(words)
            if self.doc[start].like_num and label.split()[1:] == [head]:
                continue  # of the stones nine were spoken of, and these are the stones
            if len(label.split()) == 1:
                label = self._with_its_clause(start)
            told = label.split()[:1] and label.split()[0].lower() not in things().shapeless
            has_clause = not {"that", "which", "who"}.isdisjoint(label.split())
            if has_clause and not first and self.doc[start].lower_ == "the":
                continue  # "the merger that failed in 2011" is not the one that was spoken of before
            longest = _LONGEST_WITH_A_CLAUSE if has_clause else _LONGEST
            if told and 2 <= len(label.split()) <= longest and len(key_of(label)) > 1:
                found[key_of(label)] = best = label
                near = self.doc[index].idx - self.doc[start].idx <= _NEXT
        told_apart = best is not None and any(not _agree(key, key_of(best)) for key in found)
        return best if near or not told_apart else None

    def _only_one(self, head: str, index: int) -> str | None:
        """The one fuller phrase shortly before a place that has the same head: "no promise", after one."""
        found = {
            key_of(label): label
            for start, phrase_head, words in self._all_phrases()
            if start < index and phrase_head == head and self.doc[index].idx - self.doc[start].idx <= _NEAR
            for label in (self._label(words),)
            if self.doc[start].lower_ != "no" and _tells_more(label)
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def only_fuller(self, head: str, index: int) -> str | None:
        """The one fuller phrase near a place that has the same head, whichever words stand before either.

        Args:
            head: a noun, in small letters.
            index: index of the word that stands alone.
        """
        found: dict[frozenset[str], str] = {}
        for start, phrase_head, words in self._all_phrases():
            if phrase_head != head or abs(self.doc[index].idx - self.doc[start].idx) > _NEAR:
                continue
            label = self._label(words)
            # "A soft cheese" is one of many, "the observer mission" and "a ban on nets" are told apart.
            told = any(token.pos_ in {"NOUN", "PROPN", "ADP"} for token in self._beside_head(words, head))
            if told and 2 <= len(label.split()) <= _LONGEST and len(key_of(label)) > 1:
                found.setdefault(key_of(label), label)
        return next(iter(found.values())) if len(found) == 1 else None

    def _beside_head(self, words: tuple[int, int], head: str) -> list[Token]:
        """The words of a phrase but its head."""
        return [token for token in self.doc[words[0] : words[1]] if token.lower_ != head]

    def _label(self, words: tuple[int, int]) -> str:
        """What a phrase is called; few are ever asked for."""
        if words not in self._labels:
            self._labels[words] = label_of(self.doc, *words)
        return self._labels[words]

    def _with_its_clause(self, start: int) -> str:
        """A noun alone with the relative clause that tells it: "law that would close the ports"."""
        end = self.doc[start].sent.end
        alone, named = noun_phrase(self.doc, start, end), name_phrase(self.doc, start, end)
        if alone is None or named is None or named.end <= alone[1]:
            return ""
        return named.label if len(named.label.split()) <= _LONGEST_WITH_A_CLAUSE else ""

    def _is_of_another(self, start: int) -> bool:
        """Whether a phrase begins after a superlative's article: "the worst attack" is not any attack."""
        following = self.doc[start + 1] if start + 1 < len(self.doc) else None
        return following is not None and following.tag_ in {"JJS", "RBS"}

    def _is_company(self, index: int) -> bool:
        """Whether what goes with a thing is told here as something new: "inspectors | with a gun each"."""
        following = self.doc[index + 1] if index + 1 < len(self.doc) else None
        return self.doc[index].lower_ == "with" and following is not None and following.lower_ in {"a", "an"}

    def _all_phrases(self) -> list[tuple[int, str, tuple[int, int]]]:
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
                    (i for i in range(found[0], found[1]) if self.doc[i].pos_ in _ENDING),
                    found[1],
                )
                # "shut the quay to foreign boats": the quay alone
                rest = range(head_end, found[1])
                away = (i for i in rest if hangs_on_verb(self.doc, i, found[0]) or self._is_company(i))
                end = next(away, found[1])
                found = found[0], end
                head = self.doc[head_end - 1].lower_ if head_end > found[0] else ""
                self._phrases.append((found[0], head, found))
                reached = max(token.i + 1, head_end)
        return self._phrases
