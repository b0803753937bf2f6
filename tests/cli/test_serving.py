"""serve and token."""

import json
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from onrecord.cli import main

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _own_tokens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_TOKENS", str(tmp_path / "tokens.json"))


def test_a_token_is_made_listed_and_revoked(tmp_path: Path, capsys: Captured) -> None:
    assert main(["token", "--for", "Ida Moor"]) == 0
    made = capsys.readouterr().out.strip()
    assert re.fullmatch(r"onrecord_[\w-]{40,}", made)
    assert made not in (tmp_path / "tokens.json").read_text()
    assert main(["token", "--list", "--json"]) == 0
    (kept,) = json.loads(capsys.readouterr().out)["items"]
    assert kept["name"] == "Ida Moor"
    assert main(["token", "--revoke", kept["id"]]) == 0
    assert main(["token", "--list"]) == 0
    assert "no tokens" in capsys.readouterr().err
    assert main(["token", "--revoke", kept["id"]]) == 1
    assert main(["token"]) == 2


def test_beyond_this_machine_a_token_is_insisted_on(ledger: Path, capsys: Captured) -> None:
    assert main(["serve", str(ledger), "--host", "0.0.0.0"]) == 2
    assert "--public-read-only" in capsys.readouterr().err


def test_a_port_that_is_taken_is_told(ledger: Path, capsys: Captured) -> None:

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert main(["serve", str(ledger), "--port", str(taken.getsockname()[1])]) == 1
    assert "--port" in capsys.readouterr().err


def test_the_site_opens_and_ends(ledger: Path) -> None:
    command = [sys.executable, "-m", "onrecord", "serve", str(ledger), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            found = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
            assert found
            for _ in range(100):
                try:
                    page = httpx.get(found[0], follow_redirects=True)
                    break
                except httpx.TransportError:
                    time.sleep(0.1)
            assert page.status_code == 200 and "Keld" in page.text
            assert "uvicorn" not in page.headers.get("server", "")
        finally:
            process.send_signal(signal.SIGINT)
            _, said = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "Interrupted" not in said and "Traceback" not in said
