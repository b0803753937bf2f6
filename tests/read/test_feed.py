import sys
from datetime import date
from pathlib import Path

import pytest

from onrecord.errors import DamagedInput, EmptyInput
from onrecord.model import DateInterval, Report
from onrecord.read.feed import feed_entries, read_feed
from onrecord.read.given import Given, Limits, Problem

sys.path.insert(0, str(Path(__file__).parent))
from made_files import PARAGRAPHS

LAST = "<h2>What comes next</h2><ul><li>The commission meets in Ostrel in June.</li></ul>"
CONTENT = "".join(f"<p>{text}</p>" for text in PARAGRAPHS) + LAST
MODULES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def rss(*items):
    listed = "".join(f"<item>{item}</item>" for item in items)
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" {MODULES}><channel>'
        "<title>The Courier</title>"
        f"<language>en-gb</language><link>https://courier.example/</link>{listed}</channel></rss>"
    ).encode()


def whole(number=1, **fields):
    stamp = fields.get("stamp", "Fri, 17 May 2024 08:00:00 GMT")
    link = f"<link>https://courier.example/{number}</link>" if fields.get("link", True) else ""
    return (
        f"<title>Dam first &amp; last {number}</title>{link}<guid isPermaLink='false'>tag/{number}</guid>"
        f"<dc:creator>Ida Lund</dc:creator><pubDate>{stamp}</pubDate><description>Short.</description>"
        f"<content:encoded><![CDATA[{CONTENT}]]></content:encoded>"
    )


def read(data, **options):
    return list(read_feed(data, name="feed.xml", **options))


def test_entries_with_their_content_are_reports():
    (report,) = read(rss(whole()), given=Given(path="feed.xml", url="https://courier.example/feed"))
    assert report.title == "Dam first & last 1"
    assert (report.outlet, report.author) == ("The Courier", "Ida Lund")
    assert report.url == "https://courier.example/1"
    assert report.published == DateInterval.on(date(2024, 5, 17))
    assert "We can wait for a third one" in report.text
    assert "<p>" not in report.text
    assert "Short." not in report.text
    assert [block.kind for block in report.blocks][-2:] == ["heading", "bullet"]
    assert report.raw.decode().startswith("<p>")
    assert report.media_type == "application/rss+xml"


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("2016/6/29", date(2016, 6, 29)), ("2016-06-29T23:30:00-05:00", date(2016, 6, 29)),
        ("Wed, 29 Jun 2016 12:00:00 GMT", date(2016, 6, 29)), ("29.6.2016", date(2016, 6, 29)),
        ("June 29, 2016 10:15 PM", date(2016, 6, 29)),
    ],
)  # fmt: skip
def test_dates_are_parsed_from_their_own_words(stamp, day):
    (report,) = read(rss(whole(stamp=stamp)))
    assert report.published == DateInterval.on(day)


def test_a_date_that_cannot_be_read_is_no_date():
    (report,) = read(rss(whole(stamp="the other day")))
    assert report.published == DateInterval()


def test_a_teaser_is_a_problem_that_names_the_link():
    link = "<link>https://courier.example/2</link>"
    teaser = f"<title>Dam</title>{link}<description>The minister said ...</description>"
    items = read(rss(whole(1), teaser, whole(3)))
    assert [type(item) for item in items] == [Report, Problem, Report]
    assert isinstance(items[1].error, EmptyInput)
    assert "teaser" in items[1].error.what
    assert "https://courier.example/2" in items[1].error.hint


@pytest.mark.parametrize(
    "ending", ["...", "…", "[…]", "Read more", "Continue reading Dam first", "[+1234 chars]"]
)
def test_content_that_breaks_off_is_a_teaser(ending):
    broken = whole().replace(LAST, f"<p>The mayor {ending}</p>")
    (problem,) = read(rss(broken))
    assert isinstance(problem, Problem)


def test_a_long_description_is_the_report():
    paragraphs = "".join(f"&lt;p&gt;{text} {text} {text}&lt;/p&gt;" for text in PARAGRAPHS)
    link = "<link>https://courier.example/1</link>"
    (report,) = read(rss(f"<title>Dam</title>{link}<description>{paragraphs}</description>"))
    assert len(report.blocks) == 3


def test_an_entry_without_a_link_has_an_address_in_the_feed():
    (report,) = read(rss(whole(7, link=False)), given=Given(path="feeds/feed.xml"))
    assert report.url == ""
    assert report.address == "feed.xml#tag%2F7"


def test_atom():
    data = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Courier</title><entry><title>Dam</title>
<id>urn:1</id><link href="https://courier.example/1"/><published>2024-05-17T08:00:00Z</published>
<updated>2024-05-19T08:00:00Z</updated><content type="html"><![CDATA[{CONTENT}]]></content></entry></feed>"""
    (report,) = read(data.encode())
    assert report.media_type == "application/atom+xml"
    assert (report.outlet, report.url) == ("The Courier", "https://courier.example/1")
    assert report.published == DateInterval.on(date(2024, 5, 17))


def test_more_entries_than_the_limit():
    items = read(rss(*[whole(n) for n in range(4)]), limits=Limits(max_records=2))
    assert [type(item) for item in items] == [Report, Report, Problem]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"<?xml version='1.0'?><note><to>Selm</to></note>", DamagedInput),
        (rss(), EmptyInput),
        (rss(whole())[:200], DamagedInput),
    ],
)
def test_what_is_no_feed(data, error):
    with pytest.raises((error, EmptyInput), match=r"feed\.xml"):
        read(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_of_its_own_are_refused(encoding, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    for entity in (f'SYSTEM "{secret.as_uri()}"', '"aaaaaaaaaa"'):
        doctype = f"<!DOCTYPE rss [<!ENTITY x {entity}>]>"
        text = rss(whole().replace("Ida Lund", "&x;")).decode().replace("<rss", doctype + "<rss", 1)
        text = text.replace('encoding="utf-8"', f'encoding="{encoding}"')
        with pytest.raises(DamagedInput, match="entities"):
            read(text.encode(encoding))


def test_a_feed_is_never_taken_for_a_file_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("secret.xml").write_bytes(rss(whole()))
    with pytest.raises((DamagedInput, EmptyInput)):
        read(b"secret.xml")


def entries(data, **options):
    return list(feed_entries(data, address="https://courier.example/feed", **options))


def test_entries_are_given_with_what_the_feed_says_of_them():
    teaser = "<title>Dam &amp; river</title><link>/2</link><pubDate>17 May 2024</pubDate>"
    whole_one, short = entries(rss(whole(1), teaser))
    assert (whole_one.key, whole_one.link) == ("https://courier.example/1", "https://courier.example/1")
    assert isinstance(whole_one.found, Report) and isinstance(short.found, Problem)
    assert short.link == "https://courier.example/2"  # relative to the feed
    assert (short.title, short.outlet) == ("Dam & river", "The Courier")
    assert short.published == DateInterval.on(date(2024, 5, 17))


def test_an_entry_has_another_stamp_where_its_words_or_dates_changed():
    (first,) = entries(rss(whole()))
    (same,) = entries(rss(whole()) + b"\n")
    (later,) = entries(rss(whole(stamp="Fri, 17 May 2024 18:00:00 GMT")))
    (other,) = entries(rss(whole().replace("commission meets", "commission rests")))
    assert first.stamp == same.stamp
    assert len({first.stamp, later.stamp, other.stamp}) == 3
    assert first.key == later.key == other.key


def test_an_entry_without_an_address_goes_by_its_id_and_a_long_feed_is_cut():
    found = entries(rss(*(whole(number, link=False) for number in range(6))), most=4)
    assert [entry.key for entry in found] == ["tag/0", "tag/1", "tag/2", "tag/3"]
    assert all(entry.link == "" for entry in found)
