"""Who may ask what, and what no request can do."""

import re

import pytest
from fastapi.testclient import TestClient

from onrecord.ledger import Ledger
from onrecord.web import Settings, Tokens, create_app
from onrecord.web.marking import Marked, hits, marked
from onrecord.web.rendering import outside
from onrecord.web.settings import is_loopback


def test_a_hostile_report_is_shown_as_text_on_every_page(client: TestClient, addresses: list[str]) -> None:
    seen = 0
    for address in addresses:
        page = client.get(address).text
        seen += page.count("&lt;script&gt;alert(")
        assert "<script>alert" not in page and "<img" not in page, address
        assert not re.search(r"href=\"\s*javascript", page, re.IGNORECASE), address
        assert not re.search(r"<[^>]*\son\w+=", re.sub(r"&lt;.*?&gt;", "", page)), address
        assert not re.search(r"<script(?![^>]*\ssrc=)", page) and " style=" not in page, address
    assert seen > 20


def test_every_answer_carries_the_headers(client: TestClient, addresses: list[str]) -> None:
    for address in [*addresses, "/nowhere", "/static/style.css", "/openapi.json", "/l/harbour.json"]:
        headers = client.get(address).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "script-src 'self'" in policy
        assert "unsafe-eval" not in policy and "frame-ancestors 'none'" in policy
        assert "'unsafe-inline'" not in policy.partition("style-src")[0]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


def test_no_page_without_a_figure_lets_styles_be_inline(client: TestClient) -> None:
    assert "unsafe-inline" not in client.get("/l/harbour/reports").headers["content-security-policy"]


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", ""])
def test_another_name_for_this_machine_is_refused(client: TestClient, host: str) -> None:
    answer = client.get("/l/harbour.json", headers={"host": host})
    assert answer.status_code == 403 and answer.json()["error"]["type"] == "Refused"


@pytest.mark.parametrize("host", ["localhost:9", "127.0.0.1", "[::1]:8000"])
def test_its_own_names_are_not(client: TestClient, host: str) -> None:
    assert client.get("/l/harbour.json", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:8001"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_no_other_site_can_send_anything(client: TestClient, headers: dict[str, str]) -> None:
    answer = client.post("/sign-in", data={"token": "x"}, headers=headers)
    assert answer.status_code == 403 and "Another site" in answer.text


def test_a_large_body_is_refused_whatever_it_says_of_its_length(ledger: Ledger, tokens: Tokens) -> None:
    app = create_app([ledger], Settings(max_body=1_000), tokens)
    client = TestClient(app, base_url="http://127.0.0.1:8000")
    assert client.post("/sign-in", data={"token": "x" * 2_000}).status_code == 413
    pieces = (b"x" * 100 for _ in range(50))
    assert client.post("/l/harbour/reports.json", content=pieces).status_code == 413


def test_beyond_loopback_reading_takes_a_token(ledger: Ledger, tokens: Tokens) -> None:
    app = create_app([ledger], Settings(host="0.0.0.0"), tokens)
    client = TestClient(app, base_url="http://desk.example", follow_redirects=False)
    answer = client.get("/l/harbour.json")
    assert answer.status_code == 401 and answer.json()["ok"] is False
    turned = client.get("/l/harbour/reports?outlet=Tidal")
    assert turned.status_code == 303
    assert turned.headers["location"] == "/sign-in?then=%2Fl%2Fharbour%2Freports%3Foutlet%3DTidal"
    assert client.get("/openapi.json").status_code != 200
    token, kept = tokens.make("Ida Moor")
    allowed = {"authorization": f"Bearer {token}"}
    assert client.get("/l/harbour.json", headers=allowed).status_code == 200
    assert client.get("/l/harbour.json", headers={"authorization": "Bearer onrecord_x"}).status_code == 401
    tokens.revoke(kept.id)
    assert client.get("/l/harbour.json", headers=allowed).status_code == 401


def test_read_only_to_the_public_is_open_to_read(ledger: Ledger, tokens: Tokens) -> None:
    app = create_app([ledger], Settings(host="0.0.0.0", public_read_only=True), tokens)
    client = TestClient(app, base_url="http://talks.example")
    assert client.get("/l/harbour.json").status_code == 200
    assert "Sign in" not in client.get("/l/harbour").text


def test_no_path_of_a_request_reaches_the_disk(client: TestClient) -> None:
    for name in ("..%2f..%2fapp.py", "%2e%2e/app.py", "app.py", "../templates/base.html", "tokens.json"):
        assert client.get(f"/static/{name}").status_code == 404


def test_static_files_are_packed_and_kept(client: TestClient) -> None:
    packed = client.get("/static/plotly.js")
    assert packed.status_code == 200 and packed.headers["content-encoding"] == "gzip"
    assert "immutable" in packed.headers["cache-control"] and "plotly" in packed.text[:1000]
    plain = client.get("/static/style.css", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers and ":root" in plain.text


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.1.4", False),
        ("desk.example", False),
    ],
)
def test_loopback_is_told_from_the_world(host: str, local: bool) -> None:
    assert is_loopback(host) is local


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//evil", "http://[", "vbscript:x", ""]
)
def test_no_address_but_the_web_is_linked(url: str) -> None:
    assert outside(url) == ""
    assert outside("https://post.example/1?a=b") == "https://post.example/1?a=b"


def test_marks_nest_and_what_crosses_is_parted() -> None:
    text = "She said they agreed <now>."
    marks = [
        Marked(100, 108, "source", "a"),
        Marked(104, 120, "content", "b"),
        Marked(109, 113, "cue", "c"),
    ]
    html = marked(text, 100, marks)
    assert re.sub(r"<[^>]+>", "", html) == "She said they agreed &lt;now&gt;."
    assert html.count('id="c104-120"') == 1 and html.count('data-record="b"') == 2
    opened, closed = html.count("<span"), html.count("</span>")
    assert opened == closed


def test_hits_match_in_any_form_and_stay_escaped() -> None:
    assert (
        hits("Talks <b>talked</b>", "talking") == "<mark>Talks</mark> &lt;b&gt;<mark>talked</mark>&lt;/b&gt;"
    )
    assert "<mark>" not in hits("nothing", "")
