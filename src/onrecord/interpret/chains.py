"""What is to follow what, in an order of more than two: "first A, then B, and C at the end"."""

from onrecord.text.tokens import Doc

_LAST = ("at the end", "last", "afterwards", "after that")


def chain_of(doc: Doc, start: int, end: int) -> list[tuple[int, int]]:
    """The links of "A, then B, and C at the end".

    Args:
        doc: the document.
        start: index of the first word of the first link.
        end: index after the last word of the last one.
    """
    links, begin = [], start
    for index in range(start + 1, end - 1):
        if doc[index].text == "," and (doc[index + 1].lower_ == "then" or _comes_last(doc, index, end)):
            links.append((begin, index))
            begin = index + 2
    links.append((begin, _before_last(doc, begin, end)))
    return links


def _comes_last(doc: Doc, index: int, end: int) -> bool:
    if doc[index + 1].lower_ != "and" or index + 2 >= end:
        return False
    return _before_last(doc, index + 2, end) < _bare_end(doc, end)


def _bare_end(doc: Doc, end: int) -> int:
    while doc[end - 1].is_punct:
        end -= 1
    return end


def _before_last(doc: Doc, start: int, end: int) -> int:
    """Where a stretch ends without the words that only put it last: "the machines | at the end"."""
    bare = _bare_end(doc, end)
    for words in _LAST:
        first = bare - len(words.split())
        if first > start and doc[first:bare].text.lower() == words:
            return first
    return end
