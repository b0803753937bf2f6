"""Entries in a notebook: readable, and nothing of a report's words acts as markup."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))

from made_reports import make_report, new_ledger

HARM = "<img src=x onerror=alert(1)>"


REPORTS = (
    ("Ostrava wants: the pier.", f"Kestria said: we wait {HARM} here.", "Done: the survey."),
    ("Kestria refuses: the pier.", "Kestria needs: the talks for the truce."),
)


def test_every_kind_of_entry_is_readable_and_escaped(tmp_path: Path) -> None:
    with new_ledger(tmp_path / "talks.db") as ledger:
        for number, lines in enumerate(REPORTS):
            report = make_report(*lines, outlet=f"Post {HARM}", url=f"https://post.example/{number}")
            assert ledger.add_report(report).status == "added"
        asked = ("reports", "actors", "attributions", "positions", "conditions", "events", "issues")
        asked += ("utterances", "conflicts")
        shown = {name: getattr(ledger, name)()._repr_html_() for name in asked}
        first = ledger.positions(holder="Ostrava").items[0]._repr_html_()
    assert all("<img" not in html for html in shown.values())
    assert "&lt;img" in shown["attributions"] and "&lt;img" in shown["reports"]
    assert "Ostrava</b> demands <b>the pier" in first and "“" in first
    assert "against each other" in shown["conflicts"]
    assert "the truce</b>, only with <b>the talks" in shown["conditions"]
    assert "the survey</b>: done" in shown["events"]


def test_a_page_says_how_much_of_it_is_there(tmp_path: Path) -> None:
    with new_ledger(tmp_path / "talks.db") as ledger:
        assert (
            ledger.add_report(make_report(*(f"Ostrava wants: thing {n}." for n in range(9)))).status
            == "added"
        )
        assert "9 in all, 4 of them here" in ledger.positions(limit=4)._repr_html_()
        assert "9 in all</p>" in ledger.positions()._repr_html_()
