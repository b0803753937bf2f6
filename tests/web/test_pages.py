"""Every page, and the same as JSON: one envelope, one error, addresses that can be sent to a colleague."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from onrecord.ledger import Ledger
from onrecord.web import Settings, Tokens, create_app
from onrecord.web.answers import cursor, id_after


def as_json(address: str) -> str:
    path, mark, query = address.partition("?")
    return f"{path}.json{mark}{query}"


def test_each_page_has_a_twin_in_json(client: TestClient, addresses: list[str]) -> None:
    for address in addresses:
        page = client.get(address)
        assert page.status_code == 200, address
        assert page.headers["content-type"].startswith("text/html")
        answer = client.get(as_json(address)).json()
        assert answer["ok"] is True, address
        assert set(answer) == {"ok", "data", "next", "total", "links"}
        assert answer["links"]["self"] == as_json(address)
        assert answer["links"]["html"] == address
        assert client.get(answer["links"]["self"]).json() == answer
        assert answer["links"]["self"] in page.text.replace("&amp;", "&")


def test_a_report_shows_who_said_what_at_its_place(client: TestClient, ledger: Ledger) -> None:
    report = ledger.reports(outlet="Harbour Post").items[0]
    page = client.get(f"/l/harbour/reports/{report.id}").text
    text = ledger.report(report.id).text
    start = text.index("the harbour stays")
    anchor = f'id="c{start}-{start + len("the harbour stays open today")}"'
    assert anchor in page and page.count(anchor) == 1
    data = client.get(f"/l/harbour/reports/{report.id}.json").json()["data"]
    for passage in data["passages"]:
        assert text[passage["start"] : passage["end"]] == passage["text"]
        for mark in passage["marks"]:
            assert passage["start"] <= mark["start"] < mark["end"] <= passage["end"]
    said = {mark["role"]: text[mark["start"] : mark["end"]] for mark in data["passages"][0]["marks"]}
    assert said == {"source": "Ada Novak", "cue": "said", "content": "the harbour stays open today"}
    speakers = {data["names"][one["speaker"]] for one in data["statements"]}
    assert speakers == {"Ada Novak", "Ostrava"}


def test_doubt_is_shown(client: TestClient, ledger: Ledger) -> None:
    unsure = next(one for one in ledger.attributions().items if one.attribution.speaker is None)
    page = client.get(f"/l/harbour/statements/{unsure.attribution.id}").text
    assert "not sure who" in page and "perhaps" in page and "Ilse Brandt" in page


def test_a_search_marks_its_hits_and_offers_to_narrow(client: TestClient) -> None:
    page = client.get("/l/harbour/statements?search=harbours").text
    assert page.count("<mark>harbour</mark>") == 3
    answer = client.get("/l/harbour/statements.json?search=harbours").json()
    assert answer["total"] == 3 and len(answer["data"]["items"]) == 3
    assert {(one["name"], one["count"]) for one in answer["data"]["outlets"]} == {
        ("Harbour Post", 2),
        ("Tidal Mail", 1),
    }
    narrowed = client.get("/l/harbour/statements.json", params={"search": "harbours", "outlet": "Tidal Mail"})
    assert narrowed.json()["total"] == 1


def test_empty_fields_of_a_form_ask_nothing(client: TestClient) -> None:
    answer = client.get("/l/harbour/statements.json?search=&speaker=&since=&until=&outlet=").json()
    assert answer["total"] == 6
    assert answer["links"]["self"] == "/l/harbour/statements.json"


@pytest.mark.parametrize("what", ["reports", "actors", "statements"])
def test_following_next_gives_everything_once(client: TestClient, what: str) -> None:
    whole = client.get(f"/l/harbour/{what}.json").json()
    seen, address = [], f"/l/harbour/{what}.json?limit=2"
    while address:
        answer = client.get(address).json()
        seen += [item["id"] for item in answer["data"]["items"]]
        assert (answer["next"] is None) == (answer["links"]["next"] is None)
        assert all(item["id"] not in (answer["next"] or "") for item in answer["data"]["items"])
        address = answer["links"]["next"]
    assert seen == [item["id"] for item in whole["data"]["items"]]
    assert whole["total"] == len(seen) > 2


@pytest.mark.parametrize(
    ("address", "status", "kind"),
    [
        ("/l/nothing.json", 404, "NotFound"),
        ("/l/harbour/reports/rep-0000000000000000.json", 404, "NotFound"),
        ("/l/harbour/nowhere.json", 404, "NotFound"),
        ("/l/harbour/statements.json?limit=0", 422, "UsageError"),
        ("/l/harbour/statements.json?limit=100000", 422, "UsageError"),
        ("/l/harbour/statements.json?since=yesterday", 422, "UsageError"),
        ("/l/harbour/statements.json?search=%2B", 400, "UsageError"),
        ("/l/harbour/statements.json?since=2024-05-01&until=2024-04-01", 400, "UsageError"),
        ("/l/harbour/statements.json?after=mischief", 400, "UsageError"),
        ("/l/harbour/outlet.json?name=Nobody", 404, "NotFound"),
        ("/l/harbour/reports/..%2f..%2fetc.json", 404, "NotFound"),
    ],
)
def test_every_error_has_one_shape(client: TestClient, address: str, status: int, kind: str) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    body = answer.json()
    assert set(body) == {"ok", "error"} and body["ok"] is False
    assert set(body["error"]) == {"type", "what", "hint"}
    assert body["error"]["type"] == kind and body["error"]["what"]
    page = client.get(address.replace(".json", ""))
    assert page.status_code == status and "<h1>" in page.text


def test_a_page_that_has_moved_to_no_method_says_so(client: TestClient) -> None:
    answer = client.put("/l/harbour/reports.json")
    assert answer.status_code == 405 and answer.json()["ok"] is False


def test_a_cursor_says_nothing_and_comes_back() -> None:
    assert id_after(cursor("att-0123456789abcdef")) == "att-0123456789abcdef"
    assert "att" not in cursor("att-0123456789abcdef")
    assert cursor("") == "" and id_after("") == ""


def test_an_empty_ledger_says_what_to_do_next(tmp_path: Path, tokens: Tokens) -> None:
    with Ledger.create(tmp_path / "empty.db") as empty:
        client = TestClient(create_app([empty], Settings(), tokens), base_url="http://127.0.0.1:8000")
        assert "onrecord add" in client.get("/").text
        for page in ("/statements", "/actors", "/reports", "/outlets"):
            assert "empty" in client.get(f"/l/empty{page}").text


def test_several_ledgers_are_listed(ledger: Ledger, tmp_path, tokens) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "other").mkdir()
    with Ledger.create(tmp_path / "other" / "harbour.db", "Another harbour") as other:
        client = TestClient(create_app([ledger, other], Settings(), tokens), base_url="http://127.0.0.1:8000")
        page = client.get("/")
        assert "The harbour talks" in page.text and "Another harbour" in page.text
        assert client.get("/l/harbour-2.json").json()["data"]["ledger"]["counts"]["reports"] == 0
