"""The sample dossier: its gold file rests on the words of its reports, and no words come from elsewhere."""

import csv
import html
import json
import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

SAMPLES = Path(__file__).parents[2] / "samples"
SHARED = os.environ.get("ONRECORD_SHARED", "")
GOLD: dict[str, Any] = json.loads((SAMPLES / "gold.json").read_text(encoding="utf-8"))
REPORTS = {report["id"]: report for report in GOLD["reports"]}
ACTORS = {actor["id"]: actor for actor in GOLD["actors"]}
ISSUES = {issue["id"] for issue in GOLD["issues"]}
CLAIMS = {claim["id"]: claim for key in ("positions", "conditions") for claim in GOLD[key]}
COPIES = {report["id"] for report in GOLD["reports"] if report["syndicated_from"]}

ACTS = {"demand", "offer", "accept", "commit", "support", "concede"}
ACTS |= {"reject", "oppose", "withdraw", "threaten", "deny", "allege"}
WORDS_IN_A_ROW = 11
READ_WHOLE = {".txt", ".md", ".html", ".json", ".jsonl", ".conllu"}


def shown_text(path: Path) -> str:
    """The words of a report, its tags taken out: those inside a paragraph leave nothing behind."""
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix != ".html":
        return text
    text = re.sub(r"(?s)<(script|style|title)\b.*?</\1>|<!.*?>", " ", text)
    text = re.sub(r"</?(?:em|b|i|a|strong|span)\b[^>]*>", "", text)
    return html.unescape(re.sub(r"<[^>]+>", "\n", text))


TEXTS = {name: shown_text(SAMPLES / report["file"]) for name, report in REPORTS.items()}


def is_day(value: str | None) -> bool:
    return value is None or bool(date.fromisoformat(value))


def test_every_report_is_listed_and_used() -> None:
    files = {path.name for path in (SAMPLES / "reports").iterdir() if path.suffix in {".txt", ".html"}}
    assert files == {Path(report["file"]).name for report in GOLD["reports"]}
    assert {attribution["report"] for attribution in GOLD["attributions"]} == set(REPORTS)
    assert len({report["outlet"] for report in GOLD["reports"]}) >= 4
    for report in GOLD["reports"]:
        assert report["file"].startswith(f"reports/{report['id']}-")
        assert is_day(report["published"]) and report["published"] <= GOLD["as_of"]
        assert report["syndicated_from"] is None or report["syndicated_from"] in REPORTS


def test_the_table_beside_the_reports_agrees_with_the_gold_file() -> None:
    with (SAMPLES / "reports" / "reports.csv").open(encoding="utf-8", newline="") as table:
        rows = {row["file"]: row for row in csv.DictReader(table)}
    assert len(rows) == len(REPORTS)
    for report in GOLD["reports"]:
        row = rows[Path(report["file"]).name]
        assert row["outlet"] == report["outlet"]
        assert row["published"] == ("" if report["date_stated_in_file"] else report["published"])


def test_ids_are_unique() -> None:
    for key in ("reports", "actors", "issues", "attributions", "positions", "conditions"):
        ids = [entry["id"] for entry in GOLD[key]]
        assert len(ids) == len(set(ids)), key


def test_actors_are_named_as_the_reports_name_them() -> None:
    everything = "\n".join(TEXTS.values())
    for actor in GOLD["actors"]:
        assert actor["kind"] in {"person", "state", "organization", "group", "anonymous"}
        assert actor["acts_for"] is None or actor["acts_for"] in ACTORS
        for alias in actor["aliases"]:
            assert alias in everything, (actor["id"], alias)
    for issue in GOLD["issues"]:
        for alias in issue["aliases"]:
            assert alias in everything, (issue["id"], alias)


def test_attributions_rest_on_their_report() -> None:
    by_id = {attribution["id"]: attribution for attribution in GOLD["attributions"]}
    for attribution in GOLD["attributions"]:
        text = TEXTS[attribution["report"]]
        for key in ("content", "source_text", "cue_text"):
            assert attribution[key] is None or attribution[key] in text, attribution
        assert attribution["content"].strip(" ,\n") == attribution["content"]
        assert not attribution["content"].endswith(".")
        assert attribution["kind"] in {"direct", "indirect", "mixed"}
        assert attribution["reported_by"] is None or attribution["reported_by"] in ACTORS
        assert is_day(attribution["said_on"])
        speaker = ACTORS[attribution["speaker"]]
        assert attribution["source_text"] is None or attribution["source_text"] in speaker["aliases"]
        if attribution["part_of"]:
            first = by_id[attribution["part_of"]]
            assert (first["report"], first["speaker"]) == (attribution["report"], attribution["speaker"])
            assert attribution["source_text"] is None and attribution["cue_text"] is None


def test_positions_and_conditions_rest_on_their_report() -> None:
    for claim in CLAIMS.values():
        assert claim["report"] not in COPIES, "positions and conditions stand once, at the original"
        assert claim["evidence"] in TEXTS[claim["report"]], claim
        assert claim["holder"] in ACTORS
        assert claim.get("via") is None or claim["via"] in ACTORS
        assert is_day(claim["date"]) and claim["date"] <= REPORTS[claim["report"]]["published"]
        for repeat in claim.get("also_in", ()):
            assert repeat["evidence"] in TEXTS[repeat["report"]], repeat
        assert set(claim.get("alternatives", ())) <= ISSUES
    for position in GOLD["positions"]:
        assert position["act"] in ACTS
        assert position["polarity"] in {"for", "against", "open"}
        assert position["issue"] in ISSUES
    for condition in GOLD["conditions"]:
        assert condition["relation"] in {"requires", "before"}
        assert {condition["step"], condition["requirement"]} <= ISSUES
        assert condition["step"] != condition["requirement"]
        for part in condition["connective"].split(" ... "):
            assert part.lower() in condition["evidence"].lower(), condition


def test_a_conditional_statement_gives_a_condition_and_no_position_on_its_step() -> None:
    for condition in GOLD["conditions"]:
        for position in GOLD["positions"]:
            if (position["report"], position["evidence"]) == (condition["report"], condition["evidence"]):
                assert position["act"] == "threaten" or position["issue"] != condition["step"]


def test_every_issue_and_actor_is_used() -> None:
    used = {
        claim[key] for claim in CLAIMS.values() for key in ("issue", "step", "requirement") if key in claim
    }
    used |= {issue for claim in CLAIMS.values() for issue in claim.get("alternatives", ())}
    assert used == ISSUES
    speaking = {
        attribution[key] for attribution in GOLD["attributions"] for key in ("speaker", "reported_by")
    }
    holding = {claim.get(key) for claim in CLAIMS.values() for key in ("holder", "via")}
    assert (speaking | holding) - {None} == set(ACTORS)


def test_utterances_gather_attributions_of_one_speaker() -> None:
    listed = {(entry["report"], entry["content"], entry["speaker"]) for entry in GOLD["attributions"]}
    for utterance in GOLD["utterances"]:
        assert len(utterance["reports"]) == len(utterance["contents"]) >= 2
        speakers = {utterance["speaker"], ACTORS[utterance["speaker"]]["acts_for"]}
        for report, content in zip(utterance["reports"], utterance["contents"], strict=True):
            assert any((report, content, speaker) in listed for speaker in speakers), (report, content)


def test_changes_conflicts_and_deadlocks_name_claims() -> None:
    for change in GOLD["changes"]:
        before, after = CLAIMS[change["from"]], CLAIMS[change["to"]]
        assert change["kind"] in {"reversed", "softened", "hardened", "withdrawn"}
        assert before["holder"] == after["holder"] == change["holder"]
        assert before["date"] < after["date"]
        assert change["issue"] == after["issue"] and change["issue"] in {
            before.get("issue"),
            before.get("step"),
        }
    for conflict in GOLD["conflicts"]:
        assert conflict["kind"] in {"opposed", "denial", "conflicting_reports"}
        assert CLAIMS[conflict["a"]]["holder"] != CLAIMS[conflict["b"]]["holder"]
    for deadlock in GOLD["deadlocks"]:
        assert deadlock["goal"] in ISSUES
        assert all(CLAIMS[member]["date"] <= deadlock["as_of"] for member in deadlock["members"])
        if "resolved_by" in deadlock:
            assert CLAIMS[deadlock["resolved_by"]]["date"] == deadlock["resolved_on"] > deadlock["as_of"]


def test_one_deadlock_stands_and_each_closes_a_circle_through_its_goal() -> None:
    assert [deadlock["goal"] for deadlock in GOLD["deadlocks"] if "resolved_on" not in deadlock] == ["i1"]
    for deadlock in GOLD["deadlocks"]:
        edges = {
            (CLAIMS[name]["step"], CLAIMS[name]["requirement"])
            for name in deadlock["members"]
            if name[0] == "c"
        }
        reached = {deadlock["goal"]}
        for _ in edges:
            reached |= {requirement for step, requirement in edges if step in reached}
        assert any(requirement == deadlock["goal"] for step, requirement in edges if step in reached)


def test_the_reports_are_as_long_as_real_ones() -> None:
    for name, text in TEXTS.items():
        assert 250 <= len(text.split()) <= 600, name


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """Every run of eleven words."""
    words = re.findall(r"[a-z0-9]+", text.replace("’", "'").lower().replace("'", ""))
    return zip(*(words[start:] for start in range(WORDS_IN_A_ROW)), strict=False)


@pytest.mark.skipif(not Path(SHARED or "absent").is_dir(), reason="ONRECORD_SHARED is not set")
def test_no_words_come_from_elsewhere() -> None:
    ours: set[tuple[str, ...]] = set()
    for text in TEXTS.values():
        ours.update(runs(text))
    for path in Path(SHARED).rglob("*"):
        if path.suffix not in READ_WHOLE or not path.is_file():
            continue
        other = shown_text(path)
        if path.suffix == ".conllu":
            other = "\n".join(re.findall(r"(?m)^# text = (.*)$", other))
        assert ours.isdisjoint(runs(other)), path
