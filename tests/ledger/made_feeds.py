"""Feeds and pages for tests of watching, on a server of this machine."""

import sys
from html import escape
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "read"))
from local_site import LocalSite, send

from onrecord.read.fetch import SafeClient

RSS = "application/rss+xml; charset=utf-8"
PADDING = (
    "The pilots have waited for the tide table of the harbour since spring, and the harbour master has asked "
    "both sides for patience until the table is printed and the lamps on the northern mole are lit again.",
    "Nobody at the quay expected a quick end to the dispute about the tide table, which has kept the ferries "
    "of the northern mole in port on most evenings.",
)
OF_ITS_OWN = (
    "Once the tide table is printed, the pilots of the harbour want to read it to the ferries every evening, "
    "and the harbour master wants the lamps of the mole lit by then; both were asked about it on the quay.",
)
FITTING = "Anna Veld said: we will sign the tide table number {number}."
OTHER = (
    "Kaspar Dorn said: the rye bread was never better than in round {number}.",
    "The bakers of the inland valley met for their yearly contest, with ovens brought in from nine villages "
    "and a jury that tasted loaves from early morning until the afternoon rain came. The prize, a copper "
    "kettle, went to the mill.",
)


def client(**options: object) -> SafeClient:
    """What fetches from this machine."""
    return SafeClient(**({"allow_private": True, "seconds": 5, "max_bytes": 300_000} | options))  # type: ignore


def fitting(number: int) -> tuple[str, ...]:
    """The paragraphs of a report that fits the ledger of these tests."""
    return (FITTING.format(number=number), *PADDING)


def other(number: int) -> tuple[str, ...]:
    """The paragraphs of one that doesn't."""
    return (OTHER[0].format(number=number), *OTHER[1:])


def page(title: str, paragraphs: tuple[str, ...], day: str = "2024-03-05") -> bytes:
    """An HTML page."""
    body = "".join(f"<p>{escape(text)}</p>" for text in paragraphs)
    return (
        f'<!doctype html><html lang="en"><head><title>{title}</title>'
        f'<meta property="og:site_name" content="Harbour Post">'
        f'<meta property="article:published_time" content="{day}T08:00:00Z"></head>'
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    ).encode()


def teaser(link: str, title: str = "Tide table", stamp: str = "Tue, 05 Mar 2024 08:00:00 GMT") -> str:
    """An entry that only names its page."""
    dated = f"<pubDate>{stamp}</pubDate>"
    return f"<title>{title}</title><link>{link}</link>{dated}<description>Short.</description>"


def whole(link: str, paragraphs: tuple[str, ...], title: str = "Tide table") -> str:
    """An entry that carries its report."""
    body = "".join(f"<p>{escape(text)}</p>" for text in paragraphs)
    return teaser(link, title) + f"<content:encoded><![CDATA[{body}]]></content:encoded>"


def rss(*entries: str) -> bytes:
    """A feed."""
    listed = "".join(f"<item>{entry}</item>" for entry in entries)
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>Harbour Post</title><link>https://post.example/</link>{listed}</channel></rss>"
    ).encode()


def serve_feed(site: LocalSite, body: bytes, etag: str = '"v1"', path: str = "/feed") -> None:
    """Serve a feed that answers conditional requests."""

    def answer(handler: object) -> None:
        known = handler.headers.get("If-None-Match") == etag  # type: ignore[attr-defined]
        headers = {"ETag": etag, "Content-Type": RSS}
        send(handler, 304 if known else 200, b"" if known else body, headers)  # type: ignore[arg-type]

    site.answers[path] = answer
