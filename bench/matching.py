"""When something of ours is the gold's: labels, places of words, sides and days.

The rules are those of the dossiers' README: labels with a word F1 of at least a half (stemmed, small words
left out), words that overlap by half of the shorter ones, a person and whom the person acts for as the same.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from dossiers import Actors
from onrecord.interpret.stems import stem
from onrecord.model import Actor, DateInterval
from onrecord.text.folding import folded_words
from onrecord.text.words import word_set

LEAST = 0.5
_SMALL = word_set("the a an of in on to for with and or at by from its his her their our any no into as over")
FOLDED = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " ", "\n": " "})


def stems(label: str) -> Counter[str]:
    return Counter(stem(word) for word in folded_words(label) if word not in _SMALL)


def labels_match(ours: Sequence[str], gold: Sequence[str]) -> bool:
    for one in map(stems, ours):
        for other in map(stems, gold):
            shared = sum((one & other).values())
            if shared and 2 * shared / (sum(one.values()) + sum(other.values())) >= LEAST:
                return True
    return False


def place_of(text: str, words: str) -> tuple[int, int] | None:
    """Where words of the gold stand, quotation marks and blanks taken as alike."""
    start = text.translate(FOLDED).find(words.translate(FOLDED))
    return (start, start + len(words)) if start >= 0 else None


def overlaps(one: tuple[int, int], other: tuple[int, int]) -> bool:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared * 2 >= min(one[1] - one[0], other[1] - other[0])


class Sides:
    """Whether an actor of ours is a gold actor, or acts for the same."""

    def __init__(self, gold: list[dict[str, Any]]) -> None:
        self.actors = Actors(gold)
        self.acts_for = {entry["id"]: entry.get("acts_for") for entry in gold}

    def side(self, gold: str) -> set[str]:
        """The gold actor, whom it acts for, and who acts for those."""
        found = {gold} | ({self.acts_for[gold]} if self.acts_for.get(gold) else set())
        return found | {one for one, other in self.acts_for.items() if other and other in found}

    def agree(self, ours: str | None, gold: str | None, known: dict[str, Actor]) -> bool:
        """Whether an actor of ours is on the side of a gold actor."""
        if ours is None or gold is None:
            return ours is None and gold is None
        actor = known.get(ours)
        if actor is None:
            return False
        if ours in self.acts_for:
            return ours in self.side(gold)
        near = [actor, *(known[role.actor] for role in actor.acts_for if role.actor in known)]
        return any(self.actors.is_right(one, other) for one in near for other in self.side(gold))


def date_agrees(ours: DateInterval, gold: str | None) -> bool:
    if not gold:
        return True
    return ours.day is not None and ours.day.isoformat() == gold
