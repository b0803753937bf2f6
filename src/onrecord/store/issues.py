"""Rows of issues: those of single reports (members), the forms they share, the ledger's that forms join."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, exists, func, select, update

from onrecord.model import Issue
from onrecord.store.claim_tables import (
    claims,
    issue_aliases,
    issue_forms,
    issue_keys,
    issue_members,
    issue_relations,
    issues,
)
from onrecord.store.rows import batches, next_number, put_all, put_over
from onrecord.store.touched import touch

LONGEST_CHAIN = 100
MOVE = update(issue_forms).where(issue_forms.c.number == bindparam("of_form"))
MOVE = MOVE.values(issue=bindparam("to_issue"))
COUNT = update(issue_forms).where(issue_forms.c.number == bindparam("of_form"))
COUNT = COUNT.values(
    members=issue_forms.c.members + bindparam("more_members"),
    claims=issue_forms.c.claims + bindparam("more_claims"),
)
CHANGE = update(issues).where(issues.c.number == bindparam("of_number"))


@dataclass(frozen=True, slots=True)
class Form:
    """What reports say of an issue, word for word, and how often.

    Attributes:
        number: the row's own key.
        issue: number of the ledger's issue that it is part of.
        record: the wordings, under the form's own id.
        members: how many reports say it.
        claims: how many positions, conditions and events are about it.
    """

    number: int
    issue: int
    record: Issue
    members: int
    claims: int


@dataclass(frozen=True, slots=True)
class Joined:
    """An issue of the ledger, with the row's own number.

    Attributes:
        number: the row's own key.
        record: the issue, without what it has to do with others.
        claims: how many positions, conditions and events are about it.
    """

    number: int
    record: Issue
    claims: int


def forms_by_id(connection: Connection, ids: Iterable[str]) -> dict[str, Form]:
    """The forms that have these ids."""
    return {
        row.id: _form(row)
        for some in batches(ids)
        for row in connection.execute(select(issue_forms).where(issue_forms.c.id.in_(some)))
    }


def owners(connection: Connection, keys: Iterable[str]) -> set[int]:
    """Numbers of the issues that these keys belong to; all that have a key are one."""
    first = (
        select(issue_keys.c.key, func.min(issue_keys.c.form).label("form"))
        .where(issue_keys.c.key.in_(list(keys)))
        .group_by(issue_keys.c.key)
        .subquery()
    )
    query = select(issue_forms.c.issue).join(first, first.c.form == issue_forms.c.number)
    return set(connection.execute(query).scalars())


def forms_of(connection: Connection, numbers: Iterable[int] | None) -> Iterator[Form]:
    """The forms of some issues, or all, in order of issue and id."""
    query = select(issue_forms).order_by(issue_forms.c.issue, issue_forms.c.id)
    if numbers is not None:
        query = query.where(issue_forms.c.issue.in_(list(numbers)))
    for row in connection.execute(query.execution_options(yield_per=2_000)):
        yield _form(row)


def grouped_forms(
    connection: Connection, numbers: Iterable[int] | None
) -> Iterator[tuple[int, tuple[Form, ...]]]:
    """The forms of some issues, or all, each issue's together."""
    for number, group in groupby(forms_of(connection, numbers), key=lambda form: form.issue):
        yield number, tuple(group)


def next_issue(connection: Connection) -> int:
    """The number for a new issue of the ledger."""
    return next_number(connection, issues.c.number)


def put_issues(connection: Connection, new: Sequence[Joined]) -> None:
    """Put new issues into the ledger."""
    put_all(connection, issues, ({"number": one.number, **_values(one)} for one in new))


def change_issues(connection: Connection, changed: Sequence[Joined]) -> list[int]:
    """Make issues what they shall be; those that are that already cost little.

    Returns:
        The numbers of those whose label or wordings changed.
    """
    there: dict[int, Joined] = {}
    for some in batches(one.number for one in changed):
        for row in connection.execute(select(issues).where(issues.c.number.in_(some))):
            there[row.number] = Joined(row.number, issue_record(row), -row.rank)
    differing = [one for one in changed if there[one.number] != one]
    # An id may go from one issue to another: none keeps its old one while others take theirs.
    moved = [one.number for one in differing if there[one.number].record.id != one.record.id]
    for number in moved:
        connection.execute(update(issues).where(issues.c.number == number).values(id=f"moved {number}"))
    if differing:
        connection.execute(CHANGE, [{"of_number": one.number, **_values(one)} for one in differing])
    return [
        one.number
        for one in differing
        if there[one.number].record.id.startswith("new ")
        or (there[one.number].record.label, there[one.number].record.aliases)
        != (one.record.label, one.record.aliases)
    ]


def put_relations(connection: Connection, relations: Mapping[int, Sequence[tuple[str, str]]]) -> None:
    """Put what issues hang together with in, in place of what was there.

    Args:
        connection: of a transaction that writes.
        relations: for the number of each issue, pairs of a relation's name and the key of another issue, the
            likeliest first.
    """
    for some in batches(relations):
        connection.execute(delete(issue_relations).where(issue_relations.c.issue.in_(some)))
    put_all(
        connection,
        issue_relations,
        (
            {"issue": number, "position": position, "relation": name, "key": key}
            for number, pairs in relations.items()
            for position, (name, key) in enumerate(pairs)
        ),
    )


def put_forms(connection: Connection, new: Sequence[tuple[Issue, int, Sequence[str]]]) -> dict[str, int]:
    """Put new forms in, with no members yet.

    Args:
        connection: of a transaction that writes.
        new: the wordings under the form's id, the number of the issue it is part of, and its keys.

    Returns:
        The forms' numbers by their ids.
    """
    first = next_number(connection, issue_forms.c.number)
    numbers = {record.id: first + place for place, (record, _, _) in enumerate(new)}
    put_all(
        connection,
        issue_forms,
        (
            {
                "number": numbers[record.id],
                "id": record.id,
                "issue": issue,
                "label": record.label,
                "aliases": list(record.aliases),
                "kind": record.kind,
                "confidence": record.confidence,
                "words": "\n".join(dict.fromkeys((record.label, *record.aliases))),
                "members": 0,
                "claims": 0,
            }
            for record, issue, _ in new
        ),
    )
    put_keys(connection, {numbers[record.id]: keys for record, _, keys in new})
    return numbers


def put_keys(connection: Connection, keys: Mapping[int, Sequence[str]], *, replace: bool = False) -> None:
    """Put the keys of forms in, by the forms' numbers; `replace` takes those that they had out."""
    if replace:
        for some in batches(keys):
            connection.execute(delete(issue_keys).where(issue_keys.c.form.in_(some)))
    rows = sorted({(key, number) for number, own in keys.items() for key in own})
    put_all(connection, issue_keys, ({"key": key, "form": number} for key, number in rows))


def move_forms(connection: Connection, to: Mapping[int, int]) -> None:
    """Make forms part of other issues, the issues' numbers by the forms'; note the claims that bear on it."""
    if to:
        touch(connection, "claim", claims_of_forms(connection, to))
        connection.execute(MOVE, [{"of_form": form, "to_issue": issue} for form, issue in to.items()])


def claims_of_forms(connection: Connection, numbers: Iterable[int]) -> set[int]:
    """Numbers of the claims that are about issues of some forms, or wait for them."""
    return {
        number
        for some in batches(sorted(set(numbers)))
        for column in (claims.c.issue, claims.c.requirement)
        for number in connection.execute(
            select(claims.c.number)
            .join(issue_members, issue_members.c.number == column)
            .where(issue_members.c.form.in_(some))
        ).scalars()
    }


def count_members(connection: Connection, more: Mapping[int, tuple[int, int]]) -> None:
    """Count members and claims of forms that come, or go where the numbers are negative."""
    if more:
        rows = [
            {"of_form": form, "more_members": members, "more_claims": claims}
            for form, (members, claims) in more.items()
        ]
        connection.execute(COUNT, rows)


def recount(connection: Connection) -> None:
    """Count the members and claims of every form anew."""
    of_form = issue_members.c.form == issue_forms.c.number
    counted = select(func.count()).select_from(issue_members).where(of_form)
    named = select(func.coalesce(func.sum(issue_members.c.claims), 0)).where(of_form)
    connection.execute(
        update(issue_forms).values(members=counted.scalar_subquery(), claims=named.scalar_subquery())
    )


def remove_unused(connection: Connection, forms: Iterable[int] | None = None) -> None:
    """Remove forms without members, and issues without forms; where forms are given, these and theirs alone.

    Issues that lose the form whose id they had get another's.
    """
    unused = select(issue_forms.c.number).where(issue_forms.c.members == 0)
    if forms is not None:
        unused = unused.where(issue_forms.c.number.in_(list(forms)))
    rows = connection.execute(
        select(issue_forms.c.number, issue_forms.c.id, issue_forms.c.issue).where(
            issue_forms.c.number.in_(unused)
        )
    ).all()
    touched = sorted({row.issue for row in rows})
    for some in batches(row.number for row in rows):
        connection.execute(delete(issue_keys).where(issue_keys.c.form.in_(some)))
        connection.execute(delete(issue_forms).where(issue_forms.c.number.in_(some)))
    remove_empty(connection, touched)
    smallest = select(func.min(issue_forms.c.id)).where(issue_forms.c.issue == issues.c.number)
    gone = [row.id for row in rows]
    for some in batches(gone):
        connection.execute(update(issues).where(issues.c.id.in_(some)).values(id=smallest.scalar_subquery()))


def remove_empty(connection: Connection, numbers: Iterable[int]) -> None:
    """Remove those of some issues that have no form."""
    for some in batches(numbers):
        connection.execute(
            delete(issues).where(
                issues.c.number.in_(some), ~exists().where(issue_forms.c.issue == issues.c.number)
            )
        )


def remember_ids(connection: Connection, former: Mapping[str, int]) -> None:
    """Keep ids that nothing carries any more as aliases of the issues that they were part of.

    Args:
        connection: of a transaction that writes.
        former: ids of members and forms that may be gone, with the numbers of their issues.
    """
    there: set[str] = set()
    ids: dict[int, str] = {}
    for some in batches(former):
        for table in (issue_members, issue_forms):
            there.update(connection.execute(select(table.c.id).where(table.c.id.in_(some))).scalars())
    for numbers in batches(set(former.values())):
        found = connection.execute(select(issues.c.number, issues.c.id).where(issues.c.number.in_(numbers)))
        ids.update((row.number, row.id) for row in found)
    rows = [
        {"id": id_, "current": ids[number]}
        for id_, number in former.items()
        if id_ not in there and number in ids and ids[number] != id_
    ]
    put_over(connection, issue_aliases, rows)


def current_id(connection: Connection, issue: str) -> str | None:
    """The id that an issue has now, from any that it ever had, there or in a report; None where none has."""
    for _ in range(LONGEST_CHAIN):
        of_form = select(issues.c.id).join(issue_forms, issue_forms.c.issue == issues.c.number)
        found = connection.execute(of_form.where(issue_forms.c.id == issue)).scalar()
        if found is None:
            of_member = of_form.join(issue_members, issue_members.c.form == issue_forms.c.number)
            found = connection.execute(of_member.where(issue_members.c.id == issue)).scalar()
        if found is not None:
            return str(found)
        later = connection.execute(
            select(issue_aliases.c.current).where(issue_aliases.c.id == issue)
        ).scalar()
        if later is None:
            return None
        issue = later
    return None


def issue_record(row: Row[Any]) -> Issue:
    """The issue that a row holds, without what it has to do with others."""
    return Issue(
        id=row.id,
        label=row.label,
        aliases=tuple(row.aliases),
        kind=row.kind,
        confidence=row.confidence,
    )


def _form(row: Row[Any]) -> Form:
    return Form(row.number, row.issue, issue_record(row), row.members, row.claims)


def _values(one: Joined) -> dict[str, Any]:
    return {
        "id": one.record.id,
        "label": one.record.label,
        "aliases": list(one.record.aliases),
        "kind": one.record.kind,
        "confidence": one.record.confidence,
        "rank": -one.claims,
    }
