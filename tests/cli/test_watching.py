"""watch from the command line: what was added and why, what a pass changed, and exit codes."""

import json
import sys
from functools import partial
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "ledger"))
sys.path.insert(0, str(Path(__file__).parents[1] / "read"))
sys.path.insert(0, str(Path(__file__).parents[1] / "store"))
from local_site import local_site, send
from made_feeds import page, rss, serve_feed, teaser

from onrecord.cli import main, watching
from onrecord.read.fetch import SafeClient

FITTING = (
    "Ada Brink, the minister for water, ruled out opening the weir on Friday, as she had done before, and "
    "told reporters in Keld that nobody had asked the river about the harvest.",
    "“We shall open it after the harvest and not before,” Brink said. The dockers of Keld had demanded that "
    "the weir above the town be opened at once, Tobias Renn said on behalf of the union.",
)
OTHER = (
    "The bakers of the inland valley met for their yearly contest, with ovens brought in from nine villages "
    "and a jury that tasted loaves from early morning until the rain came.",
    "“The rye was never better,” said Kaspar Dorn, who has judged the contest for thirty years.",
)


@pytest.fixture
def site(monkeypatch):
    monkeypatch.setattr("onrecord.read.fetch.SafeClient", partial(SafeClient, allow_private=True))
    monkeypatch.setattr(watching, "PAUSE", 0.0)
    with local_site() as running:
        running.page("/1", page("Brink again", FITTING, "2025-03-07"))
        running.page("/2", page("Rye", OTHER, "2025-03-07"))
        serve_feed(
            running,
            rss(teaser(running.url("/1"), "Brink again"), teaser(running.url("/2"), "Rye of the year")),
        )
        yield running


def test_what_fits_is_added_and_the_rest_named(site, ledger, tmp_path, capsys):
    feeds = tmp_path / "feeds.txt"
    feeds.write_text(f"# ours\n{site.url('/feed')}\n", encoding="utf-8")
    assert main(["watch", str(feeds), "--once"]) == 0
    told = capsys.readouterr().out
    added, left_out = (told.index(title) for title in ("Brink again", "Rye of the year"))
    assert told.index("added") < added and "names Ada Brink" in told
    assert told.rindex("left out", 0, left_out) >= 0
    assert "1 feed asked, 1 report added, 1 left out." in told
    assert main(["watch", "--once"]) == 0
    assert "1 feed asked, 0 reports added." in capsys.readouterr().out


def test_each_entry_and_pass_is_a_line_of_json(site, ledger, capsys):
    assert main(["watch", site.url("/feed"), "--once", "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["status"] for line in lines] == ["read", "added", "left_out", "pass"]
    assert lines[1]["report"] == lines[3]["reports"][0] and lines[1]["why"]
    assert {"changes", "conflicts", "corrections", "at"} <= lines[3].keys()


def test_a_correction_that_came_in_is_told(site, ledger, capsys):
    note = "Correction: we wrongly reported that the weir of Keld was opened on Friday. It stays shut."
    site.page("/3", page("Brink once more", (*FITTING, note), "2025-03-08"))
    serve_feed(site, rss(teaser(site.url("/3"), "Brink once more")), etag='"v3"')
    assert main(["watch", site.url("/feed"), "--once"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "Correction in Harbour Post, 8 March 2025" in told and "the weir of Keld was opened" in told


def test_what_could_not_be_read_gives_code_3(site, ledger, capsys):
    site.answers["/feed"] = lambda handler: send(handler, 404, b"")
    assert main(["watch", site.url("/feed"), "--once"]) == 3
    assert "does not exist" in capsys.readouterr().err
    assert main(["watch", "--once"]) == 0  # it rests
    assert "is left alone until" in capsys.readouterr().err


def test_a_list_that_is_none_is_said(ledger, tmp_path, capsys):
    assert main(["watch", str(tmp_path / "none.opml"), "--once"]) == 1
    assert "neither a web address nor a file" in capsys.readouterr().err
    assert main(["watch", "--once"]) == 2
    assert "No feed is watched yet" in capsys.readouterr().err


def test_passes_go_on_until_stopped(site, ledger, monkeypatch, capsys):
    waited = []

    def wait(seconds):
        waited.append(seconds)
        if len(waited) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(watching, "_wait", wait)
    assert main(["watch", site.url("/feed"), "--every", "5"]) == 130
    assert waited == [300.0, 300.0]
    assert capsys.readouterr().out.count("1 feed asked") == 2
