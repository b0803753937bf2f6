"""Whether a clause of condition or of time goes with a verb, so that what it shows is no flat stand."""

from onrecord.text.tokens import Doc
from onrecord.text.words import word_set

_FOR_NOW = frozenset({"until", "while", "before"})
_SUBJECTS_OPEN = word_set("nothing they he she it the no a this that talks")


def is_conditional(doc: Doc, index: int, side: bool = False) -> bool:
    """Whether "if" or "unless" goes with a verb: what is said then is a condition, and nothing else.

    Args:
        doc: the document.
        index: index of the verb.
        side: whether "as long as" counts too, and an "if" before the verb: an offer stays one beside them.
    """
    sentence = doc[index].sent
    return (side and _opens_with_if(doc, sentence.start, index)) or any(
        (
            token.lower_ in {"if", "unless", "provided"}
            and doc[token.i - 1].lower_ not in ({"as", "even"} if side else {"as", "even", "only"})
        )
        or (token.lower_ in {"when", "once", "after"} and doc[token.i - 1].lower_ == "only")
        or (token.lower_ == "condition" and doc[token.i - 1].lower_ == "on")
        or (side and token.lower_ == "long" and doc[token.i - 1].lower_ in {"as", "so"})
        for token in doc[index : sentence.end]
        if token.i > sentence.start
    )


def _opens_with_if(doc: Doc, start: int, index: int) -> bool:
    """Whether a clause of condition goes before a verb: "should the vote fail, he would leave"."""
    return any(
        token.lower_ in {"if", "unless", "provided"}
        and doc[token.i - 1].lower_ not in {"as", "even", "only"}
        and any(after.text == "," or after.tag_ == "MD" for after in doc[token.i + 2 : index])
        for token in doc[start:index]
    ) or (doc[start].lower_ == "should" and any(token.text == "," for token in doc[start:index]))


def waits(doc: Doc, index: int, end: int) -> bool:
    """Whether "until", "while", "before", "as long as" or "without" goes with a verb and what it names."""
    if end < len(doc) and doc[end].lower_ == "without":
        return True
    words = [token.lower_ for token in doc[index : doc[index].sent.end]]
    return bool(_FOR_NOW & set(words)) or "as long as" in " ".join(words) or "so long as" in " ".join(words)


def is_held_back(doc: Doc, start: int) -> bool:
    """Whether a clause of condition follows what was named, with no other between: "..., but only if"."""
    sentence = doc[min(start, len(doc)) - 1].sent
    for token in doc[start : sentence.end]:
        if token.lower_ in {"if", "unless", "provided", "providing"}:
            return doc[token.i - 1].lower_ not in {"as", "even", "what"}
        if token.lower_ == "should":
            return _is_inverted(doc, token.i, sentence.end)
        if token.tag_ in {"VBD", "VBZ", "VBP", "MD"} or token.text in {";", ":"}:
            return False
    return False


def waits_for_a_deed(doc: Doc, index: int) -> bool:
    """Whether "before" or "until" and a clause follow: "opposed any talks before the missing were named"."""
    if index >= len(doc) or doc[index].lower_ not in {"before", "until"}:
        return False
    return any(token.tag_ in {"VBD", "VBZ", "VBP"} for token in doc[index + 1 : min(len(doc), index + 9)])


def _is_inverted(doc: Doc, index: int, end: int) -> bool:
    """Whether "should" stands before its subject: "by six months should nothing be signed"."""
    begins = index + 2 < end and doc[index + 1].lower_ in _SUBJECTS_OPEN
    return begins and any(token.tag_ == "VB" for token in doc[index + 2 : min(end, index + 8)])
