import gzip
import io
import json
import os
import sys
import types
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord.read
from onrecord.errors import (
    DamagedInput,
    EmptyInput,
    FetchError,
    ReadError,
    TooLarge,
    UnknownFormat,
    UnsafeAddress,
)
from onrecord.model import DateInterval, Report
from onrecord.read import Given, Limits, Problem, SafeClient, read, read_bytes
from onrecord.text.edits import restore

sys.path.insert(0, str(Path(__file__).parent))
from local_site import local_site
from made_files import PAGE, PARAGRAPHS, page_of, pdf, warc, word_file

TEXT = "Dam first, says Varga\n\n" + "\n\n".join(PARAGRAPHS)
WORDS = "We can wait for a third one"
HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html"
MAIL = f"""From: Ida Lund <ida@courier.example>
Subject: Dam first
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

{TEXT}""".encode()
FEED = f"""<rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Courier</title><item><title>Dam first</title><link>https://courier.example/1</link>
<c:encoded><![CDATA[<p>{"</p><p>".join(PARAGRAPHS)}</p>]]></c:encoded></item></channel></rss>""".encode()
FILES = {
    "plain.txt": TEXT.encode(),
    "no-ending": TEXT.encode(),
    "latin.txt": TEXT.replace("“", '"').replace("”", '"').replace("Varga", "Vargá").encode("cp1252"),
    "wide.txt": TEXT.encode("utf-16"),
    "page.html": PAGE.encode(),
    "page-named.pdf": PAGE.encode(),
    "file.pdf": pdf(
        [page_of([*PARAGRAPHS[1][:50].split("\n"), WORDS + ", she said.", "", PARAGRAPHS[2][:70]])]
    ),
    "file.docx": word_file([("Title", "Dam first"), *[("Normal", text) for text in PARAGRAPHS]]),
    "mail.eml": MAIL,
    "lines.jsonl": json.dumps({"text": TEXT}).encode() + b"\n",
    "feed.xml": FEED,
    "crawl.warc": warc([("https://courier.example/dam", HTML, PAGE.encode())]),
    "crawl-packed.warc.gz": warc([("https://courier.example/dam", HTML, PAGE.encode())], packed=True),
}


@pytest.mark.parametrize(
    ("name", "packed"),
    [(name, packed) for name in FILES for packed in (False, True) if not (packed and name.endswith(".gz"))],
)
def test_every_format_is_read_from_a_file(tmp_path, name, packed):
    path = tmp_path / (f"{name}.gz" if packed else name)
    path.write_bytes(gzip.compress(FILES[name]) if packed else FILES[name])
    (report,) = read(path)
    assert isinstance(report, Report), report
    assert WORDS in report.text
    assert report.raw
    assert report.language == "en"
    assert report.media_type
    assert report.retrieved is not None
    restore(report.text, report.edits)
    for block in report.blocks:
        assert 0 <= block.start < block.end <= len(report.text)


@pytest.mark.parametrize("name", FILES)
def test_bytes_and_files_give_the_same_report(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(FILES[name])
    (from_file,) = read(path)
    (from_bytes,) = read_bytes(FILES[name], str(path), given=Given(path=str(path)))
    assert from_file.id == from_bytes.id
    assert from_file.blocks == from_bytes.blocks


BAD = {
    "empty.txt": (b"", EmptyInput),
    "blank.txt": (b" \n \n", EmptyInput),
    "blank-long.txt": (b"\n" * 100_000, EmptyInput),
    "binary.txt": (bytes(range(256)) * 10, UnknownFormat),
    "image.jpg": (b"\xff\xd8\xff\xe0" + bytes(200), UnknownFormat),
    "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), UnknownFormat),
    "cut.txt.gz": (gzip.compress(os.urandom(50_000).hex().encode())[:-2_000], DamagedInput),
    "short.txt.gz": (gzip.compress(TEXT.encode())[:20], DamagedInput),
    "head.txt.gz": (b"\x1f\x8b", DamagedInput),
    "nothing.txt.gz": (gzip.compress(b""), EmptyInput),
    "twice.txt.gz": (gzip.compress(gzip.compress(TEXT.encode())), UnknownFormat),
    "wrong.txt": (TEXT.encode() + b" caf\xc3 \xe2\x28\xa1 \xf0\x28", DamagedInput),
    "menu.html": (
        b"<html><body><nav><a href='/'>Home</a> <a href='/x'>World</a></nav></body></html>",
        EmptyInput,
    ),
    "scan.pdf": (pdf([[]]), EmptyInput),
    "cut.pdf": (pdf([page_of(["Some words"])])[:120], DamagedInput),
    "cut.docx": (FILES["file.docx"][:2_000], DamagedInput),
    "other.zip": (b"PK\x03\x04" + bytes(60), UnknownFormat),
    "data.json": (b'{\n "gold": [1, 2]\n}', UnknownFormat),
    "note.xml": (b"<?xml version='1.0'?><note>Text</note>", DamagedInput),
    "cut.warc": (FILES["crawl.warc"][:500], DamagedInput),
    "bomb.txt.gz": (gzip.compress(b"a" * 3_000_000), TooLarge),
    "bomb.html.gz": (gzip.compress(PAGE.encode() + b" " * 3_000_000), TooLarge),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_gets_one_clear_line(tmp_path, name):
    data, error = BAD[name]
    path = tmp_path / name
    path.write_bytes(data)
    (problem,) = read(path, limits=Limits(max_bytes=1_000_000))
    assert isinstance(problem, Problem), problem
    assert isinstance(problem.error, error), problem.error
    assert problem.source == str(path) or problem.source.startswith(f"{path}: ")
    assert str(path) in problem.error.what
    assert "\n" not in str(problem.error)
    assert problem.error.hint


def test_after_bad_input_the_rest_goes_on(tmp_path):
    for name, (data, _) in BAD.items():
        (tmp_path / name).write_bytes(data)
    for name, data in FILES.items():
        (tmp_path / f"good-{name}").write_bytes(data)
    items = list(read(tmp_path, limits=Limits(max_bytes=1_000_000)))
    assert sum(isinstance(item, Report) for item in items) == len(FILES)
    assert sum(isinstance(item, Problem) for item in items) == len(BAD)


def test_a_large_file_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "large.txt"
    with path.open("wb") as stream:
        stream.write(TEXT.encode())
        stream.truncate(200_000_000)
    (problem,) = read(path)
    assert isinstance(problem.error, TooLarge | UnknownFormat)
    with path.open("r+b") as stream:
        stream.write(b"word " * 20_000)
    (problem,) = read(path)
    assert isinstance(problem.error, TooLarge)
    assert "200 MB" in problem.error.what


def test_a_reader_that_fails_unforeseen_is_a_problem(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.html").write_text(PAGE)

    def fail(*_, **__):
        raise KeyError("nobody thought of this")

    monkeypatch.setattr("onrecord.read.content.read_plain", fail)
    items = list(read(tmp_path))
    assert [type(item) for item in items] == [Problem, Report]
    assert "KeyError" in items[0].error.what


def test_a_folder_is_read_in_order_with_its_folders(tmp_path):
    for name in ("b.txt", "a.txt", "sub/a.txt", "sub/deep/c.txt", ".hidden.txt", ".git/x.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    (tmp_path / "sub" / "loop").symlink_to(tmp_path)
    paths = [str(Path(item.path).relative_to(tmp_path)) for item in read(tmp_path)]
    assert paths == ["a.txt", "b.txt", "sub/a.txt", "sub/deep/c.txt"]


def test_globs(tmp_path):
    for name in ("b.txt", "a.txt", "c.html", "sub/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    (tmp_path / "reports.csv").write_text("file,outlet\na.txt,The Courier\n")

    def found(pattern):
        return [Path(item.path).name for item in read(f"{tmp_path}/{pattern}")]

    assert found("*.txt") == ["a.txt", "b.txt"]
    assert found("**/*.txt") == ["a.txt", "b.txt", "d.txt"]
    assert found("[bc].*") == ["b.txt", "c.html"]
    assert [item.outlet for item in read(f"{tmp_path}/[a]*")] == ["The Courier"]
    (problem,) = read(f"{tmp_path}/*.docx")
    assert "No file matches" in problem.error.what


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(tmp_path):
    (tmp_path / "a[1].txt").write_text(TEXT)
    (report,) = read(tmp_path / "a[1].txt")
    assert report.path.endswith("a[1].txt")


def test_a_sidecar_is_heeded_and_not_read_itself(tmp_path):
    (tmp_path / "may").mkdir()
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "may" / "b.txt").write_text(TEXT)
    (tmp_path / "reports.csv").write_text(
        "file,outlet,published,title\na.txt,The Courier,2024-05-17,\n"
        "may/b.txt,Selm Post,2024-05-18,Above\nc.txt,x,,\n"
    )
    (tmp_path / "may" / "reports.csv").write_text("file,title\nb.txt,Own title\n")
    items = list(read(tmp_path, given=Given(author="Ida Lund")))
    assert [type(item) for item in items] == [Problem, Report, Report]
    assert "c.txt" in items[0].error.what
    one, two = items[1:]
    assert (one.outlet, one.author, one.published) == (
        "The Courier",
        "Ida Lund",
        DateInterval.on(date(2024, 5, 17)),
    )
    assert (two.outlet, two.title, two.published) == (
        "Selm Post",
        "Own title",
        DateInterval.on(date(2024, 5, 18)),
    )
    (alone,) = read(tmp_path / "may" / "b.txt")
    assert alone.title == "Own title"
    assert [
        item.outlet
        for item in read(tmp_path / "a.txt", given=Given(outlet="Flag"))
        if isinstance(item, Report)
    ] == ["Flag"]


def test_an_empty_folder_and_a_missing_file(tmp_path):
    (problem,) = read(tmp_path)
    assert isinstance(problem.error, EmptyInput)
    (problem,) = read(tmp_path / "missing.txt")
    assert "does not exist" in problem.error.what
    (problem,) = read("\0")
    assert isinstance(problem.error, ReadError)
    (problem,) = read("x" * 5_000)
    assert isinstance(problem.error, ReadError)


def test_what_is_no_file_is_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    (problem,) = read(tmp_path / "pipe.txt")
    assert "not a file" in problem.error.what
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nowhere")
    (problem,) = read(tmp_path / "broken.txt")
    assert "broken.txt" in problem.error.what


@pytest.mark.parametrize("name", FILES)
def test_standard_input(monkeypatch, name):
    monkeypatch.setattr(sys, "stdin", types.SimpleNamespace(buffer=io.BytesIO(FILES[name])))
    (report,) = read("-")
    assert WORDS in report.text


def test_standard_input_beyond_the_limit(monkeypatch):
    monkeypatch.setattr(sys, "stdin", types.SimpleNamespace(buffer=io.BytesIO(b"a" * 10_000)))
    (problem,) = read("-", limits=Limits(max_bytes=5_000))
    assert isinstance(problem.error, TooLarge)


def test_another_language_is_a_report_that_says_so():
    text = "Der Minister sagte am Freitag, der Damm bleibe geschlossen. Niemand war überrascht."
    (report,) = read_bytes(text.encode(), "a.txt")
    assert report.language == "de"


def test_given_metadata_wins():
    given = Given(
        outlet="O",
        title="T",
        author="A",
        url="https://o.example/",
        published=DateInterval.on(date(2020, 1, 2)),
    )
    for name, data in FILES.items():
        (report,) = read_bytes(data, name, given=given)
        assert (report.outlet, report.title, report.author) == ("O", "T", "A"), name
        assert report.published == given.published, name


def test_transcripts_are_marked_whatever_the_format():
    turns = [
        "MODERATOR: Good morning to all of you.",
        "VARGA: We will not sign before June.",
        "MODERATOR: Why not?",
        "VARGA: The dam is still shut, as you know.",
    ]
    text = "\n\n".join(turns)
    page = f"<html><body><article>{''.join(f'<p>{turn}</p>' for turn in turns)}</article></body></html>"
    for name, data in {
        "a.txt": text.encode(),
        "a.html": page.encode(),
        "a.docx": word_file([("Normal", turn) for turn in turns]),
        "a.jsonl": json.dumps({"text": text}).encode(),
    }.items():
        (report,) = read_bytes(data, name)
        assert [block.kind for block in report.blocks] == ["turn"] * 4, name


def test_addresses():
    with local_site() as site:
        site.page("/dam", PAGE.encode())
        site.page("/feed", FEED, "application/rss+xml")
        site.page("/file", FILES["file.pdf"], "application/pdf")
        client = SafeClient(allow_private=True, seconds=5)
        site.page("/dam?utm_source=x", PAGE.encode())
        (page,) = read(site.url("/dam?utm_source=x#top"), client=client)
        assert page.url == site.url("/dam?utm_source=x")
        assert page.outlet == "The Courier"
        assert page.published == DateInterval.on(date(2024, 5, 17))
        canonical = f'<link rel="canonical" href="{site.url("/dam")}"></head>'
        site.page("/dam?utm_source=x", PAGE.replace("</head>", canonical).encode())
        (page,) = read(site.url("/dam?utm_source=x"), client=client)
        assert page.url == site.url("/dam")
        site.page(
            "/copy",
            PAGE.replace("</head>", '<link rel="canonical" href="https://wire.example/1"></head>').encode(),
        )
        (page,) = read(site.url("/copy"), client=client)
        assert page.url == site.url("/copy")
        (entry,) = read(site.url("/feed"), client=client)
        assert entry.url == "https://courier.example/1"
        (document,) = read(site.url("/file"), client=client)
        assert document.url == site.url("/file")
        assert document.published.latest == document.retrieved.date()
        (problem,) = read(site.url("/missing"), client=client)
        assert isinstance(problem.error, FetchError)
        (problem,) = read(site.url("/dam"))
        assert isinstance(problem.error, UnsafeAddress)
    (problem,) = read("ftp://courier.example/dam")
    assert "not a web address" in problem.error.what


def test_a_name_cannot_break_the_line_or_command_the_terminal(tmp_path):
    path = tmp_path / "a\n\x1b[31mb.txt"
    path.write_bytes(b"")
    (problem,) = read(path)
    assert problem.source == str(path)
    assert "a [31mb.txt is empty." in problem.error.what


def test_a_name_that_is_no_text_still_gives_a_path_that_is(tmp_path):
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    path.write_text(TEXT)
    (report,) = read(tmp_path)
    assert report.path.encode().endswith(b"caf\\udce9.txt")


def test_names_of_the_package():
    assert all(hasattr(onrecord.read, name) for name in onrecord.read.__all__)


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(sorted(FILES)), st.data())
def test_no_damage_is_raised(name, data):
    whole = FILES[name]
    start = data.draw(st.integers(0, len(whole)))
    cut = data.draw(st.integers(0, 60))
    instead = data.draw(st.binary(max_size=20))
    damaged = whole[:start] + instead + whole[start + cut :]
    for packed in (damaged, gzip.compress(damaged)):
        for item in read_bytes(packed, name, limits=Limits(max_bytes=1_000_000)):
            if isinstance(item, Report):
                restore(item.text, item.edits)
                item.text.encode()
            else:
                assert "\n" not in str(item.error)
                assert "cannot be read (" not in item.error.what, item.error
