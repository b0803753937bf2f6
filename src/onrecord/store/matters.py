"""Which issues of the ledger are near one another: rows of keys of their matters, and what negates what."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, or_, select

from onrecord.store.claim_tables import issue_forms, issue_keys, issue_relations, issues
from onrecord.store.rows import batches, put_all
from onrecord.store.track_tables import issue_matters


def put_matters(connection: Connection, matters: Mapping[int, Sequence[tuple[str, bool]]]) -> None:
    """Put the keys of issues' matters in, each with whether it is the issue's own name's."""
    for some in batches(matters):
        connection.execute(delete(issue_matters).where(issue_matters.c.issue.in_(some)))
    put_all(
        connection,
        issue_matters,
        ({"key": key, "issue": number, "own": own} for number, keys in matters.items() for key, own in keys),
    )


ISSUES: Any = bindparam("issues", expanding=True)
one, other = issue_matters.alias("one"), issue_matters.alias("other")
BY_MATTER = (
    select(one.c.issue, other.c.issue)
    .select_from(one)
    .join(other, other.c.key == one.c.key)
    .where(one.c.issue.in_(ISSUES), or_(one.c.own, other.c.own))
    .distinct()
)
NEGATED = (
    select(issue_relations.c.issue, issue_forms.c.issue)
    .select_from(issue_relations)
    .join(issue_keys, issue_keys.c.key == issue_relations.c.key)
    .join(issue_forms, issue_forms.c.number == issue_keys.c.form)
    .where(issue_relations.c.relation == "negates")
    .distinct()
)
ABSENCES = NEGATED.where(issue_relations.c.issue.in_(ISSUES))
ABSENT = NEGATED.where(issue_forms.c.issue.in_(ISSUES))


def neighbours(connection: Connection, numbers: Iterable[int]) -> dict[int, set[int]]:
    """For each of some issues those that may be one matter with it, itself among them."""
    wanted = set(numbers)
    found = {number: {number} for number in wanted}
    for some in batches(sorted(wanted)):
        for query in (BY_MATTER, ABSENCES):
            for issue, near_it in connection.execute(query, {"issues": some}):
                found[issue].add(near_it)
        for absence, thing in connection.execute(ABSENT, {"issues": some}):
            found[thing].add(absence)
    return found


def labels_by_key(connection: Connection, keys: Iterable[str]) -> list[str]:
    """The labels of the issues whose matters have one of some keys, the more often said first."""
    found: dict[str, int] = {}
    for some in batches(keys):
        query = (
            select(issues.c.label, issues.c.rank)
            .join(issue_matters, issue_matters.c.issue == issues.c.number)
            .where(issue_matters.c.key.in_(some))
            .distinct()
        )
        found.update((row.label, row.rank) for row in connection.execute(query))
    return sorted(found, key=lambda label: (found[label], label))


def negating(connection: Connection, keys: Iterable[str]) -> set[int]:
    """The issues that are the absence of what has some keys."""
    return {
        number
        for some in batches(sorted(set(keys)))
        for number in connection.execute(
            select(issue_relations.c.issue).where(
                issue_relations.c.key.in_(some), issue_relations.c.relation == "negates"
            )
        ).scalars()
    }


def framing(connection: Connection, numbers: Iterable[int]) -> dict[int, tuple[str, tuple[str, ...]]]:
    """What decides what issues are near: the label of each, and the keys of what it is the absence of.

    Issues that have only come to be, and have no id of their own yet, are left out.
    """
    labels: dict[int, str] = {}
    absences: dict[int, list[str]] = {}
    for some in batches(sorted(set(numbers))):
        query = select(issues.c.number, issues.c.label).where(
            issues.c.number.in_(some), ~issues.c.id.startswith("new ")
        )
        labels.update((row.number, row.label) for row in connection.execute(query))
        relations = (
            select(issue_relations.c.issue, issue_relations.c.key)
            .where(issue_relations.c.issue.in_(some), issue_relations.c.relation == "negates")
            .order_by(issue_relations.c.issue, issue_relations.c.position)
        )
        for issue, key in connection.execute(relations):
            absences.setdefault(issue, []).append(key)
    return {number: (label, tuple(absences.get(number, ()))) for number, label in labels.items()}


def there(connection: Connection, numbers: Iterable[int]) -> set[int]:
    """Those of some issues that the ledger still has."""
    return {
        number
        for some in batches(sorted(set(numbers)))
        for number in connection.execute(select(issues.c.number).where(issues.c.number.in_(some))).scalars()
    }


def every(connection: Connection) -> list[int]:
    """The numbers of all issues."""
    return list(connection.execute(select(issues.c.number)).scalars())
