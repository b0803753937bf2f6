import json
from datetime import date

import pytest
from hypothesis import given as given_by
from hypothesis import settings
from hypothesis import strategies as st

from onrecord.errors import EmptyInput, ReadError, TooLarge, UnknownFormat
from onrecord.model import DateInterval
from onrecord.read.given import Given, Limits
from onrecord.read.html import read_html
from onrecord.text.edits import restore

PARAGRAPHS = (
    "The mill owners and the carters met at Osterby on Monday and agreed on nothing but a date.",
    "“We shall come back when the toll is gone,” Anna Brekke told the Osterby council afterwards.",
    "Her brother, who runs the ferry, said that the toll had been promised to him until the spring.",
    "The council has until Friday to answer, and its clerk said that it would take until Friday.",
)
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
TITLE = "Carters stay away from the toll road"


def script(data):
    return f"<script type='application/ld+json'>{json.dumps(data)}</script>"


def page(body=BODY, head="", title=f"{TITLE} | The Osterby Courier"):
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>{title}</title>{head}</head><body>"
        "<nav><a href='/'>Home</a> <a href='/roads'>Roads</a></nav>"
        f"<article><h1>{TITLE}</h1>{body}</article>"
        "<aside class='most-read'><h2>Most read</h2>"
        "<ul><li><a href='/g'>“It was a goose,” says mayor</a></li></ul></aside>"
        "<footer>We use cookies. All rights reserved.</footer></body></html>"
    ).encode()


def read(data, name="carters.html", **metadata):
    report = read_html(data, name=name, given=Given(**metadata))
    assert "\n\n".join(report.text[block.start : block.end] for block in report.blocks) == report.text
    assert report.raw == data
    return report


def test_the_body_without_what_surrounds_it():
    report = read(page())
    assert report.text == "\n\n".join(PARAGRAPHS)
    assert (report.title, report.outlet) == (TITLE, "The Osterby Courier")
    assert (report.language, report.media_type, report.encoding) == ("en", "text/html", "utf-8")
    assert TITLE in restore(report.text, report.edits)


def test_what_json_ld_states():
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "BreadcrumbList"},
            {
                "@type": ["NewsArticle"],
                "headline": TITLE,
                "datePublished": "2024-10-08T23:20:00-05:00",
                "dateModified": "2024-10-10T08:00:00-05:00",
                "author": [{"@type": "Person", "name": "By Per Lund"}, {"name": "Siri Aas"}],
                "publisher": {"name": "Osterby Courier"},
            },
        ],
    }
    report = read(page(head=script(data)))
    assert (report.author, report.outlet) == ("Per Lund, Siri Aas", "Osterby Courier")
    # The day on the clock of the page, not of Greenwich.
    assert report.published == DateInterval.on(date(2024, 10, 8))


def test_what_opengraph_states():
    head = (
        "<meta property='og:site_name' content='Osterby Courier'>"
        "<meta property='og:title' content='Carters stay away'>"
        "<meta property='article:published_time' content='2024-10-18T07:02:11+01:00'>"
        "<meta name='author' content='Siri Aas'><link rel='canonical' href='/roads/carters'>"
    )
    report = read(page(head=head), url="https://courier.example/x?y=1")
    assert (report.title, report.author, report.outlet) == (
        "Carters stay away",
        "Siri Aas",
        "Osterby Courier",
    )
    assert report.published == DateInterval.on(date(2024, 10, 18))
    assert report.url == "https://courier.example/x?y=1"
    assert read(page(head=head.replace("/roads", "https://courier.example/roads"))).url.endswith(
        "/roads/carters"
    )


def test_a_wire_story_belongs_to_the_site_that_carries_it():
    data = {"@type": "NewsArticle", "author": {"name": "Reuters"}, "publisher": {"name": "Associated Press"}}
    head = f"<meta property='og:site_name' content='Courier'>{script(data)}"
    report = read(page(head=head))
    assert (report.outlet, report.author, report.credit) == ("Courier", "", "Reuters")


def test_a_date_that_only_the_text_shows_is_stated_and_one_from_an_address_inferred():
    assert read(
        page(f"<p>By Per Lund | 5 November 2024 | 3 min read</p>{BODY}")
    ).published == DateInterval.on(date(2024, 11, 5))
    linked = read(page(head="<link rel='canonical' href='https://courier.example/2024/11/06/carters'>"))
    assert linked.published == DateInterval.on(date(2024, 11, 6), "inferred")
    assert read(page()).published == DateInterval()


def test_the_year_nought_of_content_management_systems_is_no_date():
    data = {"@type": "NewsArticle", "datePublished": "0001-01-01T00:00:00"}
    report = read(page(head=script(data)))
    assert report.published.basis != "stated"


def test_the_address_stands_in_for_an_outlet_that_is_not_named():
    assert read(page(title=TITLE), url="https://www.courier.example/a").outlet == "courier.example"


def test_kinds_of_blocks():
    body = (
        f"<p>{PARAGRAPHS[0]}</p><h2>What the carters want</h2><p>{PARAGRAPHS[1]}</p>"
        "<ul><li>The toll is to go at once, they say.</li><li>The ferry is to stay free for carts.</li></ul>"
        f"<p>{PARAGRAPHS[2]}</p><blockquote><p>No toll, no carts. We have said it before.</p></blockquote>"
        f"<p>{PARAGRAPHS[3]}</p>"
    )
    report = read(page(body))
    kinds = [block.kind for block in report.blocks]
    assert kinds == [
        "paragraph",
        "heading",
        "paragraph",
        "bullet",
        "bullet",
        "paragraph",
        "blockquote",
        "paragraph",
    ]


def test_captions_forms_and_links_to_other_reports_within_the_body_go():
    body = (
        "<figure><img src='q.jpg'><figcaption>Carters on Monday. “Cold,” said one.</figcaption></figure>"
        f"<p>{PARAGRAPHS[0]}</p>"
        "<div class='signup-inline'><h4>The Toll Gate</h4><p>Our letter. “I read it,” says a reader.</p>"
        "<input type='email'><button>Sign up</button></div>"
        f"<p>{PARAGRAPHS[1]}</p>"
        "<p class='x'><strong>READ MORE:</strong> <a href='/f'>‘I saw it all’: the ferryman speaks</a></p>"
        f"<p>{PARAGRAPHS[2]}</p><p><a href='/g'>How a toll road works, and why it does not</a></p>"
        f"<p>{PARAGRAPHS[3]}</p>"
    )
    assert read(page(body)).text == "\n\n".join(PARAGRAPHS)


def test_line_breaks_in_an_old_table_layout_make_paragraphs():
    old = (
        "<html><head><title>Courier: Carters stay away</title>"
        "<meta name='DC.title' content='Carters stay away'></head>"
        "<body><table><tr><td><b>Courier</b></td></tr></table><table><tr><td><h2>Carters stay away</h2>"
        "<div>Friday, 28 October 2022 | Courier online</div><div>" + "<br><br>".join(PARAGRAPHS) + "</div>"
        "<p>Share | Save for later | More from this desk</p></td></tr></table></body></html>"
    ).encode()
    report = read(old)
    assert report.text == "\n\n".join(PARAGRAPHS)
    assert (report.outlet, report.published) == ("Courier", DateInterval.on(date(2022, 10, 28)))


@pytest.mark.parametrize(
    ("label", "encoding"),
    [("windows-1252", "windows-1252"), ("iso-8859-1", "windows-1252"), ("utf-8", "utf-8")],
)
def test_the_encoding_is_recorded(label, encoding):
    data = page().decode().replace("charset='utf-8'", f"charset='{label}'").encode(encoding)
    report = read(data)
    assert report.encoding == encoding
    assert "“We shall come back" in report.text


def test_broken_bytes_are_replaced_and_said():
    data = page().replace(b"nothing but a date", b"nothing but a \xff date")
    report = read(data)
    assert report.encoding == "utf-8 (1 bytes replaced)"
    assert "\ufffd" in report.text


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html></html>",
        b"<html><body><ul>" + b"<li><a href='/x'>Carters stay away</a></li>" * 30 + b"</ul></body></html>",
        b"<html><body><form><input><button>Log in</button></form><p>Log in to read on</p></body></html>",
        b"<frameset><frame src='x'></frameset>",
    ],
)
def test_a_page_without_a_report_is_said_to_be_one(data):
    with pytest.raises(EmptyInput, match=r"list\.html is a page without a report"):
        read_html(data, name="list.html")


def test_pages_beyond_the_limits_are_refused():
    with pytest.raises(TooLarge, match=r"carters\.html"):
        read_html(page(), name="carters.html", limits=Limits(max_bytes=100))
    with pytest.raises(TooLarge, match="elements"):
        read_html(page("<p><b>x</b></p>" * 30_000), name="carters.html")
    with pytest.raises(UnknownFormat):
        read_html(b"\x00\x01\x02" * 500, name="carters.html")


@pytest.mark.parametrize(
    "extra",
    [
        "<div>" * 5_000,
        "<p><b><i>" * 3_000,
        "<table><tr><td>" * 1_000,
        "<script type='application/ld+json'>" + "[" * 50_000 + "</script>",
        '<script type=\'application/ld+json\'>{"@type": "NewsArticle", "author": {"name": [[1]]}}</script>',
        "<div class='" + "a-" * 200_000 + "'>x</div>",
        "<a href='http://[bad'>x</a><link rel='canonical' href='http://[bad'>",
        "<!--" + "-" * 10_000,
    ],
)
def test_malformed_pages_do_no_harm(extra):
    report = read(page(BODY + extra))
    assert report.text.startswith(PARAGRAPHS[0])


TAGS = st.sampled_from(
    ("<p>", "</p>", "<div>", "</div>", "<li>", "<table>", "<td>", "<br>", "<a href='x'>", "</a>", "<h2>")
)
WORDS = st.one_of(st.sampled_from(PARAGRAPHS), st.text(alphabet=st.characters(codec="utf-8"), max_size=20))


@settings(max_examples=60, deadline=None)
@given_by(st.lists(st.one_of(TAGS, WORDS), max_size=25))
def test_any_tangle_of_tags_is_read_or_refused(pieces):
    try:
        report = read(page("".join(pieces)))
    except ReadError:
        return
    assert all(not report.text[block.start].isspace() for block in report.blocks)


def test_the_outlet_is_named_where_the_file_is_named_after_it():
    footed = page(title=TITLE).replace(b"<footer>", b"<footer><p>Osterby Courier, 2024</p>")
    assert read(footed, "01-osterby-courier.html").outlet == "Osterby Courier"
