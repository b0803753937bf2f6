"""Texts made of what dates and quotations are made of, in any order: for the fuzzing of both."""

import random
from collections.abc import Iterator

_DATES = (
    "Monday", "monday", "last Friday", "next Tuesday", "this weekend", "yesterday", "today",
    "tomorrow", "tonight",
    "January", "Feb.", "Sept", "May", "march", "December", "31 February 2023", "29 February 2024",
    "30 Feb",
    "2024-02-30", "2024-13-01", "2023-12-31", "1/2/2024", "13/13/13", "00/00/0000", "9999", "0000",
    "1900", "2099",
    "in 1987", "a year ago", "999 years ago", "twelve months ago", "two weeks ago", "an hour ago",
    "100 days",
    "in October", "late last month", "early next year", "the week of", "week 53", "Q4", "the 31st",
    "1st", "32nd",
    "first half of", "between 3 and 5 June", "3-5 June", "June 3–5, 2024", "June 31",
    "on the 9th of", "Sunday, 3 March",
    "from Monday to Friday", "since 2019", "by 24:00", "at 25:61", "12:30 p.m. EST", "+14:00",
    "1,000,000", "²", "٣",
)  # fmt: skip
_MARKS = (
    '"', "“", "”", "„", "‟", "«", "»", "``", "''", "‘", "’", "‚", "‛", "‹", "›", "`", "'", "’s",
    "s’", "'em", "'90s", "\"'",
    "'\"", "“‘", "’”", "“...", "…”", ",”", "?\"", "!'", "—“", "(“", "”)", "[“",
)  # fmt: skip
_WORDS = (
    "she said", "he added", "Anna Veld", "will not", "sign", "the talks", "according to", "said:",
    "dont", "don't", "o'clock",
    "a", "I", "we", "No", "and", "that", "unless", "until", "-", "—", ".", ",", ";", ":", "?",
    "...", "(", ")", "[", "]",
    "\n", "\n\n", "\r\n", "\t", "\u00a0", "\u200b", "\u202e", "\ufeff", "é", "e\u0301", "中",
    "مرحبا", "\U0001f642",
    "1", "22", "333", "4444", "5" * 20, "%", "$", "\x0b", "\x1c", "\x85", "\u2028",
)  # fmt: skip


def made_texts(count: int, seed: int) -> Iterator[str]:
    """Texts of up to some hundred characters, the same for the same seed.

    Args:
        count: how many.
        seed: of the chance that makes them.
    """
    chance = random.Random(f"texts {seed}")
    kinds = (_DATES, _MARKS, _WORDS)
    for _ in range(count):
        parts: list[str] = []
        for _ in range(chance.randint(1, 24)):
            part = chance.choice(chance.choice(kinds))
            if chance.random() < 0.05:
                part = part[: chance.randrange(len(part) + 1)]
            elif chance.random() < 0.03:
                part = part * chance.randint(2, 20)
            elif chance.random() < 0.03:
                part = chr(chance.choice((chance.randrange(32, 127), chance.randrange(0x80, 0xD800))))
            parts.append(part)
        yield chance.choice(("", " ", " ")).join(parts)


def paragraphs_of(text: str) -> list[tuple[int, int]]:
    """Offsets of the paragraphs of a text, without the line breaks between them."""
    found, start = [], 0
    for line in text.split("\n"):
        if line:
            found.append((start, start + len(line)))
        start += len(line) + 1
    return found
