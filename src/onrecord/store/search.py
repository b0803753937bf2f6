"""What a person types into a search field, as a query that the full-text index always takes."""

import re

from onrecord.errors import UsageError
from onrecord.text.folding import whole

PLAIN = str.maketrans({"\x00": " ", "“": '"', "”": '"'})
QUOTED_OR_WORD = re.compile(r'"([^"]*)"|(\S+)')


def match_query(words: str) -> str:
    """A query for FTS5 from a person's words.

    Each word must be there, in any form the stemmer knows; words in double quotes must stand together; a word
    that ends in an asterisk stands for all that begin with it. Nothing else has a meaning, so nothing that is
    typed is a fault of syntax (https://www.sqlite.org/fts5.html#fts5_strings).

    Args:
        words: as typed.

    Raises:
        UsageError: there is neither letter nor digit in them.
    """
    terms = []
    typed = whole(words).translate(PLAIN)
    for quoted, word in QUOTED_OR_WORD.findall(typed):
        term = quoted or word
        if not any(character.isalnum() for character in term):
            continue
        prefix = "*" if word.endswith("*") else ""
        terms.append('"' + term.replace('"', " ") + '"' + prefix)
    if not terms:
        raise UsageError(
            f"There is no word in {words!r} to search for.", "Give a word, or leave the search out."
        )
    return " ".join(terms)
