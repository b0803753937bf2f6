"""When, to whom and where something was said, as far as the words around the cue say so."""

import re
from dataclasses import dataclass, replace

from onrecord.extract.drafts import Draft, Place
from onrecord.model import DateInterval
from onrecord.text.layout import Layout
from onrecord.text.told_on import stated_day

_TOLD = re.compile(
    r"\b(?:told|tells|telling|tell|informed|informs|assured|reminded|asked|warned|urged|advised|promised)\s+$"
)
_TOLD_WITHIN = re.compile(
    r"\b(?:told|tells|telling|tell|informed|informs|assured|reminded)\s+(?P<to>[^\W\d_][^,.;:\"\u201c\u2018]*)$"
)
_ADDRESSEE = re.compile(
    r"(?P<to>(?:(?:the|a|an|his|her|their|its|this|our|both|all)\s+)?[^\W\d_][\w\u2019'-]*"
    r"(?:\s+(?:of|and|the|[^\W\d_][\w\u2019'-]*)){0,6}?)"
    r"(?=\s+(?:that|on|in|at|after|before|during|by|as|when|while|last|this|yesterday|if|not|to|there|it|he|she"
    r"|they|his|her|their|earlier|later|about|over|following|from|outside|via)\b|\s*[,.;:\"\u201c\u2018\u2014]|\s*$)"
)
_SPEAKING = re.compile(
    r"\b(?:speaking|spoke|talking|talked|answering|wrote|writing|said)\s+(?:to|with)\s+(?P<to>[^,.;:\"\u201c]{3,50}?)"
    r"(?=\s+(?:on|in|at|after|before|during|by|as|when|last|this)\b|\s*[,.;:]|\s*$)"
)
_OCCASION = (
    r"interview|meeting|rally|speech|statement|conference|briefing|letter|summit|call|address|forum|hearing"
    r"|session|debate|post|broadcast|programme|program|visit|telegram|message|radio|television|note|event"
    r"|ceremony|congress|gathering|dinner|report|article|essay|e-mail|email|podcast|appearance|talk|talks|court"
)
_VENUE = re.compile(
    r"\b(?i:in|at|during|after|following|on|via|by)\s+(?:(?:a|an|the|his|her|its|their|one|last)\s+)"
    rf"(?:[\w\u2019'-]+\s+){{0,4}}?(?:{_OCCASION})s?\b"
    r"(?:\s+(?:with|to|of|in|on|at|for|between)\s+(?:(?:the|a|an|his|her|their|its)\s+)?[^\W\d_a-z][\w\u2019'-]*"
    r"(?:\s+(?:of\s+)?[^\W\d_a-z][\w\u2019'-]*){0,4})?"
)
_PLUPERFECT = re.compile(r"\bhad\b|\b(?:earlier|previously)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """When, to whom and where something was said.

    Attributes:
        said_on: the day.
        addressee: offsets of the words for whom it was said to, or None.
        venue: offsets of the words for where or in what, or None.
    """

    said_on: DateInterval
    addressee: Place | None = None
    venue: Place | None = None


def circumstances(draft: Draft, layout: Layout, published: DateInterval) -> Circumstances:
    """Read the circumstances of an attribution from the sentence of its cue.

    Args:
        draft: the attribution; without a cue nothing is known of it but the report's date.
        layout: its text.
        published: when the report was published.

    Returns:
        What the words say. A day that they don't state is inferred from the report's: that day, or up to
        it for what "had" been said.
    """
    inferred = as_inferred(published)
    if not draft.cue:
        return Circumstances(inferred)
    text = layout.text
    cue = draft.cue[0]
    sentence = layout.sentences[layout.sentence_at(cue[0])]
    stretches = _outside(draft, sentence.start, sentence.end)
    source = draft.source[0] if draft.source else None
    said_on = stated_day(layout, published, cue, stretches, source)
    if said_on is None:
        before = _PLUPERFECT.search(text, max(sentence.start, cue[0] - 12), cue[1])
        said_on = replace(inferred, earliest=None) if before and inferred.latest else inferred
    return Circumstances(said_on, _addressee(draft, text, stretches), _venue(text, cue, stretches))


def as_inferred(published: DateInterval) -> DateInterval:
    """The report's date as the day of something said in it."""
    if published.earliest is None and published.latest is None:
        return published
    return DateInterval(published.earliest, published.latest, "inferred")


def _outside(draft: Draft, start: int, end: int) -> list[Place]:
    """The parts of a sentence that are not content."""
    parts: list[Place] = []
    for first, last in (*draft.content, (end, end)):
        if start < min(first, end):
            parts.append((start, min(first, end)))
        start = max(start, last)
    return parts


def _addressee(draft: Draft, text: str, stretches: list[Place]) -> Place | None:
    """Whom it was said to: "told reporters", "wrote to the parties"."""
    cue = draft.cue[0]
    within = _TOLD_WITHIN.search(text, cue[0], cue[1])
    if within:
        return within.span("to")
    limit = next((end for start, end in stretches if start <= cue[1] <= end), cue[1])
    if _TOLD.search(text[cue[0] : cue[1]] + " "):
        follows = re.compile(r"\s+").match(text, cue[1], limit)
        match = _ADDRESSEE.match(text, follows.end(), limit) if follows else None
        if match and match["to"].lower() not in {"that", "if", "whether", "how", "why"}:
            return match.span("to")
    for part in stretches:
        match = _SPEAKING.search(text, max(part[0], cue[0]), part[1])
        if match:
            return match.span("to")
    return None


def _venue(text: str, cue: Place, stretches: list[Place]) -> Place | None:
    """Where, or in what: "in an interview with ...", "at a rally"."""
    found = [match.span() for part in stretches for match in _VENUE.finditer(text, *part)]
    return min(found, key=lambda place: max(place[0] - cue[1], cue[0] - place[1])) if found else None
