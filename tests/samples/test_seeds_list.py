"""The list of statements in the seed reports: its offsets fit the files, and it holds no text of them."""

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

LIST = Path(__file__).parents[2] / "bench" / "seeds.json"
SHARED = os.environ.get("ONRECORD_SHARED", "")
SEEDS = Path(SHARED) / "seeds" if SHARED else None
FILES: list[dict[str, Any]] = json.loads(LIST.read_text(encoding="utf-8"))["files"]
SPACE_OR_COMMA = " \n\t,"

needs_seeds = pytest.mark.skipif(
    SEEDS is None or not SEEDS.is_dir(), reason="the seed reports lie under ONRECORD_SHARED, which is not set"
)
each_file = pytest.mark.parametrize("entry", FILES, ids=[entry["file"] for entry in FILES])


def seed_text(entry: dict[str, Any]) -> str:
    """The file as it is, checked to be the one that the offsets were counted in."""
    assert SEEDS is not None
    data = (SEEDS / entry["file"]).read_bytes()
    assert hashlib.sha256(data).hexdigest() == entry["sha256"]
    return data.decode("utf-8")


def ranges(entry: dict[str, Any]) -> Iterator[tuple[int, int]]:
    """Every range of an entry but those of `not_statements`."""
    for statement in entry["statements"]:
        yield from map(tuple, statement["content"])
        for part in ("source", "cue"):
            if statement[part]:
                yield tuple(statement[part])
    for mentions in (*entry["actors"].values(), *entry["roles"].values()):
        yield from map(tuple, mentions)


@each_file
def test_statements_are_well_formed(entry: dict[str, Any]) -> None:
    for statement in entry["statements"]:
        assert statement["content"]
        assert statement["kind"] in {"direct", "indirect", "mixed"}
        assert statement["attitude"] in {"speech", "belief", "intention"}
        assert statement["place"] in {"body", "bullet"}
        assert (statement["source"] is None) == (statement["cue"] is None)
        assert isinstance(statement["certain"], bool)


@needs_seeds
def test_every_seed_is_listed() -> None:
    assert SEEDS is not None
    assert sorted(path.name for path in SEEDS.glob("*.txt")) == [entry["file"] for entry in FILES]


@needs_seeds
@each_file
def test_ranges_lie_in_the_text_and_are_trimmed(entry: dict[str, Any]) -> None:
    text = seed_text(entry)
    assert len(text) == entry["length"]
    for start, end in ranges(entry):
        assert 0 <= start < end <= len(text)
        assert text[start:end].strip(SPACE_OR_COMMA) == text[start:end]
    for statement in entry["statements"]:
        for start, end in statement["content"]:
            assert text[end - 1] != ".", "content leaves out the closing full stop"
            assert text[start] not in '"“' and text[end - 1] not in '"”', "and the outer quotation marks"


@needs_seeds
@each_file
def test_no_statement_lies_in_what_is_none(entry: dict[str, Any]) -> None:
    text = seed_text(entry)
    for low, high in entry["not_statements"]:
        assert text[low:high].strip()
        for statement in entry["statements"]:
            for start, end in (*statement["content"], statement["source"] or (0, 0)):
                assert end <= low or start >= high


@needs_seeds
@each_file
def test_source_and_cue_stand_near_the_content(entry: dict[str, Any]) -> None:
    text = seed_text(entry)
    for statement in entry["statements"]:
        if statement["source"] is None:
            continue
        start, end = statement["content"][0][0], statement["content"][-1][1]
        for part in ("source", "cue"):
            low, high = statement[part]
            between = text[high:start] if high <= start else text[end:low] if low >= end else ""
            assert between.count("\n") <= 1, "in the same paragraph, or in the next one"
            assert len(between) < 150


@needs_seeds
def test_the_list_holds_no_text_of_the_seeds() -> None:
    listed = LIST.read_text(encoding="utf-8").lower()
    for entry in FILES:
        words = seed_text(entry).lower().split()
        for position in range(len(words) - 5):
            assert " ".join(words[position : position + 6]) not in listed
