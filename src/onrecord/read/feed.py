"""RSS and Atom feeds, by feedparser: one report an entry, where the entry holds the whole text.

Many feeds give a sentence or two and a link. Such a teaser is no report: read as one, it would put half a
statement on the record under the report's address. So an entry is read only where it carries its content
(`content:encoded`, Atom `content`), or a description of at least three paragraphs or 1,200 letters; else it
is a problem that names the link to add instead. The feed's title is the outlet. Dates are parsed again here
(`stamps`), from the strings in the feed.
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

import feedparser

from onrecord.errors import DamagedInput, EmptyInput, ReadError
from onrecord.model import UNKNOWN_DATE, DateInterval, Report
from onrecord.read.decode import mended
from onrecord.read.fragments import passages_of
from onrecord.read.given import Given, Limits, Problem
from onrecord.read.jsonl import too_large_count
from onrecord.read.passages import Passage, as_text, letters, with_kinds
from onrecord.read.plain import read_plain
from onrecord.read.sidecar import over
from onrecord.read.stamps import parse_stamp

RSS, ATOM = "application/rss+xml", "application/atom+xml"
_ENTITY = re.compile(r"<!ENTITY\s", re.IGNORECASE)
_GOES_ON = re.compile(
    r"(?:…|\.\.\.|\[\s*(?:…|\.\.\.|&hellip;)\s*\]|\b(?:read|see) more\W*|continue reading\b.{0,100}"
    r"|\[\+\d+ chars\])\s*$",
    re.IGNORECASE,
)
_WHOLE_LETTERS = 1_200
_WHOLE_PARAGRAPHS = 3
_CONTENT_LETTERS = 200


def read_feed(
    data: bytes,
    *,
    name: str,
    media_type: str = "",
    given: Given = Given(),  # noqa: B008
    limits: Limits = Limits(),  # noqa: B008
) -> Iterator[Report | Problem]:
    """Read the entries of a feed.

    Args:
        data: the file.
        name: what to call it in an error.
        media_type: the `Content-Type` that a server gave, for its encoding.
        given: metadata that wins over what the feed says; its `url` and `path` are the feed's own.
        limits: how many entries there may be.

    Yields:
        Each entry's report, or the problem with it.

    Raises:
        DamagedInput: it is no feed, or declares entities of its own.
        EmptyInput: it has no entries.
    """
    parsed = _parse(data, name, media_type)
    for number, entry in enumerate(parsed.entries, start=1):
        label = _plain(entry.get("title", "")) or entry.get("link", "") or str(number)
        where = f"{name}, entry {number} ({label[:80]})"
        if limits.max_records is not None and number > limits.max_records:
            yield Problem(name, too_large_count(name, limits.max_records))
            return
        try:
            yield _report(entry, parsed, where, given)
        except ReadError as error:
            yield Problem(where, error)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One entry of a feed, whether or not it carries its report.

    Attributes:
        key: its address, or its id where it has none: the same as long as the entry is the same.
        link: its address, or empty.
        title: its title, or empty.
        outlet: who published it, by the feed.
        published: the day that the feed gives for it.
        stamp: a hash of its words and dates: another where the entry was changed.
        found: its report, or why the feed does not carry it.
    """

    key: str
    link: str
    title: str
    outlet: str
    published: DateInterval
    stamp: str
    found: Report | Problem


def feed_entries(
    data: bytes, *, address: str, media_type: str = "", most: int = 1_000
) -> Iterator[FeedEntry]:
    """The entries of a feed that was fetched, teasers too.

    Args:
        data: what was fetched.
        address: where from; links in it are relative to this.
        media_type: the `Content-Type` that the server gave.
        most: how many entries are looked at.

    Raises:
        DamagedInput: it is no feed, or declares entities of its own.
        EmptyInput: it has no entries.
    """
    parsed = _parse(data, address, media_type, address)
    for number, entry in enumerate(parsed.entries[:most], start=1):
        title, link = _plain(entry.get("title", "")), str(entry.get("link", "")).strip()
        words = [str(part.get("value", "")) for part in entry.get("content", ())]
        dates = [str(dict.get(entry, key, "")) for key in ("published", "created", "updated")]
        told = "\0".join([title, str(entry.get("summary", "")), *words, *dates])
        where = f"{address}, entry {number} ({(title or link)[:80]})"
        found: Report | Problem
        try:
            found = _report(entry, parsed, where, Given(url=address))
        except ReadError as error:
            found = Problem(where, error)
        yield FeedEntry(
            key=link or str(entry.get("id", "")) or f"{address}#{title}",
            link=link,
            title=title,
            outlet=_outlet(entry, parsed),
            published=_published(entry),
            stamp=sha256(told.encode("utf-8", "replace")).hexdigest(),
            found=found,
        )


def _outlet(entry: Any, parsed: Any) -> str:
    return _plain((entry.get("source") or {}).get("title", "")) or _plain(parsed.feed.get("title", ""))


def _parse(data: bytes, name: str, media_type: str, address: str = "") -> Any:
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        if _ENTITY.search(data[:65_536].decode(encoding, "ignore")):
            raise DamagedInput(
                f"{name} declares entities of its own, which a feed has no need of.", "Leave it."
            )
    data, strays = mended(data)
    known = {"content-type": media_type, "content-location": address}
    headers = {name: value for name, value in known.items() if value}
    try:
        parsed = feedparser.parse(
            io.BytesIO(data), response_headers=headers, sanitize_html=True, resolve_relative_uris=True
        )
    except Exception as error:  # feedparser raises nearly anything on broken markup
        raise DamagedInput(f"{name} is a damaged feed ({error}).", "Fetch or save it again.") from error
    if not parsed.get("version") and not parsed.entries:
        raise DamagedInput(f"{name} is XML, but neither RSS nor Atom.", "Check that it is the right file.")
    if not parsed.entries:
        reason = parsed.get("bozo_exception")
        if reason is not None:
            raise DamagedInput(f"{name} is a damaged feed ({reason}).", "Fetch or save it again.")
        raise EmptyInput(f"{name} is a feed without entries.", "Try again when it has some.")
    parsed["strays"] = strays
    return parsed


def _report(entry: Any, parsed: Any, where: str, given: Given) -> Report:
    media_type = ATOM if str(parsed.get("version", "")).startswith("atom") else RSS
    markup, passages = _whole_text(entry, where)
    url = str(entry.get("link", "")).strip()
    stated = Given(
        outlet=_outlet(entry, parsed),
        title=_plain(entry.get("title", "")),
        author=_plain(entry.get("author", "")),
        published=_published(entry),
    )
    # The feed's own address, given by whoever reads it, is not the address of its entries.
    label = (str(entry.get("id", "")) or stated.title).replace("/", "%2F")
    path = "" if url else f"{given.path or given.url}#{label}"
    known = over(replace(given, url=url, path=path), stated)
    report = read_plain(as_text(passages), name=where, given=known, file_name="")
    strays = parsed["strays"]
    encoding = f"utf-8 ({strays} bytes of the feed read as windows-1252)" if strays else "utf-8"
    report = replace(report, raw=markup.encode("utf-8"), media_type=media_type, encoding=encoding)
    return with_kinds(report, passages)


def _whole_text(entry: Any, where: str) -> tuple[str, list[Passage]]:
    """The markup and passages of an entry that holds its whole text."""
    contents = [str(part.get("value", "")) for part in entry.get("content", ())]
    best = max(contents, key=len, default="")
    passages = passages_of(best)
    if letters(passages) >= _CONTENT_LETTERS and not _breaks_off(passages):
        return best, passages
    summary = str(entry.get("summary", ""))
    passages = passages_of(summary)
    long = letters(passages) >= _WHOLE_LETTERS or (
        len(passages) >= _WHOLE_PARAGRAPHS and letters(passages) >= _WHOLE_LETTERS // 2
    )
    if long and not _breaks_off(passages):
        return summary, passages
    link = str(entry.get("link", "")).strip()
    hint = f"Add {link} itself." if link else "Add the report itself."
    raise EmptyInput(f"{where} is a teaser: the feed does not carry the report.", hint)


def _breaks_off(passages: Sequence[Passage]) -> bool:
    return bool(passages) and bool(_GOES_ON.search(passages[-1].text))


def _published(entry: Any) -> DateInterval:
    for key in ("published", "created", "updated"):
        # feedparser's own lookup would give one date for another
        interval = parse_stamp(str(dict.get(entry, key, "")))
        if interval is not None:
            return interval
    return UNKNOWN_DATE


def _plain(value: object) -> str:
    """The text of a title or name, whose markup some feeds keep."""
    return " ".join(passage.text for passage in passages_of(str(value or "")))
