"""Which issue somebody's words mean, and what it waits for."""

from collections.abc import Callable, Iterable, Mapping

from sqlalchemy import Connection

from onrecord.errors import Ambiguous
from onrecord.ledger.charts import Chart
from onrecord.ledger.indexes import stems_of
from onrecord.model import Issue
from onrecord.model.claims import LEAST_SURE
from onrecord.store import goal_rows
from onrecord.text.folding import fold
from onrecord.track.bare import Matter, matter_of, one_matter
from onrecord.track.issues import issue_keys

NAMED_AT_MOST = 6
ARTICLES = ("the ", "a ", "an ")


def find_goal(connection: Connection, chart: Chart, words: str) -> str | None:
    """The matter that words or an id mean, or None.

    Tried in this order: an id; a label or alias, however cased; a label of the same words in another form or
    order; a label of the same matter in the same words; one of the same matter in more or fewer words; the
    only label that has all the words.

    Args:
        connection: of a transaction.
        chart: of the ledger.
        words: a label or something like it, or an id.

    Raises:
        Ambiguous: several matters answer to it.
    """
    if words in chart.matter:
        return chart.matter[words]
    issues = chart.issues.values()
    wanted = _bare(words)
    if not wanted:
        return None
    asked = Issue(id="asked", label=words.strip())
    keys = set(issue_keys(asked))
    matter = matter_of(asked.label)
    stems = stems_of(words)
    tests: tuple[Callable[[Issue], bool], ...] = (
        lambda one: _bare(one.label) == wanted,
        lambda one: any(_bare(name) == wanted for name in chart.wordings.get(one.id, ())),
        lambda one: any(_bare(name) == wanted for name in one.aliases),
        lambda one: not keys.isdisjoint(issue_keys(one)),
        lambda one: matter is not None and any(matter_of(name) == matter for name in one.aliases),
        lambda one: matter is not None and any(_same(matter_of(name), matter) for name in one.aliases),
        lambda one: bool(stems) and any(stems <= stems_of(name) for name in one.aliases),
    )
    for test in tests:
        found = [one for one in issues if test(one)]
        if len(found) > 1:
            found = _mentioned(connection, chart, found) or found
        if len(found) == 1:
            return found[0].id
        if found:
            named = ", ".join(f"“{one.label}” ({one.id})" for one in found[:NAMED_AT_MOST])
            more = ", ..." if len(found) > NAMED_AT_MOST else ""
            raise Ambiguous(f"Several issues answer to {words!r}: {named}{more}.", "Give one of the ids.")
    return None


def _same(one: Matter | None, other: Matter) -> bool:
    return one is not None and one.absent == other.absent and one_matter(one, other)


def _bare(words: str) -> str:
    folded = fold(words)
    return next((folded.removeprefix(one) for one in ARTICLES if folded.startswith(one)), folded)


def _mentioned(connection: Connection, chart: Chart, matters: Iterable[Issue]) -> list[Issue]:
    """Those of some matters that a claim is about, waits for, or names as what would do instead."""
    every = list(matters)
    instead = {chart.matter[issue] for issues in chart.alternatives.values() for issue in issues}
    numbers = {number: one.id for one in every for number in chart.numbers[one.id]}
    spoken = goal_rows.mentioned(connection, numbers, LEAST_SURE)
    there = {numbers[number] for number in spoken} | instead
    return [one for one in every if one.id in there]


def links_of(labels: Mapping[str, str], goal: str, after: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """The goal and what it waits for by the records, each with the label of what waits for it.

    Args:
        labels: of matters, by id.
        goal: id of a matter.
        after: what each matter waits for by the conditions that count, in order of time.
    """
    found, todo = {goal: ""}, [goal]
    for step in todo:
        for requirement in after.get(step, ()):
            if requirement not in found:
                found[requirement] = labels.get(step, step)
                todo.append(requirement)
    return found
