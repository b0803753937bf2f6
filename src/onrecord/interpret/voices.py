"""Whose words a stretch of a report is: who speaks there, through whom and when."""

from bisect import bisect_right
from dataclasses import dataclass, field

from onrecord.model import Attribution, DateInterval, Report
from onrecord.text.layout import Layout


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks at a place.

    Attributes:
        attribution: the innermost attribution that covers the place, or None in narration.
        speaker: id of who speaks, or None in narration or where that is unsure.
        outer: id of who says that the speaker said it, or None.
        date: when it was said; of narration, when it was published.
        quoted: whether the place lies between quotation marks.
    """

    attribution: Attribution | None
    speaker: str | None
    outer: str | None
    date: DateInterval
    quoted: bool

    @property
    def narrated(self) -> bool:
        """Whether the report itself speaks."""
        return self.attribution is None


@dataclass(frozen=True, slots=True)
class Voices:
    """The voices of a report.

    Attributes:
        report: the report.
        layout: its sentences and quotations.
        attributions: in order of their content.
    """

    report: Report
    layout: Layout
    attributions: tuple[Attribution, ...]
    _pieces: list[tuple[int, int, int]] = field(init=False, repr=False, compare=False)
    _begins: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Who speaks is asked of each clause: the pieces of content are put in order once.
        pieces = sorted(
            (span.start, span.end, number)
            for number, attribution in enumerate(self.attributions)
            for span in attribution.content
        )
        object.__setattr__(self, "_pieces", pieces)
        object.__setattr__(self, "_begins", [start for start, _, _ in pieces])

    def at(self, offset: int) -> Voice:
        """Who speaks at an offset."""
        covering = [(end - start, number) for start, end, number in self._covering(offset)]
        quoted = self.layout.is_quoted(offset)
        if not covering:
            return Voice(None, None, None, self.report.published, quoted)
        attribution = self.attributions[min(covering)[1]]
        date = said_or_published(attribution.said_on, self.report.published)
        first_person = attribution.kind == "direct"
        return Voice(attribution, attribution.speaker, attribution.reported_by, date, quoted or first_person)

    def cued(self, start: int, end: int) -> Attribution | None:
        """The attribution whose cue shares a character with a stretch."""
        for attribution in self.attributions:
            if any(cue.start < end and start < cue.end for cue in attribution.cue):
                return attribution
        return None

    def first_piece(self, offset: int, floor: int) -> int | None:
        """Where the first piece of the attribution begins that covers an offset, not before a floor."""
        covering = [(end - start, number) for start, end, number in self._covering(offset)]
        if not covering:
            return None
        pieces = self.attributions[min(covering)[1]].content
        return min((span.start for span in pieces if span.start >= floor), default=None)

    def bounds(self, offset: int) -> tuple[int, int] | None:
        """The piece of content that an offset lies in, the innermost."""
        covering = [(end - start, start, end) for start, end, _ in self._covering(offset)]
        return min(covering)[1:] if covering else None

    def _covering(self, offset: int) -> list[tuple[int, int, int]]:
        """The pieces of content that an offset lies in: start, end, and number of the attribution."""
        begun = self._pieces[: bisect_right(self._begins, offset)]
        return [piece for piece in begun if offset < piece[1]]


def said_or_published(said: DateInterval, published: DateInterval) -> DateInterval:
    """The date of what was said: the stated day, else the report's.

    Args:
        said: when it was said, as far as the words tell.
        published: when the report was published.

    Returns:
        What the words state; what was said before the report's day as such. Where the days were only inferred
        and that of publication is one of them, that day, as inferred; where nothing is known, the date of
        publication.
    """
    if said.earliest is None and said.latest is None:
        return published
    day = published.day
    if said.basis != "inferred" or said.day is not None or day is None:
        return said
    if said.earliest is None and said.latest is not None and said.latest < day:
        return said
    within = (said.earliest is None or said.earliest <= day) and (said.latest is None or day <= said.latest)
    return DateInterval(day, day, "inferred") if within else said
