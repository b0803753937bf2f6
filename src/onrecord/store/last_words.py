"""Where holders stand on some issues on a day: the last words of each on each, and none before them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, func, or_, select

from onrecord.store.claim_joining import claim_entries, claim_rows
from onrecord.store.claim_tables import claims, issue_forms, issue_members, issues
from onrecord.store.entries import PositionEntry
from onrecord.store.tables import members

ABOUT_WHAT_IS_SO = ("allege", "deny")  # acts that say nothing of what is wanted


def last_words(
    connection: Connection, issue_ids: Sequence[str], as_of: date | None, most: int
) -> list[PositionEntry]:
    """The last positions of each holder on each of some issues, in order of time.

    Args:
        connection: of a transaction that reads.
        issue_ids: of the ledger's issues.
        as_of: nothing that was surely stated after this day; all unless given.
        most: how many of each holder on each issue.
    """
    of_issue = (
        select(
            claims.c.number,
            func.row_number()
            .over(partition_by=(members.c.actor, issue_forms.c.issue), order_by=claims.c.sort_key.desc())
            .label("place"),
        )
        .join(issue_members, issue_members.c.number == claims.c.issue)
        .join(issue_forms, issue_forms.c.number == issue_members.c.form)
        .join(issues, issues.c.number == issue_forms.c.issue)
        .join(members, members.c.number == claims.c.holder)
        .where(
            issues.c.id.in_(issue_ids),
            claims.c.type == "position",
            claims.c.hypothetical.is_(False),
            claims.c.does.not_in(ABOUT_WHAT_IS_SO),
        )
    )
    if as_of:
        of_issue = of_issue.where(
            or_(claims.c.earliest <= as_of, claims.c.earliest.is_(None) & (claims.c.latest <= as_of))
        )
    last = of_issue.subquery()
    numbers = select(last.c.number).where(last.c.place <= most)
    rows = connection.execute(
        claim_rows().where(claims.c.number.in_(numbers)).order_by(claims.c.sort_key)
    ).all()
    return claim_entries(connection, rows)
