"""No regular expression of the package takes long over a text made to trip it.

Each pattern is tried on some hundreds of texts of 400 characters that repeat what it looks for. At that
length one that tries all ways to part a text (exponential) never ends, and the third power takes seconds.
"""

import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from patterns import attacks, patterns

LENGTH = 400
LONGEST = 0.25
"""Seconds of this process's own time."""


class TookTooLong(Exception):
    """The time was up."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TookTooLong

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def slow_on(pattern: re.Pattern[str] | re.Pattern[bytes], length: int = LENGTH) -> str:
    """The beginning of a text that a pattern takes too long over, or nothing."""
    for text in attacks(pattern, length):
        try:
            with at_most(LONGEST):
                pattern.search(text if isinstance(pattern.pattern, str) else text.encode())  # type: ignore
        except TookTooLong:
            return text[:40]
    return ""


def test_no_pattern_of_the_package_can_be_made_slow() -> None:
    found = patterns()
    assert len(found) > 200
    slow = {name[:200]: text for name, pattern in found.items() if (text := slow_on(pattern))}
    assert slow == {}


@pytest.mark.parametrize("pattern", [r"(a+)+b", r"(?:\w+\s?)*:", r"\s+(.{2,90}?)\s+(.{2,90}?)\s+as\b"])
def test_one_that_can_be_is_found_out(pattern: str) -> None:
    began = time.process_time()
    assert slow_on(re.compile(pattern))
    assert time.process_time() - began < 30
