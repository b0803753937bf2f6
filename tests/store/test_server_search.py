"""Searching a ledger on a PostgreSQL server: what is found is what a file finds, in long texts too."""

import sys
from pathlib import Path

import pytest

from onrecord.ledger import Ledger

sys.path.insert(0, str(Path(__file__).parent))
import servers
from made_reports import make_report, process

pytestmark = pytest.mark.xdist_group("postgresql")


@pytest.fixture(scope="module")
def server():
    return servers.server()


TEXTS = (
    "The withdrawals were agreed; nobody withdraws.",
    "Naïve négociations in Åland and Øresund, ÉTÉ 2024.",
    "A cease-fire, and/or a truce: 1.5% of US$ 10,000.",
    "She's not the U.S. envoy's aide, e.g. of state.gov or a@b.example.",
    "Straße, 日本語, Ωμέγα, हिन्दी and x2y3.",
    "to be or not to be",
    "The ceasefire holds. Fire ceased.",
)
QUERIES = (
    "withdrawal", "withdraw*", "agree", "naive", "negociation", "aland", "øresund", "oresund", "ete", "2024",
    "20*", "cease", "cease-fire", '"cease fire"', '"fire cease"', "ceasefire", "and/or", '"and or a"', "1.5",
    "10,000", "she's", "u.s.", "envoys", "e.g.", "state.gov", "a@b.example", "strasse", "straße",
    "日本語", "ωμεγα", "x2y3", "to be", '"not to be"', '"be to"', "the", "fire cease", "holding", "NOT be",
    "be OR nothing", "x2*",
)  # fmt: skip


def test_what_is_found_is_what_sqlite_finds(server, tmp_path):
    answers = []
    for address in (tmp_path / "talks.db", server.address(server.database())):
        with Ledger.create(address, process=process) as ledger:
            for number, words in enumerate(TEXTS):
                ledger.add_report(make_report(words, url=f"https://p.example/{number}"))
            answers.append({
                query: sorted(entry.url for entry in ledger.reports(search=query).items) for query in QUERIES
            })  # fmt: skip
    assert answers[0] == answers[1]
    assert answers[0]["withdraw*"] and not answers[0]["be OR nothing"]


def test_a_text_with_more_words_than_an_index_takes_is_kept_and_found(server):
    words = " ".join(f"w{number}x{number * 7919:x}" for number in range(62_000))
    with Ledger.open(server.ledger(), process=process, by="ida") as ledger:
        long = make_report(words, "It ends here.", "Ä" * 9_000, url="https://p.example/l")
        assert ledger.add_report(long).status == "added"
        for search in (
            f"w5x{5 * 7919:x}",
            f"w15000x{15_000 * 7919:x} w5x{5 * 7919:x}",
            f'"w61998x{61_998 * 7919:x} w61999x{61_999 * 7919:x}"',
            "end*",
        ):
            assert ledger.reports(search=search).total == 1, search
        assert ledger.reports(search=f'"w5x{5 * 7919:x} w7x{7 * 7919:x}"').total == 0
        assert ledger.check() == []
