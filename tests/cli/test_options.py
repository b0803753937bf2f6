"""Options that refuse what can't be meant."""

import pytest

from onrecord.cli import main


@pytest.mark.parametrize("option", ["--speaker", "--outlet", "--search"])
def test_an_empty_filter_is_no_filter_but_a_mistake(option, tmp_path, capsys):
    assert main(["init", str(tmp_path / "t.db")]) == 0
    assert main(["attributions", option, "", "--db", str(tmp_path / "t.db")]) == 2
    assert "is empty" in capsys.readouterr().err


def test_a_report_is_not_published_in_a_thousand_years(tmp_path, capsys):
    assert main(["init", str(tmp_path / "t.db")]) == 0
    assert main(["add", "x.txt", "--published", "3026-01-01", "--db", str(tmp_path / "t.db")]) == 2
    assert "has not come yet" in capsys.readouterr().err
