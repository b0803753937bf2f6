"""What the words of a question mean: which actors, outlets and issues, and which rows hold such words."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, func, select

from onrecord.errors import UsageError
from onrecord.store import actors as actor_rows
from onrecord.store import issues as issue_rows
from onrecord.store.claim_tables import issue_forms, issues
from onrecord.store.search import matching
from onrecord.store.tables import actor_words, actors, processed
from onrecord.text.folding import folded_words, whole


def named(connection: Connection, name: str) -> Select[tuple[int]]:
    """Numbers of the actors that a name or id means."""
    current = actor_rows.current_id(connection, whole(name))
    if current is not None:
        return select(actors.c.number).where(actors.c.id == current)
    words = sorted(set(folded_words(name)))
    if not words:
        raise UsageError(f"There is no name in {name!r}.", "Give a name, part of one, or an actor's id.")
    return (
        select(actor_words.c.actor)
        .where(actor_words.c.word.in_(words))
        .group_by(actor_words.c.actor, actor_words.c.name)
        .having(func.count() == len(words))
    )


def outlets_meant(connection: Connection, outlet: str) -> list[str]:
    """The folded names of the outlets that have all of these words; one with no others is meant alone."""
    words = folded_words(outlet)
    known = connection.execute(select(processed.c.outlet_folded).distinct()).scalars().all()
    if " ".join(words) in known:
        return [" ".join(words)]
    return [name for name in known if name and set(words) <= set(name.split())] if words else []


def issues_meant(connection: Connection, wanted: str) -> Select[tuple[int]]:
    """Numbers of the ledger's issues that words or an id mean."""
    current = issue_rows.current_id(connection, whole(wanted))
    if current is not None:
        return select(issues.c.number).where(issues.c.id == current)
    matched: Sequence[Any] = connection.execute(matching("issue_search", wanted)).scalars().all()
    return select(issue_forms.c.issue).where(issue_forms.c.number.in_(matched))
