"""Reading that says what it is at, where a text is so long that it takes its time."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.cli.output import Progress, note
from onrecord.text.sizes import takes_long

if TYPE_CHECKING:
    from onrecord.model import Report, ReportRecords


@dataclass(frozen=True, slots=True)
class Announced:
    """`process`, which tells of long texts: on a terminal how far it is, else in one line that it began.

    It may be handed to worker processes; they share this one's standard error.
    """

    def __call__(self, report: "Report") -> "ReportRecords":
        """The records of a report."""
        from onrecord.pipeline import process

        if not takes_long(report):
            return process(report)
        about = f"{report.address or 'a text'}, {len(report.text):,} characters"
        line = Progress()
        if not line.shown:
            note(f"Reading {about}: this takes a while.")
            return process(report)
        line.say(f"Reading {about} ...")
        try:
            return process(report, lambda part: line.say(f"Reading {about}: {part:.0%}"))
        finally:
            line.clear()
