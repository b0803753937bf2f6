"""The lines of a page as a reader sees them, boilerplate and all, for exports of press databases."""

from lxml import html

_BREAKS = {
    "address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6",
    "hr", "li", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul",
}  # fmt: skip
_LEFT_OUT = {"script", "style", "template", "head"}


def lines_of(markup: str) -> list[str]:
    """The lines of a page, a block each; blocks that hold nothing are blank lines.

    Args:
        markup: the page, decoded.
    """
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    root = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    parts: list[str] = []
    pending: list[tuple[object, bool]] = [(root, False)]
    while pending:
        element, done = pending.pop()
        tag = getattr(element, "tag", None)
        if done:
            if tag in _BREAKS:
                parts.append("\n")
            parts.append(getattr(element, "tail", None) or "")
            continue
        pending.append((element, True))
        if not isinstance(tag, str) or tag in _LEFT_OUT:
            continue
        if tag in _BREAKS:
            parts.append("\n")
        parts.append(getattr(element, "text", None) or "")
        pending.extend((child, False) for child in reversed(element))  # type: ignore[call-overload]
    return "".join(parts).split("\n")
