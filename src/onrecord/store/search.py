"""What a person types into a search field, as a query that the full-text index always takes.

Each search table holds the words of a column of another table, under its rows' numbers (`rowid`): with SQLite
a table of FTS5, with PostgreSQL a tsvector with a GIN index. Both take the same queries, fold letters alike
and stem by Porter's rules; nothing is ranked by either.
"""

import re
from typing import Any

from sqlalchemy import (
    Integer,
    Select,
    Text,
    bindparam,
    column,
    literal_column,
    select,
    table,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from onrecord.errors import UsageError
from onrecord.text.folding import whole

PLAIN = str.maketrans({"\x00": " ", "“": '"', "”": '"'})
SEARCHES = {
    "report_search": ("texts", "report", "text"),
    "content_search": ("attributions", "number", "words"),
    "claim_search": ("claims", "number", "words"),
    "issue_search": ("issue_forms", "number", "words"),
}
"""Each search table, with the table whose words it has, the number of its rows, and the words' column."""
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


class _Matches(FunctionElement[bool]):
    """That a row of a search table has the words of a query: the table's name, the query."""

    inherit_cache = True  # without a type: SQLite takes no "= 1" after MATCH


@compiles(_Matches, "sqlite")
def _matches_in_file(element: _Matches, compiler: Any, **named: Any) -> str:
    name, query = (compiler.process(clause, **named) for clause in element.clauses)
    return f"{name} MATCH {query}"


@compiles(_Matches, "postgresql")
def _matches_on_server(element: _Matches, compiler: Any, **named: Any) -> str:
    name, query = (compiler.process(clause, **named) for clause in element.clauses)
    return f"{name}.words @@ search_query({query})"


def matching(search: str, words: str) -> Select[Any]:
    """Row numbers that a search table gives for a person's words.

    Args:
        search: one of `SEARCHES`.
        words: as typed; see `match_query`.
    """
    rows = table(search, column("rowid", Integer))
    query = bindparam(None, match_query(words), Text, unique=True)
    return select(rows.c.rowid).where(_Matches(literal_column(search), query))


def last_matching(search: str, words: str, most: int) -> Select[Any]:
    """The last row numbers, and no more than some, that a search table gives for words; see `matching`."""
    query = matching(search, words)
    return query.order_by(query.selected_columns.rowid.desc()).limit(most)
