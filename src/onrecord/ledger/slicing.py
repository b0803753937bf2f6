"""Which matters bear on a goal: whatever else is said in a ledger, the answer about the goal is the same.

Days don't count here: what was required once is part of the slice, since a history asks for every day.
"""

from collections.abc import Iterable

from sqlalchemy import Connection

from onrecord.ledger.charts import Chart
from onrecord.store import goal_rows


def around(chart: Chart, goal: str) -> frozenset[str]:
    """The matters that a goal hangs together with.

    These are what the goal waits for by any condition, what would do instead of that, the opposites of all
    these, and what the goal itself would do instead of.

    Args:
        chart: of the ledger.
        goal: id of a matter.
    """
    reached = _reached(chart, goal)
    named = {
        other for one in (goal, *chart.opposites.get(goal, ())) for other in chart.instead_of.get(one, ())
    }
    return _closed(chart, reached | named)


def closed(connection: Connection, chart: Chart, matters: frozenset[str]) -> frozenset[str]:
    """Some matters with those where one of their claims is restated: records of one claim stay together.

    Args:
        connection: of a transaction.
        chart: of the ledger.
        matters: ids of those around a goal; their claims decide whether it can be reached.
    """
    found = matters
    while True:
        wider = _closed(chart, found | _restated(connection, chart, found))
        if wider == found:
            return found
        found = wider


def _reached(chart: Chart, goal: str) -> frozenset[str]:
    """The goal and what it waits for, whenever that was said."""
    found, todo = {goal}, [goal]
    for step in todo:
        needed = {
            matter
            for condition in chart.on.get(step, ())
            for matter in (condition.requirement, *condition.alternatives)
        }
        spoken = {about for matter in needed for about in (matter, *chart.named.get(matter, ()))}
        instead = {other for about in spoken for other in chart.instead.get(about, ())}
        new = sorted((needed | instead) - found)
        found.update(new)
        todo += new
    return frozenset(found)


def _closed(chart: Chart, matters: Iterable[str]) -> frozenset[str]:
    """Some matters with their opposites and the alternatives to them that are spoken of as such."""
    found = set(matters)
    todo = sorted(found)
    for one in todo:
        new = {*chart.opposites.get(one, ()), *chart.named.get(one, ())} - found
        found |= new
        todo += sorted(new)
    return frozenset(found)


def _restated(connection: Connection, chart: Chart, matters: frozenset[str]) -> set[str]:
    """Other matters at which something restates a claim on some matters, or the other way round.

    Only issues that are near each other restate one another.
    """
    own = {number for matter in matters for number in chart.numbers[matter]}
    around = {chart.matter[other] for number in own for other in chart.near.get(chart.ids[number], ())}
    beside = {number for matter in around - matters for number in chart.numbers[matter]}
    pairs = goal_rows.restated_across(connection, own | beside)
    found: set[str] = set()
    for one, other in pairs:
        both = {chart.matter[chart.ids[one]], chart.matter[chart.ids[other]]}
        if both & matters:
            found |= both
    return found - matters
