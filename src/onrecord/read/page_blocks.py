"""The body of a page as blocks: what trafilatura finds, with the kinds that the page's markup tells."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree, html
from trafilatura import bare_extraction

from onrecord.model import BlockKind
from onrecord.read.page_cleaning import clean_page

_KINDS: dict[str, BlockKind] = {"head": "heading", "item": "bullet", "quote": "blockquote"}
_BLOCKS = frozenset(
    {"body", "p", "head", "list", "item", "quote", "table", "row", "cell", "div", "code", "lb"}
)
_LINKED = ("p", "li", "div")
_SPACE = re.compile(r"\s+")
# What stands within many pages' text and is no part of it, by the names that page builders give it.
_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:newsletters?|sign-?up|promo|promos|related|read-?more|more-?stories|also-?read|read-?also"
    r"|teasers?|share|sharing|social|subscribe|paywall|advert|advertisement|caption|cutline|vcap|cookies?|consent|gdpr"
    r"|(?:video|audio)-?player|player|poll|quiz|most-?read|popular|recommended|recirculation|outbrain|taboola"
    r"|comments?|disqus|tipoff|donate|tags)(?:$|[\s_-])",
    re.IGNORECASE,
)
_CONTROLS = ".//input|.//textarea|.//select|.//button"
_MOST_CHILDREN = 12
_LONGEST_ASIDE = 600
_SHARE_OF_PAGE = 0.25


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A block of a page's body.

    Attributes:
        text: one line.
        kind: what its markup says, or None for a paragraph.
        linked: whether all of it is a link.
    """

    text: str
    kind: BlockKind | None
    linked: bool


def page_blocks(tree: html.HtmlElement) -> list[PageBlock]:
    """Find the body of a page.

    Args:
        tree: the parsed page; it is changed.

    Returns:
        Its blocks in order; none where trafilatura finds no body.
    """
    clean_page(tree)
    linked = _linked_texts(tree)
    _drop_asides(tree)
    found = bare_extraction(tree, fast=True, include_comments=False, include_tables=True, with_metadata=False)
    if found is None or isinstance(found, dict) or found.body is None:
        return []
    return [
        PageBlock(text, kind, kind in (None, "bullet") and text in linked)
        for text, kind in _flatten(found.body)
    ]


def _linked_texts(tree: html.HtmlElement) -> frozenset[str]:
    """The texts of paragraphs that are links and nothing else."""
    texts = set()
    seen = set()
    for link in tree.iter("a"):
        parent = link.getparent()
        while parent is not None and parent.tag not in _LINKED:
            parent = parent.getparent()
        if parent is None or parent in seen:
            continue
        seen.add(parent)
        if len(parent) > _MOST_CHILDREN:
            continue
        whole = _one_line("".join(parent.itertext()))
        inside = sum(len(_one_line("".join(other.itertext()))) for other in parent.iter("a"))
        if whole and len(whole) <= 300 and inside >= 0.8 * len(whole):
            texts.add(whole)
    return frozenset(texts)


def _drop_asides(tree: html.HtmlElement) -> None:
    """Take out small boxes: sign-up forms, captions, players, what is named or marked as beside the text."""
    limit = min(_LONGEST_ASIDE, _SHARE_OF_PAGE * len(tree.text_content()))
    for element in list(tree.iter("div", "section", "aside", "p", "ul", "ol", "span", "figure", "form")):
        if element.getparent() is None or not _is_aside(element):
            continue
        if len(element.text_content()) <= limit:
            element.drop_tree()


def _is_aside(element: html.HtmlElement) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if element.get("role") in ("complementary", "dialog", "navigation", "search") or _ASIDE.search(
        names[:400]
    ):
        return True
    return element.tag in ("div", "section", "aside", "p") and bool(element.xpath(_CONTROLS))


def _flatten(body: etree._Element) -> Iterator[tuple[str, BlockKind | None]]:
    """The blocks of trafilatura's tree, from top to bottom."""
    pieces: list[str] = []
    kinds: list[BlockKind | None] = [None]
    for event, element in etree.iterwalk(body, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in _BLOCKS:
                yield from _close(pieces, kinds[-1])
            kinds.append(_KINDS.get(tag, kinds[-1]))
            pieces.append(element.text or "")
        else:
            if tag in _BLOCKS:
                yield from _close(pieces, kinds[-1])
            kinds.pop()
            pieces.append(element.tail or "")
    yield from _close(pieces, None)


def _close(pieces: list[str], kind: BlockKind | None) -> Iterator[tuple[str, BlockKind | None]]:
    text = _one_line("".join(pieces))
    pieces.clear()
    if text:
        yield text, kind


def _one_line(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
