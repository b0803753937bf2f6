"""What a page's markup keeps from its readers, or only links to, taken out before the body is looked for.

Hidden words would otherwise stand in the middle of somebody's sentence, and so would the headline of another
report that a link inside the sentence repeats. Large hidden parts stay: pages hide their whole text
until a script shows it.
"""

import re

from lxml import html

LONGEST = 600
SHARE_OF_PAGE = 0.25
_UNSEEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:[^.\d]|$)|opacity\s*:\s*0(?:[^.\d]|$)",
    re.IGNORECASE,
)
_UNSEEN_CLASS = re.compile(
    r"(?:^|\s)(?:sr-only|(?:u-)?visually-?hidden|screen-?reader(?:-text|-only)?|hide-visually|a11y-hidden)(?:\s|$)",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"\s*(?:also\s+|and\s+)?(?:read|see|watch|listen|more|related|explainer|live|in\s+pictures)"
    r"(?:\s+(?:more|also|next|on|this|here))?\s*[:|\u2013\u2014]\s*\S",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[.!?\u2026][\"'\u2019\u201d)]?\s*$")
_LEAST_WORDS = 4
_LEAST_SWALLOWED = 2  # paragraphs in a link: a card holds one, an unclosed link all that come after it


def clean_page(tree: html.HtmlElement) -> None:
    """Take out what is hidden and what only points to other reports; the tree is changed.

    Args:
        tree: a parsed page.
    """
    limit = min(LONGEST, SHARE_OF_PAGE * len(tree.text_content()))
    for element in list(tree.iter()):
        if element.getparent() is None or not isinstance(element.tag, str):
            continue
        if _is_unseen(element):
            if len(element.text_content()) <= limit:
                element.drop_tree()
        elif element.tag == "a":
            _clean_link(element)


def _is_unseen(element: html.HtmlElement) -> bool:
    """Whether a browser shows nothing of an element."""
    if element.tag in ("html", "body", "main", "article"):
        return False
    if element.tag == "template" or ("hidden" in element.attrib and element.get("hidden") != "until-found"):
        return True
    return bool(
        _UNSEEN_STYLE.search(element.get("style") or "") or _UNSEEN_CLASS.search(element.get("class") or "")
    )


def _clean_link(link: html.HtmlElement) -> None:
    """Open a link that was never closed, and drop one that holds another report's headline."""
    paragraphs = sum(1 for _ in link.iter("p"))
    if paragraphs >= _LEAST_SWALLOWED:
        parent = link.getparent()
        link.drop_tag()
        _lift_paragraphs(parent)
    elif link.getparent().tag in ("p", "span", "em", "i", "strong", "b") and _is_pointer(link):
        _drop_with_brackets(link)


def _lift_paragraphs(parent: html.HtmlElement) -> None:
    """Put the paragraphs in a paragraph, as an unclosed link leaves them, behind it."""
    inner = [child.tag for child in parent]
    if parent.tag == "p" and "p" in inner and parent.getparent() is not None:
        for child in reversed(parent[inner.index("p") :]):
            parent.addnext(child)


def _is_pointer(link: html.HtmlElement) -> bool:
    """Whether a link is no part of its sentence: labelled, or after that and without a full stop."""
    words = link.text_content()
    if len(words.split()) < _LEAST_WORDS:
        return False
    if _LABELLED.match(words):
        return True
    last = link.getnext() is None and not (link.tail or "").strip()
    return last and not _ENDED.search(words) and bool(_ENDED.search(_before(link)))


def _before(link: html.HtmlElement) -> str:
    """What stands directly before a link in its paragraph."""
    previous = link.getprevious()
    if previous is not None:
        return (previous.tail or "") if (previous.tail or "").strip() else str(previous.text_content())
    return link.getparent().text or ""


def _drop_with_brackets(link: html.HtmlElement) -> None:
    """Drop a link, and the brackets that hold nothing else."""
    previous, parent = link.getprevious(), link.getparent()
    before = (parent.text if previous is None else previous.tail) or ""
    after = link.tail or ""
    if before.rstrip()[-1:] in ("(", "[") and after.lstrip()[:1] in (")", "]"):
        before, after = before.rstrip()[:-1].rstrip(), after.lstrip()[1:]
        link.tail = after
        if previous is None:
            parent.text = before
        else:
            previous.tail = before
    link.drop_tree()
