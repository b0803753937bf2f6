import gzip
import io
import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given as forall
from hypothesis import strategies as st

from onrecord.errors import DamagedInput, EmptyInput, TooLarge
from onrecord.model import DateInterval, Report
from onrecord.read.given import Given, Limits, Problem
from onrecord.read.jsonl import read_jsonl
from onrecord.text.edits import restore

TEXT = (
    "The minister of rivers said on Friday that the dam stays shut.\n\nNobody in Selm was surprised by that."
)


def lines(*records):
    return b"".join(
        record if isinstance(record, bytes) else json.dumps(record).encode() + b"\n" for record in records
    )


def read(data, name="dump-2024-05-01.jsonl", **options):
    options.setdefault("given", Given(path=name))
    return list(read_jsonl(io.BytesIO(data), name=name, **options))


def test_a_report_a_line_with_its_fields():
    record = {
        "text": TEXT, "title": "Dam stays shut", "outlet": "The Courier", "author": "Ida Lund",
        "credit": "TPA",
        "url": "https://courier.example/dam", "published": "2024-05-17T08:00:00Z", "language": "en",
        "retrieved": "2024-05-18T10:00:00+02:00", "tags": ["dam"], "score": 3,
    }  # fmt: skip
    (report,) = read(lines(record))
    assert (report.title, report.outlet, report.author, report.credit, report.url, report.language) == (
        "Dam stays shut", "The Courier", "Ida Lund", "TPA", "https://courier.example/dam", "en",
    )  # fmt: skip
    assert report.published == DateInterval.on(date(2024, 5, 17))
    assert report.retrieved == datetime(2024, 5, 18, 8, tzinfo=UTC)
    assert report.text == TEXT
    assert report.raw == lines(record)


@forall(st.text(st.characters(codec="utf-8"), max_size=300))
def test_offsets_count_from_the_first_character_of_the_field(text):
    for item in read(lines({"text": text})):
        if isinstance(item, Report):
            assert restore(item.text, item.edits) == text


def test_bad_lines_are_told_by_their_number_and_the_rest_is_read():
    data = lines(
        {"text": TEXT},
        b"\n",
        b"{not json\n",
        b'["a", "list"]\n',
        b'{"text": "\xff"}\n',
        {"title": "no text"},
        {"text": TEXT, "published": "some day"},
        {"text": TEXT, "outlet": 3},
        b'{"text": "half a character: \\ud83d"}\n',
        b"[" * 100_000 + b"\n",
        {"text": TEXT.replace("rivers", "water")},
    )
    items = read(data)
    assert [type(item) for item in items] == [Report, *[Problem] * 8, Report]
    problems = [item for item in items if isinstance(item, Problem)]
    assert [problem.source.rsplit(" ", 1)[1] for problem in problems] == [
        "3",
        "4",
        "5",
        "6",
        "7",
        "8",
        "9",
        "10",
    ]
    for problem in problems:
        assert f"{problem.source} " in problem.error.what
        assert "\n" not in str(problem.error)
        assert isinstance(problem.error, DamagedInput | EmptyInput)


def test_the_name_of_the_file_is_no_date_of_its_reports():
    (report,) = read(lines({"text": TEXT}))
    assert report.published == DateInterval()


def test_addresses_within_the_file():
    items = read(lines({"text": TEXT, "id": "a/7"}, {"text": TEXT}, {"text": TEXT + " Not even the mayor."}))
    assert items[0].address == "dump-2024-05-01.jsonl#a%2F7"
    assert len({item.id for item in items}) == 3
    again = read(lines({"text": "The mayor said nothing at all about it on Monday."}, {"text": TEXT}))
    assert again[1].id == items[1].id


def test_what_is_given_wins_but_one_address_is_not_that_of_all():
    given = Given(outlet="Given", url="https://given.example/", path="dump.jsonl")
    items = read(
        lines({"text": TEXT, "outlet": "Own", "url": "https://own.example/1"}, {"text": TEXT}), given=given
    )
    assert [item.outlet for item in items] == ["Given", "Given"]
    assert items[0].url == "https://own.example/1"
    assert items[1].url == ""


def test_an_export_can_be_read_again():
    exported = {
        "type": "report", "id": "rep-1", "text": TEXT, "outlet": "The Courier",
        "published": {"earliest": "2024-05-17", "latest": "2024-05-18", "basis": "inferred"},
    }  # fmt: skip
    items = read(
        lines({"type": "ledger", "format": 1}, exported, {"type": "actor", "id": "act-1", "name": "Varga"})
    )
    assert len(items) == 1
    assert items[0].published == DateInterval(date(2024, 5, 17), date(2024, 5, 18), "inferred")


@pytest.mark.parametrize(
    "interval", [{"earliest": "x"}, {"basis": "guessed"}, {"earliest": "2024-05-18", "latest": "2024-05-17"}]
)
def test_intervals_that_make_no_sense(interval):
    (problem,) = read(lines({"text": TEXT, "published": interval}))
    assert "interval" in problem.error.what


def test_pages():
    page = "<html><body><article><p>" + TEXT.replace("\n\n", "</p><p>") + "</p></article></body></html>"
    (report,) = read(lines({"html": page, "url": "https://courier.example/dam"}))
    assert report.text == TEXT
    assert report.url == "https://courier.example/dam"


def test_a_line_beyond_the_limit_is_passed_over():
    data = lines({"text": TEXT}, {"text": "x" * 5_000}, {"text": TEXT + " At all."})
    items = read(data, limits=Limits(max_bytes=1_000))
    assert [type(item) for item in items] == [Report, Problem, Report]
    assert isinstance(items[1].error, TooLarge)


def test_a_line_without_end_is_given_up():
    items = read(lines({"text": TEXT}) + b"x" * 100_000, limits=Limits(max_bytes=1_000))
    assert [type(item) for item in items] == [Report, Problem, Problem]


def test_more_reports_than_the_limit():
    items = read(lines(*[{"text": TEXT, "id": n} for n in range(5)]), limits=Limits(max_records=3))
    assert [type(item) for item in items] == [Report] * 3 + [Problem]
    assert "more than 3" in items[-1].error.what


def test_a_packed_file_that_is_cut_off_gives_what_came_before():
    text = [
        {"text": f"The minister said {n} times that the dam stays shut until {n * 7919 % 1000} people agree."}
        for n in range(1_500)
    ]
    packed = gzip.compress(lines(*text))
    with gzip.GzipFile(fileobj=io.BytesIO(packed[: len(packed) // 2])) as stream:
        items = list(read_jsonl(stream, name="cut.jsonl.gz"))
    assert sum(isinstance(item, Report) for item in items) > 200
    assert [type(item) for item in items[-2:]] == [Report, Problem]
    assert "cut off" in items[-1].error.what
