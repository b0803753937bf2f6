"""Lists of feeds: OPML however nested, plain lists, and what is neither."""

from pathlib import Path

import pytest

from onrecord.errors import DamagedInput, EmptyInput, ReadError
from onrecord.read.opml import feeds_in

OPML = """<?xml version="1.0" encoding="utf-8"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="Harbour"><outline type="rss" text="Post" xmlUrl=" https://post.example/feed "/>
<outline text="Deeper"><outline xmlURL="http://echo.example/rss.xml" htmlUrl="http://echo.example/"/></outline></outline>
<outline text="Post again" xmlUrl="https://post.example/feed"/><outline text="Local" xmlUrl="file:///etc/passwd"/>
</body></opml>"""


def written(tmp_path: Path, content: str | bytes) -> str:
    path = tmp_path / "feeds"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def test_an_address_is_a_feed() -> None:
    assert feeds_in("https://post.example/feed") == ["https://post.example/feed"]


def test_opml_gives_its_feeds_once_in_order(tmp_path: Path) -> None:
    expected = ["https://post.example/feed", "http://echo.example/rss.xml"]
    assert feeds_in(written(tmp_path, OPML)) == expected
    assert feeds_in(written(tmp_path, b"\xef\xbb\xbf \n" + OPML.split("?>", 1)[1].encode())) == expected


def test_a_list_of_addresses_may_have_comments(tmp_path: Path) -> None:
    text = "# what we follow\n\nhttps://post.example/feed\n  http://echo.example/rss.xml  \nnot an address\n"
    assert feeds_in(written(tmp_path, text)) == ["https://post.example/feed", "http://echo.example/rss.xml"]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ("", EmptyInput),
        ("Nothing here.\n", EmptyInput),
        ("<opml><body><outline text='x'/></body></opml>", EmptyInput),
        ("<opml><body><outline", DamagedInput),
        (b"<opml>\x00\xff</opml>", DamagedInput),
        ("https://post.example/feed\n" * 300_000, DamagedInput),
    ],
)
def test_what_lists_no_feed_is_said_to_be_none(
    tmp_path: Path, content: str | bytes, error: type[ReadError]
) -> None:
    with pytest.raises(error):
        feeds_in(written(tmp_path, content))


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    for source in (str(tmp_path / "none.opml"), str(tmp_path), "a\x00b", ""):
        with pytest.raises(ReadError, match="neither a web address nor a file"):
            feeds_in(source)


def test_entities_are_neither_multiplied_nor_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("https://secret.example/feed", encoding="utf-8")
    bomb = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    text = (
        f'<!DOCTYPE opml [<!ENTITY e0 "aaaaaaaaaa">{bomb}<!ENTITY out SYSTEM "{secret.as_uri()}">]>'
        '<opml><body><outline text="&e9;"/><outline xmlUrl="&out;"/></body></opml>'
    )
    with pytest.raises(ReadError):
        feeds_in(written(tmp_path, text))
