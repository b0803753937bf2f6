"""Which report carries whose text: pairs, direction, share, and the one report that each copy took its text
from.

Whether two reports are copies depends on those two alone. A report is looked up by its keys
(`shingles.keys`), compared with those that share some (`enough_shared`, then `copied`), and `sources` picks
among its pairs the report it took its text from. A statement that two reports quote is no copy: only the
narration decides.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

import numpy as np

from onrecord.model import DateInterval, Report
from onrecord.text.folding import fold
from onrecord.track.linking import connected
from onrecord.track.shingles import (
    Hashes,
    Mask,
    Signature,
    covered,
    keys,
    narrated_cover,
    narrated_words,
    signature,
)

LEAST_SHARE = 0.25
"""A copy has at least this part of its narration, or of the other's, in common with the other. Reports of one
event by two hands stayed below 0.12 on the development dossiers, copies above 0.27."""
STANDING_SHARE = 0.4
"""Where less is shared, and that at the end of both texts, it is what stands under every report on a matter:
who a company is, how a conflict came about."""
AT_THE_END = 0.5
LEAST_WORDS = 20
"""Fewer shared words of narration may be chance, or a standing phrase."""
LEAST_KEYS = 0.1
"""Of the keys of the one that has fewer; where fewer are shared the texts are not compared."""
CLEARLY_FULLER = 0.1
"""By so much more of one text must lie in the other than the other way round to tell which was cut."""
AS_GOOD = 0.02
"""Of reports that a text may have been taken from, those within this share of the best are as good as it."""

LATE_STAMP = timedelta(days=2)
"""An agency stamps a dispatch anew when it is corrected: so much later it may be dated than its copies."""

Basis = Literal["credit", "date", "cut", "order"]


@dataclass(frozen=True, slots=True)
class Printed:
    """What of a report decides whether it is a copy.

    Attributes:
        id: of the report.
        signature: of its text.
        published: when.
        outlet: who published it, or empty.
        credits: agencies and outlets that it names as whose text it is: "AP", "Chronicle reporters and TPA".
        address: its URL, or empty.
    """

    id: str
    signature: Signature
    published: DateInterval
    outlet: str = ""
    credits: tuple[str, ...] = ()
    address: str = ""

    @classmethod
    def of(cls, report: Report) -> "Printed":
        """What decides, read from a report."""
        return cls(
            report.id,
            signature(report.text),
            report.published,
            report.outlet,
            tuple(credit for credit in (report.credit, report.author) if credit),
            report.url,
        )


@dataclass(frozen=True, slots=True, order=True)
class Copied:
    """That one report carries another's text.

    Attributes:
        copy: id of the report that carries it.
        origin: id of the one that it is from, or that at least had it before.
        share: how much of the copy's text stands in the other, from 0 to 1, by words.
        basis: what tells the direction. `credit`: the copy names the other's outlet, or the other is an
            agency's own dispatch; `date`: the copy came out on a later day; `cut`: the other is fuller;
            `order`: nothing does, and the ids decide.
    """

    copy: str
    origin: str
    share: float
    basis: Basis


def enough_shared(shared: int, one: int, other: int) -> bool:
    """Whether two reports share enough keys to be compared; what fails it is no copy.

    Args:
        shared: how many keys they share.
        one: how many the one has.
        other: how many the other has.
    """
    return shared >= 1 and shared >= LEAST_KEYS * min(one, other)


def copied(one: Printed, other: Printed) -> Copied | None:
    """Whether one of two reports carries the other's text, and which.

    Args:
        one: a report.
        other: another; the answer is the same whichever comes first.

    Returns:
        The copy, or None where they share too little, or are two versions of one text at the same address.
    """
    if one.id == other.id or (one.address and one.address == other.address):
        return None
    one, other = sorted((one, other), key=lambda printed: printed.id)
    if not _shared_enough(one.signature, other.signature):
        return None
    in_other, in_one = _shares(one.signature, other.signature)
    first_is_copy, basis = _direction(one, other, in_other, in_one)
    if first_is_copy:
        return Copied(one.id, other.id, in_other, basis)
    return Copied(other.id, one.id, in_one, basis)


def sources(pairs: Iterable[Copied]) -> dict[str, Copied]:
    """The report that each copy took its text from, where copies were copied again.

    Of several it is the one that most of its text is in; where some are as good, one whose outlet it names,
    then one that is no copy itself, then the one with the largest share and the smallest id. Nothing points
    back to
    itself: a circle is cut at its weakest link.

    Args:
        pairs: all pairs of some reports, in any order; whole families of copies at least.

    Returns:
        The chosen pair by the copy's id.
    """
    possible: dict[str, list[Copied]] = {}
    for pair in sorted(set(pairs)):
        possible.setdefault(pair.copy, []).append(pair)
    copies_ = frozenset(possible)
    chosen = {copy: _best(found, copies_) for copy, found in possible.items()}
    while circle := _circle(chosen):
        weakest = min(circle, key=lambda copy: (_firmness(chosen[copy].basis), chosen[copy].share, copy))
        left = [pair for pair in possible[weakest] if pair.origin != chosen[weakest].origin]
        possible[weakest] = left
        if left:
            chosen[weakest] = _best(left, copies_)
        else:
            del chosen[weakest]
    return chosen


def families(ids: Iterable[str], pairs: Iterable[Copied]) -> list[tuple[str, ...]]:
    """Reports that carry one text, directly or through one another.

    Args:
        ids: of all reports in question.
        pairs: those found among them.

    Returns:
        Groups of ids, each sorted, in order of their smallest; a report without copies is a group of its own.
    """
    known = set(ids)
    links = ((pair.copy, pair.origin) for pair in pairs if pair.copy in known and pair.origin in known)
    return connected(known, links)


def independent(reports: Iterable[str], pairs: Iterable[Copied]) -> int:
    """How many of some reports are in words of their own, a report and its copies counted as one."""
    return len(families(reports, pairs))


def find_copies(reports: Mapping[str, Printed]) -> tuple[Copied, ...]:
    """All pairs of copies among many reports, without comparing all pairs.

    The same as comparing each with each by `enough_shared` and `copied`; only reports that share keys are.

    Args:
        reports: by id.

    Returns:
        The pairs, sorted.
    """
    ids = sorted(reports)
    found: list[Copied] = []
    for one, other in _candidates([keys(reports[id_].signature) for id_ in ids]):
        pair = copied(reports[ids[one]], reports[ids[other]])
        if pair is not None:
            found.append(pair)
    return tuple(sorted(found))


def _candidates(all_keys: list[tuple[int, ...]]) -> Iterable[tuple[int, int]]:
    """Pairs of numbers of reports that share enough keys: an index of keys, walked report by report."""
    if not all_keys:
        return
    sizes = np.array([len(each) for each in all_keys], dtype=np.int64)
    owners = np.repeat(np.arange(len(all_keys), dtype=np.int32), sizes)
    flat = np.fromiter((key for each in all_keys for key in each), dtype=np.int64, count=int(sizes.sum()))
    order = np.lexsort((owners, flat))
    shelved, owners = flat[order], owners[order]
    begins = np.searchsorted(shelved, flat, side="left")
    # Where each key of a report stands in its own shelf: the reports before it there are those to compare
    # with.
    own = np.empty(len(order), dtype=np.int64)
    own[order] = np.arange(len(order))
    place = 0
    for number, size in enumerate(sizes.tolist()):
        before = [owners[begins[at] : own[at]] for at in range(place, place + size) if own[at] > begins[at]]
        place += size
        if not before:
            continue
        others, shared = np.unique(np.concatenate(before), return_counts=True)
        for other, count in zip(others.tolist(), shared.tolist(), strict=True):
            if enough_shared(count, size, int(sizes[other])):
                yield other, number


def _shared_enough(one: Signature, other: Signature) -> bool:
    """Whether two texts have so much narration in common that one carries the other."""
    if not one.words or not other.words:
        return False
    if one.whole == other.whole:
        return True
    in_other, in_one = narrated_cover(one, _sorted(other)), narrated_cover(other, _sorted(one))
    if min(in_other.sum(), in_one.sum()) < LEAST_WORDS:
        return False
    share = max(
        in_other.sum() / narrated_words(one).sum(),
        in_one.sum() / narrated_words(other).sum(),
    )
    return bool(
        share >= STANDING_SHARE
        or (share >= LEAST_SHARE and not (_at_the_end(in_other) and _at_the_end(in_one)))
    )


def _at_the_end(words: Mask) -> bool:
    """Whether four fifths of what is marked lies in the second half of a text."""
    return bool(np.quantile(np.flatnonzero(words), 0.2) >= AT_THE_END * len(words))


def _shares(one: Signature, other: Signature) -> tuple[float, float]:
    """How much of each text stands in the other, quotations included."""
    if one.whole == other.whole:
        return 1.0, 1.0
    in_other = covered(one, _sorted(other)).mean()
    in_one = covered(other, _sorted(one)).mean()
    return round(float(in_other), 3), round(float(in_one), 3)


def _sorted(signature_: Signature) -> Hashes:
    return np.sort(signature_.shingles)


def _direction(one: Printed, other: Printed, in_other: float, in_one: float) -> tuple[bool, Basis]:
    """Whether the first is the copy, and what tells so."""
    by_credit = _credits(one, other) - _credits(other, one)
    if by_credit:
        return by_credit > 0, "credit"
    if _before(one.published, other.published):
        return False, "date"
    if _before(other.published, one.published):
        return True, "date"
    if abs(in_other - in_one) >= CLEARLY_FULLER:
        return in_other > in_one, "cut"
    return False, "order"


def _credits(copy: Printed, origin: Printed) -> int:
    """How firmly credits say that one report is a copy of the other.

    Returns:
        2 where it names the other's outlet, 1 where the other is an agency's own dispatch and it is not, else
        0.
    """
    if _names(copy.credits, copy.outlet) or _before(copy.published, origin.published, LATE_STAMP):
        return 0
    return 2 if _names(copy.credits, origin.outlet) else int(_names(origin.credits[:1], origin.outlet))


def _before(one: DateInterval, other: DateInterval, by: timedelta = timedelta()) -> bool:
    """Whether one day is surely earlier than another, by more than so much."""
    return bool(one.latest and other.earliest and other.earliest - one.latest > by)


def _names(credits_: Iterable[str], outlet: str) -> bool:
    """Whether credits name an outlet, in full or by its initials: "AP", "with Reuters", "AFP"."""
    name = fold(outlet).removeprefix("the ")
    if not name:
        return False
    short = "".join(word[0] for word in name.split())
    wanted = {name} | ({short} if len(short) > 1 else set())
    return any(
        re.search(rf"\b{re.escape(form)}\b", credit)
        for credit in map(fold, credits_)
        for form in (*wanted, *_initials_of(credit, name))
    )


def _initials_of(credit: str, name: str) -> tuple[str, ...]:
    """The credit itself, where its initials are the outlet's name: "Associated Press" of the outlet "AP"."""
    words = credit.removeprefix("the ").split()
    return (credit,) if len(words) > 1 and "".join(word[0] for word in words) == name else ()


def _best(found: list[Copied], copies_: frozenset[str]) -> Copied:
    most = max(pair.share for pair in found)
    as_good = [pair for pair in found if pair.share >= most - AS_GOOD]
    return min(
        as_good, key=lambda pair: (pair.basis != "credit", pair.origin in copies_, -pair.share, pair.origin)
    )


def _firmness(basis: Basis) -> int:
    return ("order", "cut", "date", "credit").index(basis)


def _circle(chosen: Mapping[str, Copied]) -> list[str]:
    """Copies that point to one another in a circle, or none."""
    done: set[str] = set()
    for begin in sorted(chosen):
        path: list[str] = []
        at = begin
        while at in chosen and at not in done:
            done.add(at)
            path.append(at)
            at = chosen[at].origin
        if at in path:
            return path[path.index(at) :]
    return []
