"""What is typed into a search field, as a query."""

import pytest

from onrecord.errors import UsageError
from onrecord.store.search import match_query


@pytest.mark.parametrize(
    ("words", "query"),
    [
        ("sign today", '"sign" "today"'),
        ('"sign today" now', '"sign today" "now"'),
        ("withdraw*", '"withdraw*"*'),
        ("a OR b", '"a" "OR" "b"'),
        ('half "quoted', '"half" " quoted"'),
        ("“curly marks”", '"curly marks"'),
        ("no - dash", '"no" "dash"'),
        ("col:umn ^x {y}", '"col:umn" "^x" "{y}"'),
    ],
)
def test_queries(words, query):
    assert match_query(words) == query


@pytest.mark.parametrize("words", ["", " ", "?", '""', '"', "*"])
def test_no_words(words):
    with pytest.raises(UsageError):
        match_query(words)
