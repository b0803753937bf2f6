"""Readers under fire: whatever they are given, they give reports or problems, in time and within memory.

`make fuzz` gives them ten thousand inputs each; here stands a seeded slice of those. The limit of one second
is of this process's own time.
"""

import resource
import time
import tracemalloc
from pathlib import Path

import pytest
from counted import COUNT, SEED, counted
from inputs import BILLION, OUTSIDE, SEEDS, inputs, packed_bombs

from onrecord.model import Report
from onrecord.read import Limits, Problem, read_bytes
from onrecord.read.stamps import LATEST_YEAR

LONGEST = 1.0
MEMORY = 60_000_000
GROWTH = 150_000_000
LIMITS = Limits(max_bytes=2_000_000, max_pages=50, max_records=50)


def resident() -> int:
    """The largest memory that this process has had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def reads(data: bytes, name: str) -> float:
    """Seconds that reading takes; that it gives reports whose spans hold, or problems, is asserted."""
    began = time.process_time()
    found = list(read_bytes(data, name, limits=LIMITS))
    took = time.process_time() - began
    assert found
    for item in found:
        assert isinstance(item, Report | Problem)
        if isinstance(item, Report):
            assert item.text.strip()
            item.text.encode("utf-8")  # no half of a character
            for block in item.blocks:
                assert 0 <= block.start < block.end <= len(item.text)
            assert item.published.earliest is None or item.published.earliest.year <= LATEST_YEAR
    return took


@pytest.mark.parametrize("name", SEEDS)
def test_spoiled_inputs_are_reports_or_problems_in_time(name: str) -> None:
    reads(SEEDS[name], name)  # what is loaded late is loaded now
    before = resident()
    with counted(name, COUNT):
        for number, data in enumerate(inputs(name, COUNT, SEED)):
            try:
                if (took := reads(data, name)) >= LONGEST:
                    took = reads(data, name)  # the first may have loaded what is loaded late
            except BaseException:
                print(f"{name}, seed {SEED}, number {number}")
                raise
            assert took < LONGEST, f"{name}, seed {SEED}, number {number}: {took:.1f} s"
    assert resident() - before < GROWTH  # nothing piles up


@pytest.mark.parametrize("name", ["gzip", "gzip of gzip", "docx", "pdf", "warc"])
def test_what_unpacks_without_end_is_stopped(name: str) -> None:
    bomb = packed_bombs(50_000_000)[name]
    assert len(bomb) < 400_000
    list(read_bytes(SEEDS["a.docx"], "a.docx"))
    tracemalloc.start()
    try:
        found = list(read_bytes(bomb, "a", limits=LIMITS))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < MEMORY
    assert all(len(item.text) < LIMITS.max_bytes for item in found if isinstance(item, Report))
    if name != "pdf":
        assert [type(item) for item in found] == [Problem]


@pytest.mark.parametrize("text", [BILLION, OUTSIDE], ids=["entities", "external entity"])
def test_entities_are_neither_multiplied_nor_fetched(text: str) -> None:
    host = Path("/etc/hostname")
    secret = host.read_text().strip() if host.exists() else ""
    for name in ("a.xml", "a.html"):
        took = reads(text.encode(), name)
        assert took < LONGEST
        for item in read_bytes(text.encode(), name, limits=LIMITS):
            if isinstance(item, Report):
                assert len(item.text) < 10_000 and (not secret or secret not in item.text + item.title)
