"""Positions, conditions, issues, deadlocks and the briefing, as pages and as JSON."""

from datetime import date

import pytest
from fastapi.testclient import TestClient
from made_reports import make_report

from onrecord.ledger import Ledger
from onrecord.web import Settings, Tokens, create_app
from onrecord.web.differing import differing
from onrecord.web.rendering import within
from onrecord.web.views import positions


def issue_id(ledger: Ledger, label: str) -> str:
    return next(entry.issue.id for entry in ledger.issues().items if entry.issue.label == label)


def cells(client: TestClient, query: str = "") -> dict[tuple[str, str], str]:
    data = client.get(f"/l/harbour/positions.json{query}").json()["data"]
    names = {one["id"]: one["name"] for one in (*data["holders"], *data["issues"])}
    return {(names[one["holder"]], names[one["issue"]]): one["sign"] for one in data["cells"]}


def test_the_matrix_moves_with_the_day(client: TestClient) -> None:
    assert cells(client, "?as_of=2024-03-05") == {("Ostrava", "the pier"): "+", ("Kestria", "the pier"): "-"}
    assert cells(client) == {("Ostrava", "the pier"): "+", ("Kestria", "the pier"): "+"}
    assert cells(client, "?as_of=2024-03-01") == {}
    page = client.get("/l/harbour/positions?as_of=2024-03-05").text
    assert "Kestria: against" in page and "/l/harbour/history?holder=" in page


def test_a_cell_leads_to_its_history_with_the_words(client: TestClient) -> None:
    answer = client.get("/l/harbour/history.json?holder=Kestria&issue=pier").json()
    assert [one["polarity"] for one in answer["data"]["items"]] == ["against", "for"]
    page = client.get("/l/harbour/history?holder=Kestria&issue=pier").text
    assert "Kestria refuses: the pier." in page and "Kestria wants: the pier." in page
    assert client.get("/l/harbour/history.json").status_code == 400
    assert client.get("/l/harbour/history.json?holder=Nobody").status_code == 404


def test_the_report_underlines_what_it_tells_itself(client: TestClient, ledger: Ledger) -> None:
    report = ledger.reports(search="refuses").items[0].id
    data = client.get(f"/l/harbour/reports/{report}.json").json()["data"]
    assert len(data["positions"]) == 2 and len(data["conditions"]) == 2
    marked = [mark["role"] for passage in data["passages"] for mark in passage["marks"]]
    assert marked == ["evidence"] * 4
    assert 'class="mark evidence"' in client.get(f"/l/harbour/reports/{report}").text


def test_the_graph_marks_the_circle(client: TestClient) -> None:
    answer = client.get("/l/harbour/conditions.json").json()
    (cycle,) = answer["data"]["cycles"]
    assert {one["name"] for one in cycle} == {"the talks", "the truce"}
    drawn = client.get(answer["data"]["figure"]).json()["data"]["figure"]
    assert any("in a cycle" in text for trace in drawn["data"] for text in trace.get("hovertext", []))
    assert "wait for each other" in client.get("/l/harbour/conditions").text


def test_the_timeline_leads_to_the_words(client: TestClient, ledger: Ledger) -> None:
    answer = client.get("/l/harbour/timeline.json").json()
    drawn = client.get(answer["data"]["figure"]).json()["data"]["figure"]
    leads = {to for trace in drawn["data"] for to in trace["customdata"]}
    assert len(leads) == 4 and all(to.startswith("/l/harbour/reports/rep-") and "#c" in to for to in leads)
    assert [len(trace["x"]) for trace in drawn["data"] if trace["name"] == "· said"] == [1]
    pier = issue_id(ledger, "the pier")
    narrow = client.get(f"{answer['data']['figure']}?issue={pier}").json()["data"]["figure"]
    assert narrow["data"] and all(trace["name"] != "· said" for trace in narrow["data"])
    of_one = client.get("/l/harbour/timeline.json?issue=pier&holder=kestria").json()["data"]
    assert {of_one["names"][item["holder"]] for item in of_one["items"]} == {"Kestria"}
    assert {item["issue"] for item in of_one["items"]} == {pier}
    assert client.get("/l/harbour/timeline.json?holder=nobody").json()["data"]["items"] == []


def test_a_timeline_has_the_last_words_of_those_who_say_most(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = client.get("/l/harbour/timeline.json").json()["data"]["items"]
    monkeypatch.setattr(positions, "LATEST", 2)
    assert client.get("/l/harbour/timeline.json").json()["data"]["items"] == every[-2:]
    assert {
        one["holder"] for one in client.get("/l/harbour/timeline.json?lanes=1").json()["data"]["items"]
    } < {one["holder"] for one in every}


def test_an_issue_gathers_what_is_said_of_it(client: TestClient, ledger: Ledger) -> None:
    data = client.get(f"/l/harbour/issues/{issue_id(ledger, 'the talks')}.json").json()["data"]
    assert len(data["conditions"]) == 2 and data["positions"] == []
    survey = client.get(f"/l/harbour/issues/{issue_id(ledger, 'the survey')}").text
    assert "done" in survey and "What has happened" in survey
    assert client.get("/l/harbour/issues/iss-0000000000000000.json").status_code == 404


def test_a_deadlock_is_told_with_its_words(client: TestClient, ledger: Ledger) -> None:
    talks = issue_id(ledger, "the talks")
    answer = client.get(f"/l/harbour/deadlocks.json?goal={talks}").json()["data"]["answer"]
    assert answer["status"] == "blocked" and answer["complete"]
    (finding,) = answer["findings"]
    assert finding["shape"] == "circle" and len(finding["members"]) == 2
    words = {one["statements"][0]["evidence"][0]["text"] for one in finding["members"]}
    assert words == {"Ostrava needs: the truce for the talks.", "Kestria needs: the talks for the truce."}
    page = client.get(f"/l/harbour/deadlocks?goal={talks}").text
    assert "as reported up to" in page.lower() and all(one in page for one in words)


def test_a_way_out_and_a_supposition(client: TestClient, ledger: Ledger) -> None:
    talks = issue_id(ledger, "the talks")
    ways = client.get(f"/l/harbour/unlock.json?goal={talks}").json()["data"]["answer"]["ways"]
    assert ways and all(len(way["moves"]) == 1 for way in ways)
    dropped = ways[0]["moves"][0]["id"]
    supposed = client.get(f"/l/harbour/what-if.json?goal={talks}&drop={dropped}").json()
    assert supposed["data"]["before"]["findings"] and not supposed["data"]["after"]["findings"]
    assert len(supposed["data"]["gone"]) == 1
    assert client.get(supposed["links"]["self"]).json() == supposed
    again = client.get(f"/l/harbour/deadlocks.json?goal={talks}").json()["data"]["answer"]["findings"]
    assert len(again) == 1


def test_a_goal_that_nobody_speaks_of(client: TestClient) -> None:
    answer = client.get("/l/harbour/deadlocks.json?goal=the+talk").json()["data"]["answer"]
    assert answer["status"] in ("unmentioned", "blocked")
    assert client.get("/l/harbour/deadlocks?goal=zebra").status_code == 200


def test_every_line_of_a_briefing_has_its_footnote(client: TestClient, ledger: Ledger) -> None:
    pier, talks = issue_id(ledger, "the pier"), issue_id(ledger, "the talks")
    address = f"/l/harbour/briefing?issue={pier}&issue={talks}&as_of=2024-03-05"
    page = client.get(address).text
    data = client.get(address.replace("briefing?", "briefing.json?")).json()["data"]
    assert [one["issue"]["id"] for one in data["items"]] == [pier, talks]
    lines = sum(len(one["positions"]) + len(one["conditions"]) + len(one["events"]) for one in data["items"])
    assert lines == 4
    for number in range(1, lines + 1):
        assert f'href="#note-{number}"' in page and f'id="note-{number}"' in page
    assert f'id="note-{lines + 1}"' not in page


def test_utterances_show_every_wording(client: TestClient, ledger: Ledger) -> None:
    answer = client.get("/l/harbour/utterances.json").json()
    assert answer["total"] == len(answer["data"]["items"]) > 0
    one = answer["data"]["items"][0]
    shown = client.get(f"/l/harbour/utterances/{one['id']}.json").json()["data"]
    assert [said["id"] for said in shown["statements"]] == one["attributions"]
    assert shown["utterance"]["first_report"] in shown["reports"]
    page = client.get(f"/l/harbour/utterances/{one['id']}").text
    assert shown["statements"][0]["content"][0]["text"].split()[0] in page
    assert client.get("/l/harbour/utterances/utt-0000000000000000").status_code == 404


def test_changes_are_asked_of_the_ledger(client: TestClient, ledger: Ledger) -> None:
    answer = client.get("/l/harbour/changes.json").json()
    assert answer["total"] == ledger.changes().total
    assert [one["id"] for one in answer["data"]["items"]] == [one.change.id for one in ledger.changes().items]
    assert client.get("/l/harbour/changes.json?kind=sideways").status_code == 422


def test_conflicts_show_both_sides_with_their_words(client: TestClient, ledger: Ledger) -> None:
    answer = client.get("/l/harbour/conflicts.json").json()
    assert answer["total"] == ledger.conflicts().total > 0
    for one in answer["data"]["items"]:
        members = [answer["data"]["claims"][id_] for id_ in one["members"]]
        assert len(members) > 1 and all(said["evidence"] for said in members)
        assert all(said["report"] in answer["data"]["reports"] for said in members)
    kind = answer["data"]["items"][0]["kind"]
    other = next(one for one in ("opposed", "denial", "conflicting_reports") if one != kind)
    shown = client.get(f"/l/harbour/conflicts.json?kind={kind}").json()["total"]
    assert shown + client.get(f"/l/harbour/conflicts.json?kind={other}").json()["total"] <= answer["total"]
    page = client.get("/l/harbour/conflicts").text
    assert answer["data"]["items"][0]["id"] in page
    assert client.get("/l/harbour/conflicts?kind=loud").status_code == 422


def test_corrections_stand_beside_what_they_correct(own: Ledger, tokens: Tokens) -> None:
    first = make_report(
        "Ada Novak said: the pier costs ninety million crowns.",
        url="https://post.example/pier",
        day=date(2024, 3, 9),
    )
    note = "Correction: An earlier version of this article said the pier costs ninety million crowns."
    later = make_report(
        "Ada Novak said: the pier costs nine million.", note, url=first.url, day=date(2024, 3, 9)
    )
    for report in (first, later):
        assert own.add_report(report).status in {"added", "new_version"}
    client = TestClient(create_app([own], Settings(), tokens), base_url="http://127.0.0.1:8000")
    answer = client.get("/l/harbour/corrections.json").json()
    assert answer["total"] == len(own.corrections()) == 1
    (found,) = answer["data"]["items"]
    assert found["kind"] == "correction" and "ninety" in found["note"]["text"]
    assert all(one in answer["data"]["statements"] for one in found["corrects"]) and found["corrects"]
    page = client.get(f"/l/harbour/corrections?of={found['report']}").text
    assert "Correction by" in page and "ninety million" in page
    assert client.get("/l/harbour/corrections.json?outlet=Nobody").json()["total"] == 0


def test_statements_are_narrowed_by_wording(client: TestClient, ledger: Ledger) -> None:
    every = client.get("/l/harbour/statements.json").json()
    assert sum(one["count"] for one in every["data"]["kinds"]) == every["total"]
    for facet in every["data"]["kinds"]:
        found = client.get(f"/l/harbour/statements.json?kind={facet['value']}").json()
        assert found["total"] == facet["count"] > 0
    assert client.get("/l/harbour/statements.json?act=shout").status_code == 422


def test_a_day_that_is_none_is_told_in_words(client: TestClient) -> None:
    page = client.get("/l/harbour/positions?as_of=soon")
    assert page.status_code == 422
    assert "as_of" in page.text and "2024-03-05" in page.text
    assert "nput should be" not in page.text


def test_wordings_are_compared_word_by_word() -> None:
    shown = differing("We will not open the weir", "We will open <the> weir soon")
    assert "<del>not </del>" in shown and "<ins> soon</ins>" in shown and "&lt;" in shown
    assert differing("the same", "the same") == "the same"


def test_a_change_is_marked_in_the_matrix(own: Ledger, tokens: Tokens) -> None:
    for number, line in enumerate(
        ("Ostrava refuses: ferry service today.", "Ostrava wants: ferry service today.")
    ):
        day = date(2024, 4, 1 + number)
        own.add_report(make_report(line, url=f"https://post.example/ferry/{number}", day=day))
    client = TestClient(create_app([own], Settings(), tokens), base_url="http://127.0.0.1:8000")
    data = client.get("/l/harbour/positions.json").json()["data"]
    names = {one["id"]: one["name"] for one in (*data["holders"], *data["issues"])}
    changed = {(names[one["holder"]], names[one["issue"]]) for one in data["cells"] if one["changed"]}
    assert changed == {("Ostrava", "ferry service today")}
    assert "Ostrava: for, moved lately" in client.get("/l/harbour/positions").text
    before = client.get("/l/harbour/positions.json?as_of=2024-04-01").json()["data"]
    assert not any(one["changed"] for one in before["cells"])


def test_statements_are_narrowed_by_when_they_were_said(client: TestClient) -> None:
    data = client.get("/l/harbour/statements.json").json()["data"]
    assert {one["value"] for one in data["dates"]} == {"2024-03"}
    assert within("2024-02") == {"since": "2024-02-01", "until": "2024-02-29"}
    assert within("2023") == {"since": "2023-01-01", "until": "2023-12-31"}
    assert client.get("/l/harbour/statements.json", params=within("2024-03")).json()["total"] == sum(
        one["count"] for one in data["dates"]
    )
