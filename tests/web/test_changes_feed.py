"""The Atom feed carries conflicts and corrections too, each under an id of its own."""

import sys
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

from fastapi.testclient import TestClient

from onrecord.web import Settings, create_app

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))

from made_reports import make_report, new_ledger

SPACE = {"a": "http://www.w3.org/2005/Atom"}
NOTE = "Correction: In Tuesday's edition we gave the words “no lamp will burn on this mole” to Anna Veld."


def test_corrections_and_conflicts_are_alerts(tmp_path: Path) -> None:
    wrong = make_report(
        "Anna Veld said: no lamp will burn on this mole.", "Ostrava wants: ferry service today.",
        url="https://post.example/1", day=date(2024, 3, 5),
    )  # fmt: skip
    right = make_report(
        NOTE, "Kestria refuses: ferry service today.", url="https://post.example/2", day=date(2024, 3, 8)
    )
    with new_ledger(tmp_path / "harbour.db") as ledger:
        for report in (wrong, right):
            assert ledger.add_report(report).error is None
        client = TestClient(create_app([ledger], Settings()), base_url="http://127.0.0.1:8000")
        feed = ElementTree.fromstring(client.get("/l/harbour/changes.atom").content)
    found = {
        entry.findtext("a:title", "", SPACE): entry.findtext("a:summary", "", SPACE)
        for entry in feed.findall("a:entry", SPACE)
    }
    assert found["Correction by Harbour Post"] == NOTE
    assert found["Against each other: ferry service today"] == (
        "“Ostrava wants: ferry service today.” — against: “Kestria refuses: ferry service today.”"
    )
