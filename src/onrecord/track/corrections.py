"""What a correction corrects: the one of an outlet's earlier reports that it means, and statements in it.

A note names what was wrong in words of its own, so statements are compared by content words: as in `wording`,
stems without function words. What is not clear is left open: the note stands in its report in any case.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.model import DateInterval
from onrecord.track.correction_notes import CorrectionNote
from onrecord.track.wording import wording

ALIKE = 0.7
"""Of the words that a note says were wrong, or of a statement, so many must stand in the other."""
LEAST = 3
"""So many content words must be shared, since two are in many statements."""
UNDATED = 5
"""Where the note gives no day, so many."""
LONGEST_AGO = timedelta(days=60)
EITHER_SIDE = timedelta(days=1)
"""Wednesday's edition may have been published on Tuesday evening."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correctable:
    """A record of an earlier report, as far as a correction goes by it.

    Attributes:
        id: of the attribution, position, condition or event.
        report: id of its report.
        words: its content or evidence.
    """

    id: str
    report: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A report that a note could be about.

    Attributes:
        id: of the report.
        published: when.
        before: whether it is an earlier version of the report that the note stands in.
    """

    id: str
    published: DateInterval
    before: bool = False


def days_meant(note: CorrectionNote, published: DateInterval) -> tuple[date, date] | None:
    """Between which days what a note corrects was published, or None where the note's own day is unknown."""
    last = published.latest or published.earliest
    if last is None:
        return None
    stated = [day for interval in note.on for day in (interval.earliest, interval.latest) if day is not None]
    stated = [day for day in stated if day <= last]
    if stated and not note.own:
        return min(stated) - EITHER_SIDE, max(stated) + EITHER_SIDE
    return last - LONGEST_AGO, last


def corrected(
    note: CorrectionNote,
    published: DateInterval,
    reports: Sequence[Earlier],
    records: Iterable[Correctable],
) -> tuple[str, ...]:
    """Ids of what a note corrects.

    Args:
        note: the note.
        published: when the report was published that it stands in.
        reports: earlier reports of the same outlet, and earlier versions of the same report.
        records: the records of those reports.

    Returns:
        Ids of the records whose words it says were wrong, in the order given; else of the one report that it
        can mean: an earlier version, or the only one of the day that it names. Empty where that is not clear.
    """
    meant = {one.id: one for one in reports if _may_be(note, published, one)}
    if note.kind != "retraction":
        found = _records(note, meant, list(records))
        if found:
            return tuple(found)
    versions = [one.id for one in meant.values() if one.before]
    if note.own and versions:
        return (versions[-1],)
    others = [one.id for one in meant.values() if not one.before]
    dated = bool(note.on) and not note.own
    return (others[0],) if dated and len(others) == 1 else ()


def _may_be(note: CorrectionNote, published: DateInterval, one: Earlier) -> bool:
    """Whether a note can be about a report, by their days."""
    if note.own or one.before:
        return note.own and one.before
    days = days_meant(note, published)
    first, last = one.published.earliest, one.published.latest
    if days is None or first is None or last is None:
        return False
    return first <= days[1] and days[0] <= last


def _records(note: CorrectionNote, meant: dict[str, Earlier], records: list[Correctable]) -> list[str]:
    least = LEAST if note.on or note.own else UNDATED
    wrong = [stems for words in note.wrong if (stems := wording(words).stems)]
    found = []
    for one in records:
        if one.report not in meant:
            continue
        mine = wording(one.words).stems
        if any(_same(stems, mine, least) for stems in wrong):
            found.append(one.id)
    return found


def _same(wrong: frozenset[str], mine: frozenset[str], least: int) -> bool:
    shared = len(wrong & mine)
    return shared >= min(least, len(wrong)) and shared >= 2 and shared >= ALIKE * min(len(wrong), len(mine))
