"""Figures and tables of a ledger, for notebooks."""

import sys
from pathlib import Path

import pytest

from onrecord.errors import UsageError

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))
from made_reports import make_report, new_ledger


def test_figures_and_tables_hold_what_the_ledger_does(tmp_path: Path) -> None:
    with new_ledger(tmp_path / "talks.db") as ledger:
        ledger.add_report(
            make_report(
                "Ostrava wants: the pier.",
                "Kestria refuses: the pier.",
                "Ostrava needs: the truce for the talks.",
                "Done: the survey.",
            )
        )
        assert [list(row) for row in ledger.plot_positions().data[0].text] == [["-", "+"]]
        assert len(ledger.plot_timeline(issue="pier").layout.yaxis.ticktext) == 2
        nodes = ledger.plot_conditions().data[-1]
        assert sorted(nodes.hovertext) == ["the talks", "the truce"]
        positions = ledger.to_pandas("positions")
        assert list(positions["holder_name"]) == ["Ostrava", "Kestria"]
        assert list(positions["evidence"]) == ["Ostrava wants: the pier.", "Kestria refuses: the pier."]
        assert list(ledger.to_pandas("conditions")["requirement_name"]) == ["the truce"]
        assert list(ledger.to_pandas("events")["status"]) == ["done"]
        assert set(ledger.to_pandas("issues")["label"]) == {
            "the pier",
            "the talks",
            "the truce",
            "the survey",
        }
        with pytest.raises(UsageError):
            ledger.to_pandas("quotes")  # type: ignore[arg-type]
