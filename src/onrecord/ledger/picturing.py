"""A ledger as figures and tables, for notebooks; the pages draw the same figures."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, get_args

from onrecord.errors import OnrecordError, UsageError
from onrecord.late import Late
from onrecord.ledger.claim_questions import ClaimQuestions
from onrecord.ledger.track_questions import TrackQuestions

if TYPE_CHECKING:
    import pandas as pd  # type: ignore[import-untyped]
    import plotly.graph_objects as go  # type: ignore[import-untyped]

positions_figure = Late("onrecord.figures.positions", "positions_figure")
timeline_figure = Late("onrecord.figures.timeline", "timeline_figure")
holders_of = Late("onrecord.figures.timeline", "holders_of")
conditions_figure = Late("onrecord.figures.conditions", "conditions_figure")

Table = Literal["positions", "conditions", "events", "issues"]


class Picturing(ClaimQuestions, TrackQuestions):
    """Figures and tables; part of `Ledger`."""

    def plot_positions(
        self, *, as_of: date | None = None, holders: int = 12, issues: int = 40
    ) -> "go.Figure":
        """Who wants what as of a day, as a Plotly figure: the last word of each holder on each issue.

        Args:
            as_of: the last day that counts; all unless given.
            holders: how many at most, those who speak of most issues first.
            issues: how many at most.
        """
        return positions_figure(self.positions(as_of=as_of).items, holders=holders, issues=issues)

    def plot_timeline(self, *, holder: str = "", issue: str = "", lanes: int = 12) -> "go.Figure":
        """What was said when, as a Plotly figure: a lane for each holder, changes flagged.

        Each act of speaking is a mark, larger the more reports carry it; with an issue, only positions on it.

        Args:
            holder: as for `positions`.
            issue: as for `positions`.
            lanes: how many holders at most.
        """
        moved = self.changes(holder=holder, issue=issue).items
        changed = {one.change.after for one in moved if one.change.after}
        entries = self.positions(holder=holder, issue=issue).items
        spoken = () if issue else self.last_spoken(holders_of(entries, lanes))
        return timeline_figure(entries, spoken=spoken, changed=changed, lanes=lanes)

    def plot_conditions(self, *, goal: str = "", holder: str = "", as_of: date | None = None) -> "go.Figure":
        """Who needs what before what, as a Plotly figure: a layered graph with its cycles marked.

        Args:
            goal: as for `conditions`, like all that follows.
            holder: whose conditions.
            as_of: the last day that counts.
        """
        return conditions_figure(self.conditions(goal=goal, holder=holder, as_of=as_of).items)

    def to_pandas(self, table: Table) -> "pd.DataFrame":
        """Records as a data frame: a row each, with the names of what they refer to.

        Args:
            table: `positions`, `conditions`, `events` or `issues`.

        Raises:
            UsageError: there is no such table.
            OnrecordError: pandas is not installed.
        """
        if table not in get_args(Table):
            raise UsageError(f"There is no table {table!r}.", f"Use {', '.join(get_args(Table))}.")
        try:
            pandas = import_module("pandas")
        except ImportError as error:
            raise OnrecordError("pandas is not installed.", "Install it: pip install pandas") from error
        frame: pd.DataFrame = pandas.DataFrame.from_records(list(self._rows(table)))
        return frame

    def _rows(self, table: Table) -> Iterable[dict[str, Any]]:
        if table == "positions":
            for one in self.positions().items:
                yield _row(one.position, holder=one.holder, issue=one.issue, outlet=one.report.outlet)
        elif table == "conditions":
            for held in self.conditions().items:
                names = {"holder": held.holder, "step": held.step, "requirement": held.requirement}
                yield _row(held.condition, **names, outlet=held.report.outlet)
        elif table == "events":
            for event in self.events().items:
                yield _row(event.event, issue=event.issue, outlet=event.report.outlet)
        else:
            for issue in self.issues().items:
                yield {**asdict(issue.issue), "claims": issue.claims}


def _row(record: Any, **names: str) -> dict[str, Any]:
    """A record as a row: its words joined, its date as two columns, the names beside the ids."""
    row = asdict(record)
    interval = row.pop("date")
    row["evidence"] = " … ".join(span["text"] for span in row["evidence"])
    row.pop("connective", None)
    row |= {"earliest": interval["earliest"], "latest": interval["latest"], "basis": interval["basis"]}
    return row | {f"{name}_name" if name in row else name: value for name, value in names.items()}
