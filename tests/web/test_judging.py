"""Deciding, by form and by program: who may, what follows, and letting it go."""

import re
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient

from onrecord.errors import NotFound, OnrecordError, UsageError
from onrecord.ledger import Ledger
from onrecord.web import Settings, Tokens, create_app
from onrecord.web.tokens import usual_path
from onrecord.web.views.signing_in import inside

KEY = re.compile(r'name="key" value="([0-9a-f]+)"')


@pytest.fixture
def desk(own: Ledger, tokens: Tokens) -> TestClient:
    """Somebody who is signed in to a ledger that may be written to."""
    client = TestClient(create_app([own], Settings(), tokens), base_url="http://127.0.0.1:8000")
    token, _ = tokens.make("Ida Moor")
    assert client.post("/sign-in", data={"token": token, "then": "/l/harbour/review"}).status_code == 200
    return client


def form_key(client: TestClient, page: str = "/l/harbour/review?kind=outlet") -> str:
    found = KEY.search(client.get(page).text)
    assert found
    return found[1]


def test_the_overview_counts_what_the_review_shows(client: TestClient) -> None:
    queues = client.get("/l/harbour/review.json").json()["data"]["queues"]
    waiting = client.get("/l/harbour.json").json()["data"]["waiting"]
    assert waiting == queues["first"] + queues["outlet"] + queues["date"] > 0


def test_a_doubt_is_judged_and_the_ledger_follows(desk: TestClient, own: Ledger) -> None:
    queue = desk.get("/l/harbour/review.json?kind=outlet").json()
    queues = queue["data"]["queues"]
    assert (queues["speaker"], queues["outlet"], queues["date"]) == (1, 1, 1)
    doubt = queue["data"]["items"][0]
    assert doubt["opening"].startswith("Kestria demanded")
    subject = doubt["report"]["id"]
    form = {"key": form_key(desk), "subject": subject, "verdict": "set_outlet", "value": "The Pier"}
    page = desk.post("/l/harbour/judgements", data=form)
    assert page.status_code == 200 and str(page.url).endswith("/l/harbour/review")
    assert own.reports(outlet="The Pier").total == 1
    assert desk.get("/l/harbour/review.json?kind=outlet").json()["total"] == 0
    made = own.judgements()[0]
    assert (made.by, made.verdict, made.value) == ("Ida Moor", "set_metadata", {"outlet": "The Pier"})
    shown = desk.get("/l/harbour/judgements").text
    assert "Ida Moor" in shown and "The Pier" in shown
    desk.post(f"/l/harbour/judgements/{made.id}/close", data={"key": form_key(desk, "/l/harbour/judgements")})
    assert own.reports(outlet="The Pier").total == 0
    assert own.judgements()[0].closed_at is not None


def test_the_most_valuable_doubts_come_first_with_their_evidence(desk: TestClient, own: Ledger) -> None:
    answer = desk.get("/l/harbour/review.json?limit=50").json()
    items = answer["data"]["items"]
    assert answer["data"]["kind"] == "first" and len(items) == answer["total"]
    assert [one["subject"] for one in items] == [
        list(one.subject) for one in own.queue(limit=200, quick=True)
    ]
    claim = next(one for one in items if one["kind"] == "claim")
    marked = {mark["record"] for passage in claim["passages"] for mark in passage["marks"]}
    assert marked == set(claim["subject"]) and claim["sentence"]
    page = desk.get("/l/harbour/review?limit=50").text
    assert page.count('class="doubt-card"') == len(items) and 'data-key="y"' in page


def test_a_claim_is_rejected_by_hand_and_taken_back(desk: TestClient, own: Ledger) -> None:
    items = desk.get("/l/harbour/review.json?kind=claim").json()["data"]["items"]
    (subject,) = items[0]["subject"]
    key = form_key(desk, "/l/harbour/review?kind=claim")
    form = {"key": key, "subject": subject, "verdict": "reject"}
    assert desk.post("/l/harbour/judgements", data={**form, "key": "forged"}).status_code == 403
    assert own.judgements() == []
    then = "/l/harbour/review?kind=claim"
    page = desk.post("/l/harbour/judgements", data={**form, "then": then})
    assert page.status_code == 200 and "data-undo" in page.text
    with pytest.raises(NotFound, match="rejected by Ida Moor"):
        own.record(subject)
    data = desk.get("/l/harbour/review.json?kind=claim").json()["data"]
    assert data["last"]["subject"] == [subject]
    assert [subject] not in [one["subject"] for one in data["items"]]
    made = data["last"]["id"]
    desk.post(f"/l/harbour/judgements/{made}/close", data={"key": key, "then": then})
    assert own.record(subject) and desk.get("/l/harbour/review.json").json()["data"]["last"] is None


def test_two_actors_are_made_one_by_hand(desk: TestClient, own: Ledger) -> None:
    ids = [entry.actor.id for entry in own.actors().items if entry.actor.kind == "person"][:2]
    form = {"key": form_key(desk), "subject": ids, "verdict": "merge", "value": "Novak and Brandt"}
    assert desk.post("/l/harbour/judgements", data=form).status_code == 200
    assert own.record(ids[0]) == own.record(ids[1])
    assert "Novak and Brandt" in desk.get(f"/l/harbour/actors/{ids[0]}").text
    wrong = {**form, "verdict": "remove"}
    assert desk.post("/l/harbour/judgements", data=wrong).status_code == 400


def test_a_speaker_is_chosen_by_hand(desk: TestClient, own: Ledger) -> None:
    doubt = desk.get("/l/harbour/review.json?kind=speaker").json()["data"]["items"][0]
    chosen = doubt["statement"]["candidates"][0]
    form = {"subject": doubt["subject"], "verdict": "set_speaker", "value": chosen}
    desk.post("/l/harbour/judgements", data={**form, "key": form_key(desk, "/l/harbour/review?kind=speaker")})
    assert own.record(doubt["subject"][0]).attribution.speaker == chosen  # type: ignore[union-attr]
    assert desk.get("/l/harbour/review.json?kind=speaker").json()["total"] == 0


def test_what_two_people_decided_against_each_other_is_marked(desk: TestClient, own: Ledger) -> None:
    position = own.positions().items[0].position.id
    own.judge(position, "confirm", by="Max")
    own.judge(position, "set_date", {"earliest": "2024-01-01", "latest": "2024-01-01", "basis": "stated"})
    own.judge(position, "set_date", {"earliest": "2024-01-02", "latest": "2024-01-02", "basis": "stated"})
    data = desk.get("/l/harbour/judgements.json").json()["data"]
    assert [set(pair) for pair in data["opposed"]] == [{one.id for one in own.judgements()[1:]}]
    assert desk.get("/l/harbour/judgements").text.count("against another that holds") == 2


def test_a_date_can_be_an_interval(desk: TestClient, own: Ledger) -> None:
    subject = desk.get("/l/harbour/review.json?kind=date").json()["data"]["items"][0]["report"]["id"]
    form = {"key": form_key(desk), "subject": subject, "verdict": "set_date", "note": "dated by hand"}
    desk.post("/l/harbour/judgements", data={**form, "value": "2024-03-01", "until": "2024-03-03"})
    published = desk.get(f"/l/harbour/reports/{subject}.json").json()["data"]["report"]["published"]
    assert published == {"earliest": "2024-03-01", "latest": "2024-03-03", "basis": "stated"}


@pytest.mark.parametrize("key", ["", "0" * 64, "é"])
def test_a_form_without_its_key_does_nothing(desk: TestClient, own: Ledger, key: str) -> None:
    subject = own.reports().items[0].id
    form = {"key": key, "subject": subject, "verdict": "set_outlet", "value": "Forged"}
    assert desk.post("/l/harbour/judgements", data=form).status_code == 403
    assert desk.post("/l/harbour/reports", data={"key": key, "text": "Forged."}).status_code == 403
    assert desk.post("/sign-out", data={"key": key}).status_code == 403
    assert own.judgements() == []


def test_a_session_does_not_pass_where_a_program_needs_its_token(desk: TestClient, own: Ledger) -> None:
    body = {"subject": [own.reports().items[0].id], "verdict": "set_metadata", "value": {"outlet": "X"}}
    assert desk.post("/l/harbour/judgements.json", json=body).status_code == 403
    assert own.judgements() == []


def test_a_stranger_writes_nothing(own: Ledger, tokens: Tokens) -> None:
    client = TestClient(create_app([own], Settings(), tokens), base_url="http://127.0.0.1:8000")
    before = own.counts()
    for path, body in (
        ("judgements", {"subject": [own.reports().items[0].id], "verdict": "set_metadata"}),
        ("reports", {"text": "Ada Novak said: no."}),
    ):
        answer = client.post(f"/l/harbour/{path}.json", json=body)
        assert answer.status_code == 401 and answer.json()["error"]["type"] == "NotSignedIn"
        assert client.post(f"/l/harbour/{path}", data=body).status_code in (401, 422)
    assert "<form method" not in client.get("/l/harbour/review").text
    assert own.counts() == before


def test_read_only_holds_for_those_with_a_token_too(own: Ledger, tokens: Tokens) -> None:
    settings = Settings(host="0.0.0.0", public_read_only=True)
    client = TestClient(create_app([own], settings, tokens), base_url="http://talks.example")
    token, _ = tokens.make("Ida Moor")
    body = {"text": "Ada Novak said: no."}
    allowed = {"authorization": f"Bearer {token}"}
    assert client.post("/l/harbour/reports.json", json=body, headers=allowed).status_code == 403
    assert client.post("/sign-in", data={"token": token}).status_code == 400


def test_a_program_adds_and_judges(own: Ledger, tokens: Tokens) -> None:
    token, _ = tokens.make("Robot")
    client = TestClient(
        create_app([own], Settings(), tokens),
        base_url="http://127.0.0.1:8000",
        headers={"authorization": f"Bearer {token}"},
    )
    body = {"text": "Ada Novak said: the ferry sails.", "outlet": "Ferry News", "published": "2024-04-02"}
    added = client.post("/l/harbour/reports.json", json=body)
    assert added.status_code == 201
    report = added.json()["data"]["report"]
    assert client.get(added.json()["links"]["self"]).json()["data"]["report"]["outlet"] == "Ferry News"
    assert client.post("/l/harbour/reports.json", json=body).json()["data"]["status"] == "known"
    decision = {"subject": [report], "verdict": "set_metadata", "value": {"title": "Ferries"}, "note": "seen"}
    made = client.post("/l/harbour/judgements.json", json=decision)
    assert made.status_code == 201
    judgement = made.json()["data"]["items"][0]
    assert judgement["by"] == "Robot" and own.reports(outlet="Ferry").items[0].title == "Ferries"
    closed = client.post(f"/l/harbour/judgements/{judgement['id']}/close.json")
    assert closed.status_code == 200 and closed.json()["data"]["items"][0]["closed_at"]
    again = client.post(f"/l/harbour/judgements/{judgement['id']}/close.json")
    assert again.status_code == 409
    wrong = client.post("/l/harbour/judgements.json", json={**decision, "value": 3})
    assert wrong.status_code == 400 and wrong.json()["ok"] is False
    assert client.post("/l/harbour/reports.json", json={"text": " "}).status_code == 422


def test_signing_in_and_out(own: Ledger, tokens: Tokens) -> None:
    client = TestClient(create_app([own], Settings(), tokens), base_url="http://127.0.0.1:8000")
    wrong = client.post("/sign-in", data={"token": "onrecord_wrong"})
    assert wrong.status_code == 401 and 'role="alert"' in wrong.text
    token, kept = tokens.make("Ida <b>Moor</b>")
    answer = client.post("/sign-in", data={"token": token, "then": "//evil.example"}, follow_redirects=False)
    assert answer.headers["location"] == "/"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie and token.lower() not in cookie
    page = client.get("/l/harbour").text
    assert "Ida &lt;b&gt;Moor" in page
    out = client.post("/sign-out", data={"key": form_key(client, "/l/harbour")})
    assert "Ida" not in out.text
    client.post("/sign-in", data={"token": token})
    tokens.revoke(kept.id)
    assert "Ida" not in client.get("/l/harbour").text


@pytest.mark.parametrize("cookie", ["", "a.b.c.d", "x", "1.99999999999.a." + "0" * 64])
def test_a_made_up_session_is_none(client: TestClient, cookie: str) -> None:
    page = client.get("/l/harbour", headers={"cookie": f"onrecord_session={cookie}"})
    assert page.status_code == 200 and "Sign out" not in page.text


@pytest.mark.parametrize("address", ["//evil", "https://evil", "/\\evil", "", "/a\nb", "javascript:x"])
def test_signing_in_leads_to_no_other_site(address: str) -> None:
    assert inside(address) == "/"
    assert inside("/l/harbour/reports?outlet=a") == "/l/harbour/reports?outlet=a"


def test_tokens_are_kept_as_hashes_for_their_owner_alone(tokens: Tokens) -> None:
    token, kept = tokens.make("  Ida   Moor ")
    assert kept.name == "Ida Moor" and tokens.find(token) == kept
    text = tokens.path.read_text()
    assert token not in text and kept.sha256 in text
    assert tokens.path.stat().st_mode & 0o077 == 0
    with pytest.raises(UsageError):
        tokens.make(" ")
    tokens.revoke(kept.id)
    assert tokens.find(token) is None
    with pytest.raises(NotFound):
        tokens.revoke(kept.id)


def test_a_damaged_file_of_tokens_says_so(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "tokens.json"
    path.write_text("{")
    with pytest.raises(OnrecordError, match="can't be read"):
        Tokens(path).all()


def test_where_tokens_are(tmp_path) -> None:  # type: ignore[no-untyped-def]
    assert usual_path({"ONRECORD_TOKENS": str(tmp_path / "x.json")}) == tmp_path / "x.json"
    assert usual_path({"XDG_CONFIG_HOME": str(tmp_path)}) == tmp_path / "onrecord" / "tokens.json"


def test_the_feed_is_atom_and_holds_what_is_new(client: TestClient) -> None:
    answer = client.get("/l/harbour/changes.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)
    space = {"a": "http://www.w3.org/2005/Atom"}
    titles = [entry.findtext("a:title", "", space) for entry in feed.findall("a:entry", space)]
    assert titles[0].startswith("Title <script>") and "A spring without ships" in titles
    assert feed.findtext("a:updated", "", space).startswith("2024-03-07")
    ids = [entry.findtext("a:id", "", space) for entry in feed.findall("a:entry", space)]
    assert len(set(ids)) == len(ids) == 5
