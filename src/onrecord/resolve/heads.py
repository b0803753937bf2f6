"""Who is named by a source whose head is a name: "chief executive Ada Novak", "the minister, Ada Novak,"."""

import re

from onrecord.resolve.cast import Member
from onrecord.resolve.lexicon import lexicon
from onrecord.resolve.names import Name, is_office
from onrecord.resolve.phrases import parse_phrase
from onrecord.resolve.pronouns import Guess
from onrecord.resolve.scene import Scene
from onrecord.text.folding import fold

NAMED_CONFIDENCE = 0.97
AMBIGUOUS_CONFIDENCE = 0.6
_GOES_WITH_A_NAME = re.compile(
    r"(?:(?:of|from|in|at|on|for|outside|inside|near|beside|before|after|during|following|by|with|to"
    r"|himself|herself|itself|and)\b|\()"
)
_CUT = re.compile(
    r"\s*,|\s+(?:who|which|that|whose|yesterday|today|tonight)\b|\s+on\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)


def named_head(scene: Scene, start: int, end: int) -> Guess | None:
    """Find the name that heads a noun phrase.

    Args:
        scene: what the report names.
        start: offset of the phrase.
        end: offset after it, appositions and relative clauses included.

    Returns:
        Whom the name stands for, likelier members first where two share it; None where a name is only an
        owner or a complement in it, or where there is none.
    """
    text = scene.layout.text
    inside = [
        (name, scene.cast.named[(name.start, name.end)])
        for name in scene.names
        if start <= name.start and name.end <= end and (name.start, name.end) in scene.cast.named
    ]
    if not inside:
        return None
    cut = _CUT.search(text, start, end)
    first_end = cut.start() if cut else end
    for name, numbers in inside:
        member = scene.member(numbers[0])
        if name.start < first_end:
            if _is_head(text, start, name.start, name.end, first_end, member):
                return Guess(
                    numbers[0], numbers[1:], NAMED_CONFIDENCE if len(numbers) == 1 else AMBIGUOUS_CONFIDENCE
                )
        elif member.kind == "person" and _opens_apposition(text, start, first_end, name.start):
            return Guess(
                numbers[0], numbers[1:], NAMED_CONFIDENCE if len(numbers) == 1 else AMBIGUOUS_CONFIDENCE
            )
        elif member.kind == "organization" and _names_body(text, start, first_end, name, end):
            return Guess(numbers[0], numbers[1:], NAMED_CONFIDENCE)
    return None


def _names_body(text: str, start: int, cut: int, name: Name, end: int) -> bool:
    """Whether a body's name closes a source that describes it: "The company that runs it, Veld Lines,"."""
    phrase = parse_phrase(text, start, cut)
    if phrase is None or phrase.plural or phrase.determiner != "definite":
        return False
    before = text[cut : name.start]
    set_off = before.rstrip().endswith(",") and "," not in before.rstrip()[1:-1]
    return phrase.head in lexicon().bodies and set_off and not text[name.end : end].strip(" ,")


def _is_head(text: str, start: int, first: int, last: int, limit: int, member: Member) -> bool:
    """Whether a name heads the noun phrase that it stands in."""
    left = _without_titles(text[start:first])
    right = text[last:limit].strip()
    if re.match(r"['\u2019]s?(?:\s|$)", text[last : last + 3]) and re.sub(r"^['\u2019]s?", "", right).strip():
        return False
    if re.search(r"\b(?:of|for|at|from|to|with|by|in|on|near|behind|against|about)(?:\s+the)?$", left):
        return False
    after = re.sub(r"^['\u2019]s?", "", right).strip()
    if not after or _GOES_WITH_A_NAME.match(after):
        return True
    return member.kind == "person" and left == "" and not re.match(r"[a-z]", after)


def _without_titles(words: str) -> str:
    """The words before a name, in small letters, without the titles and offices right before it."""
    left = words.strip().split()
    while left and (is_office(fold(left[-1])) and left[-1][0].isupper()):
        left.pop()
    return " ".join(left).lower()


def _opens_apposition(text: str, start: int, comma: int, name: int) -> bool:
    """Whether a name right after the first comma stands for the description before it."""
    between = text[comma:name].strip(" ,")
    if re.search(r"\b(?:who|which|of|for|at|from|to|with|by|in|and)\b", between):
        return False
    phrase = parse_phrase(text, start, comma)
    return phrase is not None and phrase.head in lexicon().roles and not _without_offices(between)


def _without_offices(words: str) -> str:
    """The same, also without a title of several words: "Deputy Prime Minister"."""
    every = words.split()
    if every and is_office(fold(every[-1])) and all(word[0].isupper() for word in every):
        return ""
    return _without_titles(words)
