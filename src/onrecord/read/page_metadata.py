"""What a page says about itself: JSON-LD, OpenGraph, Dublin Core, microdata, its title and its address."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import html

from onrecord.model import UNKNOWN_DATE, DateInterval
from onrecord.read.byline import is_agency, is_name, read_byline
from onrecord.read.found import key
from onrecord.read.printed_dates import find_date
from onrecord.read.stamps import LATEST_YEAR

_TITLES = (
    "og:title",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "parsely-title",
    "sailthru.title",
    "headline",
)
_OUTLETS = (
    "og:site_name",
    "dc.publisher",
    "dcterms.publisher",
    "citation_journal_title",
    "application-name",
    "publisher",
)
_AUTHORS = (
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
    "byline",
)
_DATES = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date",
    "dcterms.date", "dc.date.issued", "dcterms.issued", "dcterms.created", "pubdate", "publishdate",
    "publish-date", "publish_date", "article.published", "parsely-pub-date", "sailthru.date",
    "citation_publication_date", "ptime", "article_date_original",
)  # fmt: skip
_CHANGED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified")
_BAR = re.compile(r"\s+[|–—·»-]\s+|\s*\|\s*|:\s+")
_ISO = re.compile(r"\s*(\d{4})-?(\d\d)-?(\d\d)(?!\d)")
_NOBODY = frozenset({"", "admin", "administrator", "root", "user", "webmaster", "unknown", "editor", "none"})
# What content management systems write where they know no date.
_NO_DATES = frozenset({date(1970, 1, 1)})
_EARLIEST_YEAR = 1900
_LONGEST_SCRIPT = 2_000_000
_LONGEST_VALUE = 400
_MOST_NODES = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMetadata:
    """What a page says about itself.

    Attributes:
        titles: its headline in every form, the likeliest first.
        author: its byline, or empty.
        credit: the agency that it credits, or empty.
        outlet: who publishes it, or empty.
        url: its canonical address, or empty.
        published: the day it was published, as stated in its metadata.
        changed: the day of its last change, as stated.
        language: its `html lang`, or empty.
    """

    titles: tuple[str, ...] = ()
    author: str = ""
    credit: str = ""
    outlet: str = ""
    url: str = ""
    published: DateInterval = UNKNOWN_DATE
    changed: DateInterval = UNKNOWN_DATE
    language: str = ""


def page_metadata(tree: html.HtmlElement, url: str = "") -> PageMetadata:
    """Read what a page says about itself.

    Args:
        tree: the parsed page.
        url: the address that it was fetched from, or empty.

    Returns:
        The metadata; empty where the page is silent.
    """
    metas = _metas(tree)
    articles = list(_articles(tree))
    headings = [_text(element) for element in tree.iter("h1")][:3]
    page_title = next((_text(element) for element in tree.iter("title")), "")
    stated = [*_values(articles, "headline"), *(metas[name] for name in _TITLES if name in metas)]
    shown = [heading for heading in headings if heading]
    named = [*_names(articles, "publisher"), *(metas[name] for name in _OUTLETS if name in metas)]
    outlets = [name for name in map(_bare_name, named) if name]
    # A page that carries a wire story may name the agency as publisher; the site is the outlet.
    outlet = _first([*(name for name in outlets if not is_agency(name)), *outlets])
    titles, beside = _titles([*stated, *shown], page_title, outlet)
    author, credit = _author(tree, metas, articles, outlet)
    address = _address(tree, metas, articles, url)
    return PageMetadata(
        titles=titles,
        author=author,
        credit=credit or next((name for name in outlets if is_agency(name)), ""),
        outlet=outlet or beside,
        url=address,
        published=_date(
            [
                *_values(articles, "datePublished"),
                *(metas[name] for name in _DATES if name in metas),
                *_times(tree),
            ]
        ),
        changed=_date(
            [*_values(articles, "dateModified"), *(metas[name] for name in _CHANGED if name in metas)]
        ),
        language=(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "")[:12],
    )


def host(url: str) -> str:
    """The host of an address, without `www.`."""
    try:
        name = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return name.removeprefix("www.")


def _metas(tree: html.HtmlElement) -> dict[str, str]:
    """The first content of each named meta element, names in lower case."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = " ".join((element.get("content") or "").split())[:_LONGEST_VALUE]
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content:
                found.setdefault(name, content)
    return found


def _articles(tree: html.HtmlElement) -> Iterator[dict[str, Any]]:
    """The articles that the page's JSON-LD describes."""
    for script in tree.iter("script"):
        kind = (script.get("type") or "").split(";")[0].strip().lower()
        text = script.text or ""
        if kind != "application/ld+json" or not text.strip() or len(text) > _LONGEST_SCRIPT:
            continue
        try:
            data = json.loads(text.strip().removesuffix(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        yield from (node for node in _nodes(data) if _is_article(node))


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """The objects of a graph, the outer first, down to those of a page's main entity."""
    waiting = [data]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting[:0] = node[:_MOST_NODES]
        elif isinstance(node, dict):
            yield node
            waiting += [node[name] for name in ("@graph", "mainEntity", "mainEntityOfPage") if name in node]


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and kind.endswith(("Article", "Posting", "Report")) for kind in listed)


def _values(articles: Iterable[dict[str, Any]], name: str) -> list[str]:
    values = (article.get(name) for article in articles)
    return [
        " ".join(_plain(value).split())[:_LONGEST_VALUE]
        for value in values
        if isinstance(value, str) and value.strip()
    ]


def _names(articles: Iterable[dict[str, Any]], role: str) -> list[str]:
    """The names of those who hold a role: given as a name, an object or a list of either."""
    names: list[str] = []
    for article in articles:
        given = article.get(role)
        for one in given if isinstance(given, list) else [given]:
            name = one.get("name") if isinstance(one, dict) else one
            for part in name if isinstance(name, list) else [name]:
                if isinstance(part, str) and part.strip() and ("//" not in part or role == "publisher"):
                    names.append(" ".join(_plain(part).split())[:_LONGEST_VALUE])
        if names:
            break
    return list(dict.fromkeys(names))


def _plain(text: str) -> str:
    """A value without the markup and character references that some pages leave in it."""
    if "<" not in text and "&" not in text:
        return text
    try:
        return str(html.fromstring(f"<div>{text}</div>").text_content())
    except (ValueError, html.etree.ParserError):
        return text


def _titles(stated: list[str], page_title: str, outlet: str) -> tuple[tuple[str, ...], str]:
    """The titles, without the outlet's name, and that name where only the page's title holds it."""
    beside = ""
    titles = [_without_outlet(title, outlet) for title in stated]
    known = {key(title) for title in titles if title}
    for mark in _BAR.finditer(page_title):
        left, right = page_title[: mark.start()].strip(), page_title[mark.end() :].strip()
        if key(left) in known:
            beside = right
            break
        if key(right) in known:
            beside = left
            break
    rest = _without_outlet(page_title, outlet)
    if not titles and rest == page_title and len(parts := re.split(r"\s+\|\s+", page_title)) == 2:
        rest, beside = parts
    if not beside or not titles:
        titles.append(rest)
    return tuple(dict.fromkeys(title for title in titles if title)), beside if len(
        beside.split()
    ) <= 6 else ""


def _bare_name(name: str) -> str:
    """An outlet's name, where a page gives its address or the handle of an account instead."""
    return host(name) if "//" in name else name.lstrip("@")


def _without_outlet(title: str, outlet: str) -> str:
    for mark in _BAR.finditer(title):
        left, right = title[: mark.start()].strip(), title[mark.end() :].strip()
        if outlet and key(right) == key(outlet):
            return left
        if outlet and key(left) == key(outlet):
            return right
    return title


def _author(
    tree: html.HtmlElement, metas: dict[str, str], articles: list[dict[str, Any]], outlet: str
) -> tuple[str, str]:
    """The author and the agency that the page credits; names in JSON-LD may be whole bylines."""
    stated = (
        _names(articles, "author")[:6]
        or [
            metas[name]
            for name in _AUTHORS
            if name in metas and "//" not in metas[name] and "@" not in metas[name]
        ][:1]
    )
    for names in (stated, _marked_authors(tree)):
        authors: list[str] = []
        credits: list[str] = []
        for name in names:
            byline = read_byline(name)
            if is_agency(name):
                credits.append(name)
            elif byline is not None:
                authors.append(byline.author)
                credits.append(byline.credit)
            elif key(name) not in _NOBODY and len(name) <= 120:
                authors.append(name)
        author = ", ".join(dict.fromkeys(name for name in authors if name and key(name) != key(outlet)))
        credit = ", ".join(dict.fromkeys(name for name in credits if name))
        if author or credit:
            return author, credit
    return "", ""


def _marked_authors(tree: html.HtmlElement) -> list[str]:
    """Texts that the markup gives as the author; more than three are those of other reports, too."""
    marked = tree.xpath(
        "//*[@itemprop='author' or @rel='author' or contains(concat(' ', @class, ' '), ' byline ')]"
    )
    texts = [_text(element) for element in marked[:8]]
    short = list(dict.fromkeys(text for text in texts if text and len(text) <= 140))
    names = [text for text in short if is_name(text) or read_byline(text)]
    return names if len(names) <= 3 else []


def _address(tree: html.HtmlElement, metas: dict[str, str], articles: list[dict[str, Any]], url: str) -> str:
    links = [
        element.get("href") or ""
        for element in tree.iter("link")
        if (element.get("rel") or "").lower() == "canonical"
    ]
    for candidate in [*links, metas.get("og:url", ""), *_values(articles, "url")]:
        try:
            address: str = urljoin(url, candidate.strip())
            parts = urlsplit(address)
        except ValueError:
            continue
        # A canonical link to a site's front page is a mistake that many sites make.
        if candidate.strip() and parts.scheme in ("http", "https") and parts.path.strip("/"):
            return address
    return url


def _times(tree: html.HtmlElement) -> list[str]:
    """The times that the markup gives as those of publication."""
    marked = tree.xpath("//*[@itemprop='datePublished']|//time[@pubdate]")
    return [element.get("datetime") or element.get("content") or _text(element) for element in marked[:4]]


def _date(values: Iterable[str]) -> DateInterval:
    """The first of several values that is a date, on the day that its own clock showed."""
    for value in values:
        found = _ISO.match(value)
        if found:
            try:
                day = date(*(int(part) for part in found.groups()))
            except ValueError:
                continue
            if not _EARLIEST_YEAR <= day.year <= LATEST_YEAR or day in _NO_DATES:
                continue
            return DateInterval.on(day)
        printed = find_date(value)
        if printed is not None and printed.interval.earliest:
            return printed.interval
    return UNKNOWN_DATE


def _text(element: html.HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())[:_LONGEST_VALUE]


def _first(values: Iterable[str]) -> str:
    return next((value for value in values if value), "")
