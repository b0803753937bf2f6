"""Readers under fire: whatever they are given, they give reports or problems, in time and within memory.

`make fuzz` gives them ten thousand inputs each; here stands a seeded slice of those. The limit of one second
is of this process's own time.
"""

import os
import time
import tracemalloc
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from inputs import BILLION, OUTSIDE, SEEDS, inputs, packed_bombs

from onrecord.model import DateInterval, Report
from onrecord.read import Limits, Problem, read_bytes
from onrecord.text.dates import find_dates
from onrecord.text.quotes import find_quotations

COUNT = int(os.environ.get("ONRECORD_FUZZ", "40"))
SEED = int(os.environ.get("ONRECORD_FUZZ_SEED", "1"))
LONGEST = 1.0
MEMORY = 60_000_000
LIMITS = Limits(max_bytes=2_000_000, max_pages=50, max_records=50)


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
            assert item.published.earliest is None or item.published.earliest <= date(2100, 1, 1)
    return took


@pytest.mark.parametrize("name", SEEDS)
def test_spoiled_inputs_are_reports_or_problems_in_time(name: str) -> None:
    reads(SEEDS[name], name)  # what is loaded late is loaded now
    for number, data in enumerate(inputs(name, COUNT, SEED)):
        if (took := reads(data, name)) >= LONGEST:
            took = reads(data, name)  # the first may have loaded what is loaded late
        assert took < LONGEST, f"{name}, seed {SEED}, number {number}: {took:.1f} s"


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


@settings(max_examples=max(50, COUNT), derandomize=SEED == 1, deadline=None)
@given(st.text(max_size=300))
@example("“" * 200)
@example("\"'" * 100)
@example("on Monday, 31 February 20" * 10)
def test_dates_and_quotations_of_any_text_hold(text: str) -> None:
    began = time.process_time()
    for found in find_dates(text, 0, len(text), DateInterval.on(date(2024, 3, 4))):
        assert 0 <= found.start < found.end <= len(text)
    for quotation in find_quotations(text, [(0, len(text))]):
        assert 0 <= quotation.start <= quotation.end <= len(text)
    assert time.process_time() - began < LONGEST
