"""The whole way under fire: what was read from spoiled inputs is processed in time, and all evidence holds.

`make fuzz` tries thousands; here stands a seeded slice.
"""

import time
from collections.abc import Iterator
from datetime import date

import pytest
from counted import COUNT, SEED, counted
from inputs import inputs
from odd_texts import made_texts, paragraphs_of

from onrecord.errors import ReadError
from onrecord.model import DateInterval, Report, ReportRecords, Span
from onrecord.pipeline import process
from onrecord.read import Limits, read_bytes
from onrecord.read.feed import feed_entries
from onrecord.text.layout import lay_out
from onrecord.track.correction_notes import correction_notes

LONGEST = 5.0
LIMITS = Limits(max_bytes=2_000_000, max_records=3)
LABELS = (
    "Correction: ",
    "An earlier version of this article said ",
    "Clarification",
    "We wrongly reported ",
    "",
)
PUBLISHED = DateInterval.on(date(2024, 3, 5))


def spans_of(records: ReportRecords) -> Iterator[Span]:
    for attribution in records.attributions:
        yield from (*attribution.content, *attribution.cue, *attribution.source)
    for claim in (*records.positions, *records.conditions, *records.events):
        yield from claim.evidence
    for mention in records.mentions:
        yield mention.span


def holds(report: Report) -> None:
    began = time.process_time()
    records = process(report)
    assert time.process_time() - began < LONGEST, report.text[:200]
    for span in spans_of(records):
        assert report.text[span.start : span.end] == span.text
    ids = [
        one.id for one in (*records.attributions, *records.positions, *records.conditions, *records.events)
    ]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.atom"])
def test_what_spoiled_inputs_say_is_processed(name: str) -> None:
    count = COUNT // 8
    with counted(f"process, {name}", count):
        for data in inputs(name, count, SEED + 1):
            for item in read_bytes(data, name, limits=LIMITS):
                if isinstance(item, Report):
                    holds(item)


def test_made_texts_are_processed() -> None:
    count = COUNT // 4
    with counted("process, made texts", count):
        for text in made_texts(count, SEED + 2):
            if text.strip():
                holds(Report(text=text, blocks=lay_out(text).blocks, published=PUBLISHED))


def test_notes_of_made_texts_hold() -> None:
    count = COUNT * 10
    with counted("correction notes", count):
        for number, made in enumerate(made_texts(count, SEED + 3)):
            text = LABELS[number % len(LABELS)] + made
            began = time.process_time()
            for note in correction_notes(text, paragraphs_of(text), PUBLISHED):
                assert text[note.note.start : note.note.end] == note.note.text
                assert all(words and words in text for words in note.wrong)
            assert time.process_time() - began < 1.0, text


@pytest.mark.parametrize("name", ["a.xml", "a.atom"])
def test_entries_of_spoiled_feeds_have_keys_and_stamps(name: str) -> None:
    with counted(f"entries, {name}", COUNT):
        for data in inputs(name, COUNT, SEED + 4):
            try:
                found = list(feed_entries(data, address="https://courier.example/feed", most=50))
            except ReadError:
                continue
            for entry in found:
                assert entry.key and len(entry.stamp) == 64
                assert entry.published.earliest is None or entry.published.latest is not None
