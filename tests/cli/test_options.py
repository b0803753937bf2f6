"""Options that refuse what can't be meant."""

import json
import subprocess
import sys

import pytest

from onrecord.cli import main
from onrecord.cli.options import days


@pytest.mark.parametrize("option", ["--speaker", "--outlet", "--search"])
def test_an_empty_filter_is_no_filter_but_a_mistake(option, tmp_path, capsys):
    assert main(["init", str(tmp_path / "t.db")]) == 0
    assert main(["attributions", option, "", "--db", str(tmp_path / "t.db")]) == 2
    assert "is empty" in capsys.readouterr().err


def test_a_report_is_not_published_in_a_thousand_years(tmp_path, capsys):
    assert main(["init", str(tmp_path / "t.db")]) == 0
    assert main(["add", "x.txt", "--published", "3026-01-01", "--db", str(tmp_path / "t.db")]) == 2
    assert "has not come yet" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-03-04", "2025-03-04", "2025-03-04"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-12", "2025-12-01", "2025-12-31"),
        ("2025", "2025-01-01", "2025-12-31"),
    ],
)
def test_months_and_years_are_intervals(text, first, last):
    assert [day.isoformat() for day in days(text)] == [first, last]


@pytest.mark.parametrize("text", ["", "yesterday", "2025-13", "2025-02-30", "25", "2025-3-4", "0000", "٢٠٢٥"])
def test_what_is_no_day_is_refused_in_words(text, ledger, capsys):
    with pytest.raises(ValueError):
        days(text)
    assert main(["attributions", "--since", text]) == 2
    assert "is not a day" in capsys.readouterr().err


def test_a_month_narrows_from_its_first_to_its_last_day(ledger, capsys):
    def found(*options):
        assert main(["attributions", "--json", *options]) == 0
        return json.loads(capsys.readouterr().out)["total"]

    assert found("--since", "2025-03", "--until", "2025-03") == found() > 0
    assert found("--until", "2025-02") == found("--since", "2025-04") == found("--until", "2024") == 0


def test_a_report_may_be_published_in_a_month(tmp_path, reports, capsys):
    db = str(tmp_path / "t.db")
    assert main(["init", db]) == 0
    assert main(["add", str(reports / "second.html"), "--published", "2025-03", "--db", db]) == 0
    capsys.readouterr()
    assert main(["reports", "--json", "--db", db]) == 0
    (report,) = json.loads(capsys.readouterr().out)["items"]
    assert report["published"]["basis"] == "stated"
    assert "2025-03-01" <= report["published"]["earliest"] <= report["published"]["latest"] <= "2025-03-31"


def test_a_misspelt_name_is_answered_with_those_like_it(ledger, capsys):
    assert main(["attributions", "--speaker", "Ada Brinck"]) == 0
    assert "Did you mean Ada Brink" in capsys.readouterr().err
    assert main(["attributions", "--outlet", "Keld Eco", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["did_you_mean"] == ["The Keld Echo"]
    # A name that is there, with nothing said in that year, is not misspelt.
    assert main(["attributions", "--speaker", "Ada Brink", "--until", "2020"]) == 0
    assert "Did you mean" not in capsys.readouterr().err


def test_whoever_stops_reading_has_had_enough(ledger):
    command = [sys.executable, "-m", "onrecord", "export", "--with-text"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None and running.stderr is not None
        running.stdout.close()
        said = running.stderr.read()
        assert (running.wait(), said) == (0, b"")


def test_a_day_or_a_month_can_be_judged(ledger, capsys):
    assert main(["reports", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)["items"][0]["id"]
    for stated, earliest, latest in (
        ("2025-03-05", "2025-03-05", "2025-03-05"),
        ("2025-02", "2025-02-01", "2025-02-28"),
    ):
        assert main(["judge", report, "--published", stated]) == 0
        capsys.readouterr()
        assert main(["show", report, "--json"]) == 0
        published = json.loads(capsys.readouterr().out)["item"]["published"]
        assert (published["earliest"], published["latest"]) == (earliest, latest)
