"""Whether two attributions are of one act of speaking: structure and time first, words second, no opposites.

All of it is decided by the two alone. In reports of their own hands, two attributions are of one utterance if
one speaker can have said both on one day and in words that are the same, or nearly. In a report and its copy
they are if the copy has the words of the other. Within a report a quotation that goes on without a cue is of
the same utterance.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise

from rapidfuzz import fuzz

from onrecord.model import UNKNOWN_DATE, ActorKind, Attribution, AttributionKind, DateInterval
from onrecord.track.wording import Wording, longest_run, opposed, wording

VERBATIM = 5
"""A run of so many shared words is one quotation, where enough of them are content words."""
TELLING = 8
"""So many words in a row are nobody else's."""
CARRIED = 0.8
"""A copy has words of its original at least this like (rapidfuzz's ratio over words, 0 to 1)."""
PARTIAL = 0.95
"""What likeness to a part of longer words counts, to that to all of them."""
ROUNDING = 1
"""Hundredths of a likeness: so far below what counts it is worked out, lest rounding cut off what does."""
SHORT_TIME = timedelta(days=6)
SOME_MONTHS = timedelta(days=92)
LONG_AGO = timedelta(days=366)
"""Where nothing bounds how long ago something was said, no longer than this is looked back."""
GOES_ON = 150
"""So many characters after the cue or the source a quotation without a cue may follow and still be its next
piece."""
GOES_ON_BARE = 6
"""The same after a piece that has no cue itself: no more than a paragraph break and marks."""
KEYED_WORDS = 4
KEYED_PAIRS = 2
"""So many content words, and pairs of neighbouring ones, of a statement are keys: those of the smallest
hashes, so that statements with words in common have some of these in common too (Broder, "On the resemblance
and containment of documents", 1997)."""
BLOCK = 32
"""Days of a stretch of time that keys are kept apart by."""
RECALLED = timedelta(days=3)
"""What was said so long before the report that gives it is recalled: one statement, worth recalling."""


@dataclass(frozen=True, slots=True)
class _Enough:
    """How much two wordings must have in common.

    Attributes:
        words: so many content words.
        part: this part of the content words of the one that has fewer.
        run: or a run of so many words.
        weighty: so many of them content words.
    """

    words: int
    part: float
    run: int
    weighty: int


# By how closely the days are known (to a week, to a month or a quarter, less) and whether one is recalled.
# The less is known of the days, the more the words have to show: what is repeated for months is not one act.
ENOUGH = {
    (0, True): _Enough(2, 0.4, 5, 2),
    (0, False): _Enough(3, 0.6, VERBATIM, 3),
    (1, True): _Enough(3, 0.6, VERBATIM, 3),
    (1, False): _Enough(4, 0.75, 6, 3),
    (2, True): _Enough(6, 0.8, 8, 2),
    (2, False): _Enough(6, 0.8, 8, 2),
}


@dataclass(frozen=True, slots=True)
class Said:
    """What of an attribution decides which utterance it is of.

    Attributes:
        id: of the attribution.
        report: id of its report.
        speaker: id of the ledger's actor who speaks, or None where that is unsure.
        parties: ids of the ledger's actors whom the speaker acts for.
        who: what kind of actor the speaker is, or None where that is unsure.
        kind: `direct`, `indirect` or `mixed`.
        text: the words, pieces of one attribution parted by " \u2026 ".
        cue: the words that introduce it, or empty.
        said_on: when.
        published: when the report was.
        start: offset of its first character, content, source or cue, in the report's text.
        end: offset after its last.
    """

    id: str
    report: str
    speaker: str | None
    text: str
    kind: AttributionKind = "indirect"
    cue: str = ""
    said_on: DateInterval = UNKNOWN_DATE
    published: DateInterval = UNKNOWN_DATE
    parties: frozenset[str] = frozenset()
    who: ActorKind | None = None
    start: int = 0
    end: int = 0

    @classmethod
    def of(
        cls,
        attribution: Attribution,
        published: DateInterval,
        speaker: str | None = None,
        parties: Iterable[str] = (),
        who: ActorKind | None = None,
    ) -> "Said":
        """What decides, read from an attribution.

        Args:
            attribution: of a report.
            published: when that was published.
            speaker: id of the ledger's actor that the attribution's speaker is, or None.
            parties: ids of the ledger's actors whom that one acts for.
            who: what kind of actor it is.
        """
        spans = (*attribution.content, *attribution.cue, *attribution.source)
        return cls(
            id=attribution.id,
            report=attribution.report,
            speaker=speaker,
            text=" \u2026 ".join(span.text for span in attribution.content),
            kind=attribution.kind,
            cue=" ".join(span.text for span in attribution.cue),
            said_on=attribution.said_on,
            published=published,
            parties=frozenset(parties),
            who=who,
            start=min((span.start for span in spans), default=0),
            end=max((span.end for span in spans), default=0),
        )

    @property
    def wording(self) -> Wording:
        """Its words, taken apart."""
        return wording(self.text, self.cue)

    @property
    def days(self) -> tuple[date | None, date]:
        """The first and last day on which it can have been said; the first is None where nothing tells."""
        last = self.said_on.latest or self.published.latest or date.max
        return self.said_on.earliest, last


def utterance_keys(said: Said) -> tuple[str, ...]:
    """What two attributions must share to be compared, where their reports are no copies of each other.

    Args:
        said: an attribution.

    Returns:
        Keys, sorted: the speaker, and each party spoken for, with each of the `word_keys`; and the
        `whole_key`. Few attributions share one.
    """
    who = [party for party in sorted({said.speaker or "", *said.parties}) if party]
    keys = {f"{party} {key}" for party in who for key in word_keys(said)}
    return tuple(sorted(keys | set(whole_key(said))))


def word_keys(said: Said) -> tuple[str, ...]:
    """Some of a statement's words, those of one stretch of time apart, whoever said it."""
    return _word_keys(said.text, said.cue, *said.days)


@lru_cache(maxsize=65_536)
def _word_keys(text: str, cue: str, first: date | None, last: date) -> tuple[str, ...]:
    words = wording(text, cue)
    # Those of the smallest hashes: an order that has nothing to do with the words.
    pairs = sorted(_neighbours(words), key=lambda two: _hash(str(two)))[:KEYED_PAIRS]
    some = sorted(words.stems, key=_spread)[:KEYED_WORDS]
    keys = {" ".join(two) for two in pairs}
    keys.update(f"{word} {block}" for block in _blocks(first, last) for word in some)
    return tuple(sorted(keys))


def whole_key(said: Said) -> tuple[str, ...]:
    """The hash of all words of a statement, where they are enough to be known by; else nothing."""
    words = said.wording.words
    return (f"= {_hash(' '.join(words)).hex()}",) if len(words) >= TELLING else ()


def joining(one: Said, other: Said) -> float:
    """How sure it is that two attributions are of one utterance, of reports that are no copies of each other.

    Args:
        one: an attribution.
        other: another; the answer is the same whichever comes first.

    Returns:
        From 0 (they are not) to 1.
    """
    if one.report == other.report or not one_time(one, other):
        return 0.0
    mine, theirs = one.wording, other.wording
    if opposed(mine, theirs) or _figures_differ(mine, theirs):
        return 0.0
    if not one_speaker(one, other):
        return 0.6 if word_for_word(one, other) else 0.0
    # Those of one speaker, or of a party and whoever speaks for it, share their keys if they share these.
    if set(word_keys(one)).isdisjoint(word_keys(other)) and not set(whole_key(one)) & set(whole_key(other)):
        return 0.0
    loose = _looseness(one, other)
    enough = ENOUGH[loose, _recalled(one) or _recalled(other)]
    run, weighty = longest_run(mine, theirs)
    if weighty >= enough.weighty and run >= enough.run:
        return round(0.95 - 0.1 * loose, 3)
    shared = mine.stems & theirs.stems
    part = len(shared) / max(1, min(len(mine.stems), len(theirs.stems)))
    if len(shared) >= enough.words and part >= enough.part:
        return round((0.9 - 0.1 * loose) * (0.5 + part / 2), 3)
    telling = any(len(figure) > 1 for figure in mine.figures & theirs.figures)
    if telling and part == 1.0 and loose == 0:
        return 0.7
    return 0.0


def same_utterance(one: Said, other: Said) -> bool:
    """Whether two attributions of different reports are of one act of speaking; see `joining`."""
    return joining(one, other) > 0


def copied_statements(copy: Sequence[Said], origin: Sequence[Said]) -> tuple[tuple[str, str, float], ...]:
    """Which attributions of a report came with the text from which of the report that it was copied from.

    Each has one partner at most, the likest first. Speakers need not agree: where the copy left out who it
    was, the words are still the same.

    Args:
        copy: the attributions of the copy.
        origin: those of the original.

    Returns:
        Pairs of ids and how sure each is, those of the surest first.
    """
    same = _found_again(copy, origin)
    paired = {said.id for two in same for said in two}
    pairs = [(one, other) for one in copy for other in origin if not {one.id, other.id} & paired]
    scored = []
    for one, other in (*same, *pairs):
        likeness = carried(one, other)
        if likeness >= CARRIED:
            apart = abs(one.start - other.start)
            scored.append((-likeness, apart, one.id, other.id))
    found: list[tuple[str, str, float]] = []
    taken: set[str] = set()
    for likeness, _, first, second in sorted(scored):
        if not {first, second} & taken:
            taken |= {first, second}
            found.append((first, second, round(-likeness, 3)))
    return tuple(found)


def _found_again(copy: Sequence[Said], origin: Sequence[Said]) -> list[tuple[Said, Said]]:
    """The pairs whose very words stand once in either report: to each of the two nothing else is as like."""
    mine, theirs = _by_words(copy), _by_words(origin)
    return [
        (one, other)
        for words, one in mine.items()
        if one is not None and (other := theirs.get(words)) is not None and carried(one, other) == 1.0
    ]


def _by_words(report: Sequence[Said]) -> dict[tuple[str, ...], Said | None]:
    """A report's attributions by their words; None by those that several have."""
    found: dict[tuple[str, ...], Said | None] = {}
    for one in report:
        words = one.wording.words
        found[words] = None if words in found else one
    return found


def carried(one: Said, other: Said) -> float:
    """How like an attribution in a copy is to one in the original, from `CARRIED` to 1; else 0."""
    mine, theirs = one.wording, other.wording
    if not mine.words or not theirs.words:
        return 0.0
    whole = 1.0 if mine.words == theirs.words else _alike(mine.words, theirs.words)
    if whole < CARRIED or opposed(mine, theirs) or (whole < 1 and _figures_differ(mine, theirs)):
        return 0.0
    return whole


def _alike(mine: tuple[str, ...], theirs: tuple[str, ...]) -> float:
    """How like two rows of words are, from 0 to 1, where that is much; else anything less than `CARRIED`."""
    whole = fuzz.ratio(mine, theirs, score_cutoff=100 * CARRIED - ROUNDING) / 100
    shorter, longer = sorted((mine, theirs), key=len)
    if len(shorter) >= VERBATIM:
        least = 100 * CARRIED / PARTIAL - ROUNDING
        part = fuzz.partial_ratio(" ".join(shorter), " ".join(longer), score_cutoff=least) / 100
        whole = max(whole, PARTIAL * part)
    return whole


def goes_on(report: Iterable[Said]) -> tuple[tuple[str, str], ...]:
    """Which attributions of one report carry on the one before: a quotation taken up again without a cue.

    Args:
        report: the attributions of one report.

    Returns:
        Pairs of ids, the piece before and the piece after.
    """
    ordered = sorted(report, key=lambda said: (said.start, said.end, said.id))
    found = []
    for before, after in pairwise(ordered):
        gap = after.start - before.end
        most = GOES_ON if before.cue else GOES_ON_BARE
        if (
            not after.cue
            and after.kind == "direct"
            and before.kind in ("direct", "mixed")
            and after.speaker == before.speaker
            and 0 <= gap <= most
        ):
            found.append((before.id, after.id))
    return tuple(found)


def one_speaker(one: Said, other: Said) -> bool:
    """Whether one actor can have spoken both.

    It is the same, or one acts for the other, or both act for a third and one of them is not named.
    """
    if one.speaker is None or other.speaker is None:
        return False
    if one.speaker == other.speaker or one.speaker in other.parties or other.speaker in one.parties:
        return True
    return "unnamed" in (one.who, other.who) and bool(one.parties & other.parties)


def word_for_word(one: Said, other: Said) -> bool:
    """Whether two attributions have the very same words, many enough, at a time that is known.

    Then they are one though one report names a person and the other the company, or nobody; not where they
    name two persons, or two bodies.
    """
    words = one.wording.words
    return (
        words == other.wording.words
        and len(words) >= TELLING
        and len(one.wording.stems) >= 3
        and _looseness(one, other) < 2
        and (None in (one.speaker, other.speaker) or _a_person_and_a_body(one, other))
    )


def _a_person_and_a_body(one: Said, other: Said) -> bool:
    return None not in (one.who, other.who) and (one.who == "person") != (other.who == "person")


def one_time(one: Said, other: Said) -> bool:
    """Whether both can have been said on one day; an inferred day may be one off."""
    (first, last), (their_first, their_last) = one.days, other.days
    if first is None and last != date.max:
        first = last - LONG_AGO
    if their_first is None and their_last != date.max:
        their_first = their_last - LONG_AGO
    slack = timedelta(days=int("inferred" in (one.said_on.basis, other.said_on.basis)))
    return not (
        (their_first is not None and last < date.max and last + slack < their_first)
        or (first is not None and their_last < date.max and their_last + slack < first)
    )


def same_words(one: Said, other: Said) -> bool:
    """Whether two attributions have nearly the same words, as when a report gives a statement twice."""
    return carried(one, other) >= CARRIED


def _looseness(one: Said, other: Said) -> int:
    """How little is known of the days: 0 where both are known to the week, 1 to a month or so, 2 less."""
    widths = []
    for said in (one, other):
        first, last = said.days
        widths.append((last - first) if first is not None and last < date.max else LONG_AGO)
    widest = max(widths)
    return 0 if widest <= SHORT_TIME else 1 if widest <= SOME_MONTHS else 2


def _recalled(said: Said) -> bool:
    """Whether a report gives the day of a statement as one that lies well before its own."""
    if said.said_on.basis != "stated" or said.said_on.latest is None or said.published.earliest is None:
        return False
    return said.published.earliest - said.said_on.latest >= RECALLED


def _figures_differ(one: Wording, other: Wording) -> bool:
    return bool(one.figures and other.figures and not one.figures & other.figures)


def _blocks(first: date | None, last: date) -> range:
    """The stretches of time that a statement may be of; none where too little is known of its days."""
    if first is None or last - first > SOME_MONTHS:
        return range(0)
    return range((first.toordinal() - 1) // BLOCK, (last.toordinal() + 1) // BLOCK + 1)


def _neighbours(words: Wording) -> set[tuple[str, str]]:
    """Content words that follow one another, whatever small words are between, in alphabetical order."""
    return {(one, two) if one <= two else (two, one) for one, two in pairwise(words.in_order)}


@lru_cache(maxsize=65_536)
def _spread(word: str) -> bytes:
    """A fixed order of words that has nothing to do with the alphabet."""
    return _hash(word)


def _hash(words: str) -> bytes:
    return blake2b(words.encode(), digest_size=8).digest()
