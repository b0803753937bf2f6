"""Statements that say something like a text by meaning, and apart from them those that say the opposite.

Vectors of the content words find what is about the same (`language.meaning`); they are blind to negation.
Which of it says the opposite comes from how the words stand: said or denied, one side of a pair of opposites
or the other (`track.wording`). Nothing of this is kept: vectors are made when asked, of what the other
filters leave.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nlargest
from itertools import islice
from typing import Any

from sqlalchemy import Connection

from onrecord.errors import UsageError
from onrecord.late import Late
from onrecord.model import Act, AttributionKind
from onrecord.store import asking
from onrecord.store.engine import Store
from onrecord.store.entries import AttributionEntry, Page

# The vectors and their tokenizer take a while to import, and most commands don't need them.
vectors_of = Late("onrecord.language.meaning", "vectors_of")
likeness_of = Late("onrecord.language.meaning", "likeness")
wording = Late("onrecord.track.wording", "wording")
content_words = Late("onrecord.track.wording", "content_words")
opposed = Late("onrecord.track.wording", "opposed")
contrary = Late("onrecord.track.wording", "contrary")
shared = Late("onrecord.track.wording", "shared")

NOISE = 0.4
"""Below it a statement is not shown; see "Like by meaning" in docs/explanation/decisions.md."""
COMMON = 0.5
"""More than this share of a text's content words must be in a statement that is set against it."""
LOOKED_AT = 1_000
"""How many of the likest statements are taken apart for comparison."""
BATCH = 2_000


@dataclass(frozen=True, slots=True)
class LikeEntry:
    """A statement that is like a text, or says the opposite of it.

    Attributes:
        entry: the statement.
        likeness: the cosine of its content and the text, above `NOISE`, at most 1.
        opposite: whether it says the opposite.
    """

    entry: AttributionEntry
    likeness: float
    opposite: bool


class LikenessQuestions:
    """The question by meaning; part of `Ledger`."""

    _store: Store

    def like(
        self,
        text: str,
        *,
        speaker: str = "",
        outlet: str = "",
        since: date | None = None,
        until: date | None = None,
        search: str = "",
        kind: AttributionKind | str = "",
        issue: str = "",
        act: Act | str = "",
        limit: int = 20,
    ) -> Page[LikeEntry]:
        """Statements that are like a text by meaning, the likest first; then those that say the opposite.

        Args:
            text: a sentence, or some words; the same text gives the same answer.
            speaker: as for `attributions`, like all that follows.
            outlet: words of the outlet's name.
            since: on this day or later.
            until: on this day or earlier.
            search: words that the content has besides.
            kind: `direct`, `indirect` or `mixed`.
            issue: words of the label of an issue that is spoken of, or its id.
            act: what is done in it, such as `demand`.
            limit: how many at most of those that are like it, and of those that say the opposite.

        Returns:
            One page; `total` counts both sorts, of the thousand likest statements.

        Raises:
            UsageError: the text has no word to go by, or the limit is none.
        """
        if limit < 1:
            raise UsageError(f"A list of {limit} statements is none.", "Ask for one or more.")
        asked = asking.Asked(
            speaker=speaker,
            outlet=outlet,
            since=since,
            until=until,
            search=search,
            kind=kind,
            issue=issue,
            act=act,
        )
        with self._store.reading() as connection:
            near = nlargest(LOOKED_AT, _above_noise(connection, asked, text), key=lambda found: found[0])
            parted = list(_parted(connection, text, near))
            like = [found for found in parted if not found[2]]
            opposite = [found for found in parted if found[2]]
            shown = like[:limit] + opposite[:limit]
            entries = asking.attributions_of(connection, [number for _, number, _ in shown])
        items = tuple(LikeEntry(entries[number], likeness, opposite) for likeness, number, opposite in shown)
        return Page(items, "", len(parted))


def _above_noise(connection: Connection, asked: asking.Asked, text: str) -> Iterator[tuple[float, int]]:
    """Likeness and number of every statement that is like a text, in the order of the ledger."""
    (mine,) = vectors_of([content_words(text)])
    if not mine.any():
        raise UsageError(f"There is no word in {text!r} to go by.", "Give a sentence, or some words.")
    rows = asking.contents(connection, asked)
    while batch := list(islice(rows, BATCH)):
        # Whole numbers below 2 ** 24 all along, so that the order of adding them changes nothing.
        near: Any = likeness_of(mine, vectors_of([content_words(words) for _, words in batch]))
        for place in (near >= NOISE).nonzero()[0]:
            yield min(float(near[place]), 1.0), batch[place][0]


def _parted(
    connection: Connection, text: str, near: Sequence[tuple[float, int]]
) -> Iterator[tuple[float, int, bool]]:
    """Likeness, number and whether it is an opposite, without what denies the text on too little."""
    mine = wording(text)
    told = asking.tellings(connection, [number for _, number in near])
    for likeness, number in near:
        words, cue = told[number]
        theirs = wording(words, cue)
        if not opposed(mine, theirs) or shared(mine, theirs) > COMMON:
            yield likeness, number, contrary(mine, theirs)
