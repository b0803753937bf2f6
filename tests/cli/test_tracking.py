"""`utterances`, `changes`, `conflicts` and `copies` as a reporter meets them."""

import json
import sys
from datetime import date
from pathlib import Path

import pytest

from onrecord.cli import main

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))
from made_reports import make_report, new_ledger, process

STORY = (
    "The ferry to the northern islands was cancelled on Monday after a storm damaged the quay at Velden, "
    "and passengers were told to wait until the harbour master had seen to the moorings, which may take "
    "several days since the divers who are needed for it are away at another port down the coast."
)
SAID = "Anna Veld said: the harbour will never be closed to honest northern fishermen today."


def at(number, day, *lines, outlet="Harbour Post"):
    return make_report(*lines, outlet=outlet, url=f"https://post.example/{number}", day=day)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    path = tmp_path_factory.mktemp("tracking") / "talks.db"
    with new_ledger(path, "Talks", process=process) as ledger:
        reports = [
            at(1, date(2024, 3, 4), STORY, "Ostrava refuses: ferry service today."),
            at(2, date(2024, 3, 5), STORY, "More follows.", outlet="News"),
            at(3, date(2024, 4, 1), "Ostrava wants: ferry service today."),
            at(4, date(2024, 4, 2), "Kestria refuses: ferry service today."),
            at(5, date(2024, 5, 1), SAID, "It rained."),
            at(6, date(2024, 5, 1), SAID.replace("honest ", ""), "It snowed.", outlet="News"),
        ]
        assert {added.status for added in ledger.add_found(reports)} == {"added"}
    return path


@pytest.fixture
def run(made, capsys, monkeypatch):
    monkeypatch.setenv("ONRECORD_DB", str(made))
    monkeypatch.setenv("COLUMNS", "100")

    def asked(*arguments):
        code = main(arguments)
        said = capsys.readouterr()
        assert code == 0, said.err
        return said

    return asked


def test_a_change_is_shown_with_both_statements(run):
    said = run("changes", "--holder", "ostrava")
    first, *rest = said.out.splitlines()
    assert first.startswith("Ostrava turned round on ferry service today, 1 April 2024 cha-")
    assert [line.strip() for line in rest if line.startswith(("  before", "  after"))] == [
        "before: 4 March 2024", "after: 1 April 2024",
    ]  # fmt: skip
    assert "Ostrava refuses: ferry service today" in said.out
    assert run("changes", "--since", "2024-04-02").out == ""


def test_a_conflict_is_shown_with_both_sides(run):
    said = run("conflicts", "--kind", "opposed")
    assert "ferry service today: against each other" in said.out
    assert "+ Ostrava demands" in said.out and "- Kestria rejects" in said.out
    answer = json.loads(run("conflicts", "--json").out)
    assert {claim["id"] for claim in answer["claims"]} == set(answer["items"][0]["members"])


def test_an_utterance_is_shown_once_with_how_the_words_differ(run):
    said = run("utterances", "--several")
    lines = said.out.splitlines()
    assert lines[0] == "Anna Veld, 1 May 2024"
    assert "[-honest -]" in said.out or "[-honest-]" in said.out
    assert "2 reports" in said.out and "utt-" in said.out
    answer = json.loads(run("utterances", "--search", "fishermen", "--json").out)
    assert answer["total"] == 1
    record = answer["items"][0]
    assert len(record["attributions"]) == 2 and answer["speakers"][record["speaker"]] == "Anna Veld"


def test_copies_are_listed_with_their_share(run):
    said = run("copies")
    assert "News" in said.out and "Harbour Post" in said.out and "it came later" in said.out
    (item,) = json.loads(run("copies", "--json").out)["items"]
    assert item["share"] > 0.9 and item["basis"] == "date"


def test_tracked_records_are_shown(run):
    change = json.loads(run("changes", "--json").out)["items"][0]
    assert "turned round on ferry service today" in run("show", change["id"]).out
    assert json.loads(run("show", change["id"], "--json").out)["item"]["from"] == change["from"]
