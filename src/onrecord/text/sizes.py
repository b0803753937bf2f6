"""How long a text may be, and from when on reading it takes so long that it should be said."""

from onrecord.errors import TooLarge
from onrecord.model import Report

LONGEST = 1_000_000
"""Characters: four hundred pages, which take minutes. What refers to what is looked for in the whole text."""
LONG = 100_000
"""Characters that take ten seconds or more."""
INTERPRETED = frozenset({"en", "und"})
"""Languages of reports that are interpreted: English, and where it is not known which."""


def require_readable(report: Report) -> None:
    """See that a report is not too long to be interpreted.

    Raises:
        TooLarge: it has more than `LONGEST` characters, in a language that is interpreted.
    """
    length = len(report.text)
    if length > LONGEST and report.language in INTERPRETED:
        raise TooLarge(
            f"{report.address or 'The text'} has {length:,} characters, and a report may have {LONGEST:,}.",
            "Split it into chapters or sessions, and add each as a report of its own.",
        )


def takes_long(report: Report) -> bool:
    """Whether reading a report takes so long that somebody may wonder."""
    return len(report.text) >= LONG and report.language in INTERPRETED
