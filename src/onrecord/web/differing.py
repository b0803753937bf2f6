"""Two wordings of the same, their words compared: what one has and the other has not."""

import re
from difflib import SequenceMatcher

from markupsafe import Markup

from onrecord.web.marking import shown

WORDS = re.compile(r"\w+|\s+|[^\w\s]")
TOO_LONG = 2_000  # words and blanks; longer wordings are shown beside each other as they are


def differing(first: str, other: str) -> Markup:
    """A wording with what differs from another marked as put in and taken out.

    Args:
        first: the wording that is compared with.
        other: the wording that is shown.
    """
    before, after = WORDS.findall(shown(first)), WORDS.findall(shown(other))
    if max(len(before), len(after)) > TOO_LONG:
        return Markup("{}").format(shown(other))
    one, two = ([word.casefold() for word in words] for words in (before, after))
    pieces = []
    for action, a, b, c, d in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if action in ("delete", "replace"):
            pieces.append(_piece("del", before[a:b]))
        if action in ("insert", "replace"):
            pieces.append(_piece("ins", after[c:d]))
        if action == "equal":
            pieces.append(Markup("{}").format("".join(after[c:d])))
    return Markup("").join(pieces)


def _piece(element: str, words: list[str]) -> Markup:
    text = "".join(words)
    if not text.strip():
        return Markup("{}").format(text if element == "ins" else "")
    return Markup("<{0}>{1}</{0}>").format(Markup(element), text)
