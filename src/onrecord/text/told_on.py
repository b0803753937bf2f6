"""The day that the words around a verb of saying give it, for attributions, positions and conditions alike.

A date counts for a verb where it stands in the verb's own clause, nearest to it. A date in a clause inside
that one ("what she had said in March", "Novak, who took office in May, said") tells of something else.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from onrecord.model import DateInterval
from onrecord.text.dates import DatePhrase, anchor_day, find_dates, span_of_days
from onrecord.text.layout import Layout

Place = tuple[int, int]

_AHEAD_OF = re.compile(r"\b(?:ahead of|before|until|till|by)\s+(?:the\s+|a\s+)?$", re.IGNORECASE)
_FROM_THEN_ON = re.compile(r"\b(?:since|after|following)\s+(?:the\s+|a\s+)?$", re.IGNORECASE)
_INNER_CLAUSE = re.compile(
    r"\b(?:what|than|which|who|whose|that|as (?:he|she|it|they|we|I) (?:did|had|has|have))\b", re.IGNORECASE
)
_COUNTED_FROM = re.compile(
    r"\b(?P<span>(?:\w+|a few) (?:day|week|fortnight|month|year)s?) (?P<side>after|before)\s*$", re.IGNORECASE
)
_PRONOUN = re.compile(r"(?:he|she|they|it|i|we)$", re.IGNORECASE)
_GOVERNED = re.compile(
    r"\b(?:will|would|to|until|till|before|by|since|ahead of|due|for|after|following|who|which|whose|that|if"
    r"|when)\b[^,;]*$",
    re.IGNORECASE,
)
_PRESS = re.compile(
    r"\b(?:reporters?|journalists?|newspaper|news|radio|television|tv|agency|broadcaster|press|[A-Z]{2,})\b"
)
_ALONE = re.compile(
    r"\b(?:statement|letter|note|post|e-?mail|telegram|message|interview|article|essay|call)\b"
)
_BORDER = re.compile(r"\b")
_LEAD_PARAGRAPHS = 3
_LONGEST_LEAD = 7


def stated_day(
    layout: Layout,
    published: DateInterval,
    verb: Place,
    stretches: Sequence[Place],
    subject: Place | None = None,
) -> DateInterval | None:
    """The date that the words around a verb state for it.

    Args:
        layout: the text.
        published: when the report was published.
        verb: offsets of the verb of saying.
        stretches: offsets of the words around it that may date it: its sentence without what was said.
        subject: offsets of who says it, where that is known.

    Returns:
        The days; inferred where the words only bound them ("since Monday"). None where they state none.
    """
    counted = _counted_from(layout, published, verb, stretches, subject)
    if counted is not None:
        return counted
    quoted = layout.is_quoted(verb[0])
    found = [
        phrase
        for part in stretches
        for phrase in find_dates(layout.text, *part, published)
        if layout.is_quoted(phrase.start) == quoted and _is_of_the_verb(layout.text, phrase, verb, subject)
    ]
    if not found:
        return None
    nearest = min(found, key=lambda phrase: max(phrase.start - verb[1], verb[0] - phrase.end))
    return as_led(layout.text, nearest, published)


def as_led(text: str, phrase: DatePhrase, published: DateInterval) -> DateInterval | None:
    """The days that a date gives with the words that lead to it.

    Args:
        text: the text.
        phrase: the date.
        published: when the report was published.

    Returns:
        None for "before Monday"; up to publication for "since Monday", "after Monday's vote"; else the date.
    """
    lead = _lead_of(text, phrase.start)
    if _AHEAD_OF.search(lead):
        return None
    return _from_then_on(phrase.interval, published) if _FROM_THEN_ON.search(lead) else phrase.interval


def _is_of_the_verb(text: str, phrase: DatePhrase, verb: Place, subject: Place | None) -> bool:
    """Whether a date is the verb's own, and not that of a clause between the two."""
    if phrase.start >= verb[1]:
        return _INNER_CLAUSE.search(text, verb[1], phrase.start) is None
    if subject is None:
        return True
    start, end = subject[0], max(subject[1], verb[0])
    if not start <= phrase.start < end:
        return True
    clause = re.compile(r"\b(?:who|which|whose|that|elected|appointed|born|founded|signed)\b")
    return clause.search(text, start, phrase.start) is None


def _counted_from(
    layout: Layout, published: DateInterval, verb: Place, stretches: Sequence[Place], subject: Place | None
) -> DateInterval | None:
    """The days counted from what the main clause tells: "closed on Monday, three days after X announced"."""
    start = min(verb[0], subject[0] if subject is not None else verb[0])
    begin = min((part[0] for part in stretches if part[0] <= start), default=start)
    match = _COUNTED_FROM.search(layout.text, begin, start)
    if match is None:
        return None
    told = [
        phrase.interval.day
        for phrase in find_dates(layout.text, begin, match.start(), published)
        if phrase.interval.day is not None
    ]
    span = span_of_days(match["span"])
    if not told or told[-1] is None or span is None:
        return None
    days, slack = span
    middle = told[-1] + timedelta(days=days if match["side"].lower() == "before" else -days)
    return DateInterval(middle - timedelta(days=slack), middle + timedelta(days=slack), "inferred")


def _lead_of(text: str, offset: int) -> str:
    """The words that lead to a date: its own preposition, or those before it."""
    if text[offset : offset + 6].lower().startswith(("since ", "until ", "by ")):
        return text[offset : offset + 6]
    return text[max(0, offset - 24) : offset]


def _from_then_on(day: DateInterval, published: DateInterval) -> DateInterval | None:
    """The days from one on, up to publication: "since Monday", "after Tuesday's vote"."""
    if day.earliest is None or published.latest is None or day.earliest > published.latest:
        return None
    return DateInterval(day.earliest, published.latest, "inferred")


def opening_day(layout: Layout, published: DateInterval) -> tuple[date, int] | None:
    """The day of what a report opens with.

    Args:
        layout: the text.
        published: when the report was published.

    Returns:
        The day, a week before publication at most, and the offset of the words that state it; None where
        the first paragraphs state none.
    """
    today = anchor_day(published)
    if today is None:
        return None
    for block in [each for each in layout.blocks if each.kind == "paragraph"][:_LEAD_PARAGRAPHS]:
        for phrase in find_dates(layout.text, block.start, block.end, published):
            day = phrase.interval.day
            if _AHEAD_OF.search(_lead_of(layout.text, phrase.start)):
                continue
            if day is not None and timedelta(0) <= today - day <= timedelta(days=_LONGEST_LEAD):
                return day, phrase.start
    return None


def shared_day(
    layout: Layout, published: DateInterval, sayings: Sequence[tuple[int, DateInterval, bool]]
) -> date | None:
    """The day on which what a report tells without a day of its own was said, as a rule.

    That is the day of the event that the report opens with, where it was published that day or the next:
    a daily report tells one day. Where it opens with one person's word, given nowhere in particular, others
    may have spoken on another day.

    Args:
        layout: the text.
        published: when the report was published.
        sayings: offset of each verb of saying, the days that the words state for it, and whether they name
            an occasion that others share (a debate, a meeting).

    Returns:
        The day, or None where nothing shows it.
    """
    today, opening = anchor_day(published), opening_day(layout, published)
    if today is None or opening is None or today - opening[0] > timedelta(days=1):
        return None
    sentence = layout.sentence_at(opening[1])
    alone = any(
        layout.sentence_at(verb) == sentence
        and day.basis == "stated"
        and day.day == opening[0]
        and not shared
        for verb, day, shared in sayings
    )
    return None if alone and opening[0] != today else opening[0]


def is_shared_occasion(text: str, addressee: Place | None, venue: Place | None) -> bool:
    """Whether something was said where others may have spoken too: in a parliament, at a meeting.

    Args:
        text: the report's text.
        addressee: offsets of the words for whom it was said to, or None.
        venue: offsets of the words for where or in what, or None.
    """
    if venue is not None:
        return _ALONE.search(text, *venue) is None
    return addressee is not None and _PRESS.search(text, *addressee) is None


def told_just_before(layout: Layout, published: DateInterval, verb: Place, source: str) -> date | None:
    """The day of what the sentence before tells of the same party.

    "Falk gave way on Tuesday. The ferry would sail, he told the council."

    Args:
        layout: the text.
        published: when the report was published.
        verb: offsets of the verb of saying.
        source: the words that name who says it.

    Returns:
        The day, where the sentence before, in the same paragraph, states one for what it tells itself, and
        the source is a pronoun or is named there; else None.
    """
    number = layout.sentence_at(verb[0])
    sentence = layout.sentences[number]
    if number == 0 or layout.sentences[number - 1].block != sentence.block:
        return None
    before = layout.sentences[number - 1]
    words = layout.text[before.start : before.end]
    names = [word for word in re.findall(r"[\w\u2019'-]+", source) if word[0].isupper()]
    pronoun = bool(_PRONOUN.match(source.strip()))
    if not pronoun and not any(_stands_in(word, words) for word in names):
        return None
    if not pronoun and source.strip().lower().split()[:1] == ["the"] and len(names) < 1:
        return None
    days = [
        phrase.interval.day
        for phrase in find_dates(layout.text, before.start, before.end, published)
        if phrase.interval.day is not None
        and not layout.is_quoted(phrase.start)
        and not _GOVERNED.search(layout.text[before.start : phrase.start])
        and not layout.text[phrase.end :].startswith(("'s", "\u2019s"))
    ]
    today = anchor_day(published)
    if len(days) != 1 or days[0] is None or today is None or days[0] > today:
        return None
    return days[0]


def _stands_in(word: str, words: str) -> bool:
    """Whether a word stands among others. An expression for each name would have to be made each time."""
    at = words.find(word)
    while at >= 0:
        end = at + len(word)
        if _at_a_border(words, at) and _at_a_border(words, end):
            return True
        at = words.find(word, at + 1)
    return False


def _at_a_border(words: str, at: int) -> bool:
    """Whether a word begins or ends at an offset, as `re` has it."""
    return _BORDER.match(words, at) is not None
