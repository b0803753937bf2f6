"""A site over a small ledger of fictional reports."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from onrecord.ledger import Ledger
from onrecord.web import Settings, Tokens, create_app

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))

from made_reports import make_report, new_ledger

SCRIPT = "<script>alert('x')</script><img src=x onerror=alert(1)>"


def add_reports(ledger: Ledger) -> None:
    """Three plain reports and one that means harm."""
    for report in (
        make_report(
            "Ada Novak said: the harbour stays open today.",
            "Ostrava said: no talks begin before the harbour opens.",
            url="https://post.example/1",
        ),
        make_report(
            "Ilse Brandt said: the harbour may close in spring.",
            "He alone said: nothing was promised.",
            outlet="Tidal Mail",
            url="https://mail.example/2",
            day=date(2024, 3, 6),
            title="A spring without ships",
        ),
        make_report(
            "Ostrava wants: the pier.",
            "Kestria refuses: the pier.",
            "Ostrava needs: the truce for the talks.",
            "Kestria needs: the talks for the truce.",
            url="https://post.example/claims",
            day=date(2024, 3, 5),
            title="Each waits for the other",
        ),
        make_report(
            "Kestria wants: the pier.",
            "Done: the survey.",
            url="https://post.example/later",
            day=date(2024, 3, 6),
            title="Kestria turns round",
        ),
        make_report("Kestria demanded: the piers.", path="notes/third.txt", day=None, outlet=""),
        make_report(
            f"{SCRIPT} said: we agree {SCRIPT} today.",
            outlet=f"Mail {SCRIPT}",
            url='javascript:alert("url")',
            title=f"Title {SCRIPT}",
            credit=SCRIPT,
            day=date(2024, 3, 7),
        ),
    ):
        assert ledger.add_report(report).status == "added"


@pytest.fixture(scope="session")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A ledger to read; tests that write take `own`."""
    path = tmp_path_factory.mktemp("web") / "harbour.db"
    with new_ledger(path, "The harbour talks", by="R. Ek") as ledger:
        add_reports(ledger)
        yield ledger


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Ledger]:
    """A ledger to write to."""
    with new_ledger(tmp_path / "harbour.db", "The harbour talks", by="R. Ek") as ledger:
        add_reports(ledger)
        yield ledger


@pytest.fixture(scope="session")
def tokens(tmp_path_factory: pytest.TempPathFactory) -> Tokens:
    return Tokens(tmp_path_factory.mktemp("settings") / "deeper" / "tokens.json")


@pytest.fixture(scope="session")
def client(ledger: Ledger, tokens: Tokens) -> TestClient:
    return TestClient(create_app([ledger], Settings(), tokens), base_url="http://127.0.0.1:8000")


@pytest.fixture
def addresses(ledger: Ledger) -> list[str]:
    """One of each page, and of each report."""
    pages = ("", "/statements", "/actors", "/reports", "/outlets", "/positions", "/timeline", "/conditions")
    pages += (
        "/changes",
        "/conflicts",
        "/corrections",
        "/utterances",
        "/issues",
        "/deadlocks",
        "/unlock",
        "/what-if",
        "/briefing",
        "/review",
        "/judgements",
    )
    made = [f"/l/harbour{page}" for page in pages]
    made += ["/index", "/l/harbour/statements?search=harbour", "/l/harbour/actors?kind=state"]
    for report in ledger.reports().items:
        made += [f"/l/harbour/reports/{report.id}{text}" for text in ("", "?text=raw", "?text=trimmed")]
    made += [f"/l/harbour/actors/{entry.actor.id}" for entry in ledger.actors().items]
    made += [f"/l/harbour/issues/{entry.issue.id}" for entry in ledger.issues().items]
    talks = next(entry.issue.id for entry in ledger.issues().items if entry.issue.label == "the talks")
    made += [f"/l/harbour/{page}?goal={talks}" for page in ("deadlocks", "unlock", "what-if")]
    made += ["/l/harbour/positions?as_of=2024-03-05", "/l/harbour/history?holder=Kestria&issue=pier"]
    made += [f"/l/harbour/statements/{entry.attribution.id}" for entry in ledger.attributions().items]
    return made
