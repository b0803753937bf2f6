"""Who says what of which issue, as a matrix: the last word of each holder on each issue."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.model import DateInterval, Polarity
from onrecord.store.entries import PositionEntry
from onrecord.text.acting import SIGNS

UNSURE = 0.6  # a confidence below it is marked as doubt
CLAIMED = frozenset({"allege", "deny"})  # about what is so, not about what is wanted


@dataclass(frozen=True, slots=True)
class Cell:
    """What one holder says of one issue.

    Attributes:
        signs: those of the last day on which it said something, each once.
        doubtful: whether nothing of that is sure and first-hand.
        last: the positions of that day, in order.
        polarities: theirs, each once, sorted.
    """

    signs: str
    doubtful: bool
    last: tuple[PositionEntry, ...] = ()
    polarities: tuple[Polarity, ...] = ()

    def __str__(self) -> str:
        return f"({self.signs})" if self.doubtful else self.signs


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who says what of which issue, the busiest first.

    Attributes:
        holders: names by id.
        issues: labels by id.
        cells: by holder and issue.
    """

    holders: Mapping[str, str]
    issues: Mapping[str, str]
    cells: Mapping[tuple[str, str], Cell]


def matrix_of(entries: Iterable[PositionEntry]) -> Matrix:
    """The matrix of some positions, in order of time; allegations and denials are left out.

    Args:
        entries: positions in force on the day that is asked about.
    """
    said: dict[tuple[str, str], list[PositionEntry]] = {}
    names: dict[str, str] = {}
    labels: dict[str, str] = {}
    for entry in entries:
        position = entry.position
        if position.act not in CLAIMED and not position.hypothetical:
            said.setdefault((position.holder, position.issue), []).append(entry)
            names[position.holder] = entry.holder
            labels[position.issue] = entry.issue
    wide = Counter(holder for holder, _ in said)
    tall = Counter(issue for _, issue in said)
    holders = sorted(names, key=lambda id_: (-wide[id_], names[id_], id_))
    # Issues of the busiest holder together, so that the signs of a column stand below one another.
    place = {holder: number for number, holder in enumerate(holders)}
    first: dict[str, int] = {}
    for holder, issue in said:
        first[issue] = min(first.get(issue, len(holders)), place[holder])
    issues = sorted(labels, key=lambda id_: (-tall[id_], first[id_], labels[id_], id_))
    return Matrix(
        {id_: names[id_] for id_ in holders},
        {id_: labels[id_] for id_ in issues},
        {key: _cell(group) for key, group in said.items()},
    )


def _when(entry: PositionEntry) -> DateInterval:
    """When it was stated or, where that is unknown, published."""
    date = entry.position.date
    return date if date.earliest or date.latest else entry.report.published


def _cell(entries: Sequence[PositionEntry]) -> Cell:
    """The last word: first-hand and sure where there is any, else marked as doubt."""
    sure = [one for one in entries if one.position.via is None and one.position.confidence >= UNSURE]
    counting = sure or entries
    day = _when(counting[-1])
    last = tuple(one for one in counting if _when(one) == day)
    polarities = tuple(sorted({one.position.polarity for one in last}))
    return Cell("".join(sorted(SIGNS[one] for one in polarities)), not sure, last, polarities)
