"""An HTML page to a report: the body by trafilatura, the date by what the page states, else by htmldate."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from htmldate import find_date
from lxml import etree, html

from onrecord.errors import EmptyInput, TooLarge
from onrecord.model import UNKNOWN_DATE, DateInterval, Report
from onrecord.read.decode import decode_page
from onrecord.read.found import Known, known_from_name, outlet_by_slug
from onrecord.read.given import Given, Limits
from onrecord.read.identify import identify
from onrecord.read.lines import Line, ends_sentence, plain_words, split_lines
from onrecord.read.page_blocks import PageBlock, page_blocks
from onrecord.read.page_metadata import PageMetadata, host, page_metadata
from onrecord.read.trim import Trimmed, trim

_MAX_MARKUP = 20_000_000
_MAX_ELEMENTS = 40_000
# The depths of all elements together: what finds the body takes time in proportion.
_MAX_NESTING = 1_000_000
_LONGEST_ATTRIBUTE = 4_000
_SHORTEST_SENTENCE = 40
_LONG_LINE = 200
_STOP = re.compile(r"[.!?…。！？]")
_LABEL_TAGS = ("a", "b", "strong", "div", "span", "small", "p", "footer", "td", "li")
_LONGEST_LABEL = 120
_COMPANY = re.compile(
    r"\b(?:the|ltd|inc|llc|gmbh|plc|media|group|online|copyright|all rights reserved)\b|[\W\d_]",
    re.IGNORECASE,
)


def read_html(
    data: bytes,
    *,
    name: str,
    given: Given = Given(),  # noqa: B008 - frozen
    limits: Limits = Limits(),  # noqa: B008 - frozen
    declared: str = "",
    file_name: str | None = None,
    address: str = "",
) -> Report:
    """Read an HTML page.

    Args:
        data: the page.
        name: of the file or address, for messages, and for the date and outlet that it may state.
        given: metadata that a person states; it wins.
        limits: how large a page may be.
        declared: the encoding that the HTTP header states, or empty.
        file_name: where that is not `name`; empty for a page of an archive, whose name says nothing
            about it.
        address: where it was fetched from. It is the report's, unless the page states a canonical one
            on the same site.

    Returns:
        The report, with the page in `raw`. Its edits are on the text that trafilatura found, a blank line
        between blocks, which `restore(report.text, report.edits)` gives again.

    Raises:
        EmptyInput: there is no report on the page.
        TooLarge: it is beyond the limit, or has more elements than any report.
        UnknownFormat: it is binary.
        DamagedInput: no encoding fits.
    """
    if len(data) > min(limits.max_bytes, _MAX_MARKUP):
        raise TooLarge(
            f"{name} has {len(data):,} bytes, too many for a page.", "Save the report alone, as text."
        )
    markup, encoding = decode_page(data, name=name, declared=declared)
    tree = _parse(markup, name)
    metadata = page_metadata(tree, given.url or address)
    metadata = replace(metadata, url=given.url or _address(metadata.url, address))
    slug, bounds = known_from_name(name if file_name is None else file_name)
    if not metadata.outlet:
        metadata = replace(metadata, outlet=_outlet(tree, metadata, slug))
    titles = (given.title, *metadata.titles) if given.title else metadata.titles
    known = Known(
        titles=titles, outlet=given.outlet or metadata.outlet, slug=slug, published=bounds, is_page=True
    )
    blocks = page_blocks(_parse(markup, name))
    raw = "\n\n".join(block.text for block in blocks)
    trimmed = trim(raw, _lines(raw, blocks), known)
    if not any(_tells(line) for line in trimmed.text.split("\n\n")):
        raise EmptyInput(
            f"{name} is a page without a report on it.", "Give the address of a single report, or its text."
        )
    return Report(
        text=trimmed.text,
        blocks=trimmed.blocks,
        outlet=given.outlet or metadata.outlet or trimmed.outlet,
        title=given.title or trimmed.title,
        author=given.author or metadata.author or trimmed.author,
        credit=given.credit or trimmed.credit or metadata.credit,
        url=metadata.url,
        path=given.path,
        published=_published(given, metadata, trimmed, tree),
        language=given.language or identify(trimmed.text, metadata.language),
        media_type="text/html",
        encoding=encoding,
        raw=data,
        edits=trimmed.edits,
    )


def _address(canonical: str, address: str) -> str:
    """The canonical address, unless it is on another site: a copy points to its original so."""
    if not address or not canonical:
        return canonical or address
    one, two = host(canonical), host(address)
    same_site = one == two or one.endswith(f".{two}") or two.endswith(f".{one}")
    return canonical if same_site else address


def _tells(line: str) -> bool:
    """Whether a line is a sentence of a story, or so long that it must hold some."""
    if len(line) >= _LONG_LINE:
        return bool(_STOP.search(line))
    return len(line) >= _SHORTEST_SENTENCE and ends_sentence(line)


def _parse(markup: str, name: str) -> html.HtmlElement:
    """Parse a page, however malformed; libxml2 itself limits how deep it may nest."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise EmptyInput(
            f"{name} is a page without a report on it.", "Give the address of a single report."
        ) from error
    nesting = 0
    for number, element in enumerate(tree.iter()):
        nesting += sum(1 for _ in element.iterancestors())
        if number > _MAX_ELEMENTS or nesting > _MAX_NESTING:
            raise TooLarge(f"{name} has more elements than any report.", "Save the report alone, as text.")
        # What is searched by patterns is kept short: nothing but an attack has a class of a megabyte.
        for attribute, value in element.items():
            if len(value) > _LONGEST_ATTRIBUTE and attribute in ("class", "id", "style", "itemprop", "rel"):
                del element.attrib[attribute]
    return tree


def _lines(raw: str, blocks: Sequence[PageBlock]) -> list[Line]:
    """The lines of the extracted text, with the kinds that the markup told."""
    told = [block for block in blocks if plain_words(block.text, 0, len(block.text))]
    lines = split_lines(raw)
    if len(told) != len(lines):
        return lines
    return [
        replace(line, kind=block.kind, linked=block.linked) for line, block in zip(lines, told, strict=True)
    ]


def _outlet(tree: html.HtmlElement, metadata: PageMetadata, slug: tuple[str, ...]) -> str:
    """The outlet of a page that doesn't state it: as its file's name spells it, else the host."""
    texts = (" ".join(text.split()) for text in tree.itertext(*_LABEL_TAGS) if len(text) <= _LONGEST_LABEL)
    named = (name for text in texts if (name := outlet_by_slug([text], slug)) and _says_no_more(text, name))
    return next(named, "") or host(metadata.url)


def _says_no_more(text: str, name: str) -> bool:
    """Whether a text is an outlet's name, with no more beside it than a year or what companies append."""
    return not _COMPANY.sub("", text.replace(name, "", 1)).strip()


def _published(
    given: Given, metadata: PageMetadata, trimmed: Trimmed, tree: html.HtmlElement
) -> DateInterval:
    """The day of publication: as given, as metadata or text state it, else as htmldate infers it."""
    if given.published.earliest or given.published.latest:
        return given.published
    for stated in (metadata.published, trimmed.published):
        if stated.earliest:
            return stated
    return _inferred(tree, metadata)


def _inferred(tree: html.HtmlElement, metadata: PageMetadata) -> DateInterval:
    try:
        found = find_date(tree, extensive_search=True, original_date=True)
        day = date.fromisoformat(found) if found else None
    except (ValueError, TypeError, AttributeError, etree.LxmlError, RecursionError):
        day = None
    if day is None:
        changed = metadata.changed.latest
        return DateInterval(None, changed, "inferred") if changed else UNKNOWN_DATE
    # The first of January is what htmldate makes of a bare year.
    if (day.month, day.day) == (1, 1):
        return DateInterval(day, date(day.year, 12, 31), "inferred")
    return DateInterval.on(day, "inferred")
