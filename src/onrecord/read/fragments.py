"""Pieces of HTML that are all text and no page: the body of a feed entry or a mail, as passages.

Whole pages go through `html`, which finds the report among menus and teasers. Here nothing is searched for;
the markup only tells paragraphs, headings, list items and block quotations.
"""

import re
from collections.abc import Iterator

from lxml import etree, html

from onrecord.model import BlockKind
from onrecord.read.passages import Passage

_LEFT_OUT = {
    "script", "style", "head", "title", "noscript", "template", "iframe", "object", "svg", "form", "button",
    "nav", "aside", "figure", "figcaption", "img", "video", "audio",
}  # fmt: skip
_BREAKS = {
    "p", "div", "section", "article", "header", "footer", "main", "body", "html", "table", "tr", "td", "th",
    "ul", "ol", "dl", "dt", "dd", "pre", "hr", "address", "center", "li", "blockquote", "caption",
    "h1", "h2", "h3", "h4", "h5", "h6",
}  # fmt: skip
_KINDS: dict[str, BlockKind] = {
    "li": "bullet",
    "blockquote": "blockquote",
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
}
_PIECE = tuple[str, BlockKind]
_NEW_PARAGRAPH = "\x00"


def passages_of(markup: str) -> list[Passage]:
    """The passages of a piece of HTML, in order.

    Args:
        markup: HTML, or text that has none.

    Returns:
        Its paragraphs, headings, list items and block quotations; none where it has no text.
    """
    if not markup.strip():
        return []
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:  # lxml's word for: nothing in it
        return []
    passages: list[Passage] = []
    text, kind = "", _paragraph()
    for piece, piece_kind in _pieces(root):
        if piece == _NEW_PARAGRAPH:
            _close(text, kind, passages)
            text = ""
        else:
            kind = piece_kind if not text.strip() else kind
            text += piece
    _close(text, kind, passages)
    return passages


def _paragraph() -> BlockKind:
    return "paragraph"


def _close(text: str, kind: BlockKind, passages: list[Passage]) -> None:
    text = re.sub(r"\s+", " ", text).strip()
    if text:
        passages.append(Passage(text, kind))


def _pieces(root: html.HtmlElement) -> Iterator[_PIECE]:
    """Text and paragraph breaks in reading order, without recursion (pages may nest a thousand deep)."""
    kinds: list[BlockKind] = [_paragraph()]
    breaks = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in _LEFT_OUT:
                continue
            if tag in _BREAKS:
                yield _NEW_PARAGRAPH, kinds[-1]
            if tag == "br":
                breaks += 1
                yield (_NEW_PARAGRAPH if breaks > 1 else " "), kinds[-1]
            kinds.append(_KINDS.get(tag, kinds[-1]))
            text = element.text or ""
        else:
            if tag not in _LEFT_OUT:
                kinds.pop()
            if tag in _BREAKS:
                yield _NEW_PARAGRAPH, kinds[-1]
            text = element.tail or ""
        if text.strip():
            breaks = 0
        if text and not _is_left_out(element, event):
            yield text, kinds[-1]


def _is_left_out(element: html.HtmlElement, event: str) -> bool:
    """Whether the text met at an element's start or end lies inside something that is left out."""
    inside = element if event == "start" else element.getparent()
    while inside is not None:
        if inside.tag in _LEFT_OUT:
            return True
        inside = inside.getparent()
    return False
