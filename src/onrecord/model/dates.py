"""Dates as the record keeps them: intervals with a basis, never rounded up to certainty."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Basis = Literal["stated", "inferred", "unknown"]


@dataclass(frozen=True, slots=True)
class DateInterval:
    """A day, or a stretch of days that one day lies in.

    Attributes:
        earliest: the first possible day, or None where nothing bounds it.
        latest: the last possible day (inclusive), or None.
        basis: `stated` in words or metadata, `inferred` from them, or `unknown`.
    """

    earliest: date | None = None
    latest: date | None = None
    basis: Basis = "unknown"

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError(f"interval ends before it begins: {self.earliest} to {self.latest}")

    @classmethod
    def on(cls, day: date, basis: Basis = "stated") -> "DateInterval":
        """The interval of one day."""
        return cls(day, day, basis)

    @property
    def day(self) -> date | None:
        """The day, where the interval is a single one."""
        return self.earliest if self.earliest == self.latest else None


UNKNOWN_DATE = DateInterval()
