"""Which party somebody's words mean, for questions about goals."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Row, exists, select

from onrecord.errors import Ambiguous, NotFound
from onrecord.ledger import looking, naming
from onrecord.store import joining
from onrecord.store.stand_tables import stands
from onrecord.store.tables import actors
from onrecord.text.folding import fold

Named = Row[*tuple[Any, ...]]


def party_meant(connection: Connection, words: str) -> str:
    """The party that a name or id means.

    Tried in this order: an id; a name; an alias; a name that has all the words. Of several parties those
    come first that say anything.

    Raises:
        Ambiguous: several do.
        NotFound: none does.
    """
    if words.startswith("act-"):
        found = [looking.full_id(connection, words, "actor")]
    else:
        wanted = fold(words).removeprefix("the ")
        people = connection.execute(select(actors.c.id, actors.c.name, actors.c.aliases)).all()
        tests: tuple[Callable[[Named], bool], ...] = (
            lambda one: fold(one.name).removeprefix("the ") == wanted,
            lambda one: wanted in {fold(alias).removeprefix("the ") for alias in one.aliases},
            lambda one: set(wanted.split()) <= set(fold(one.name).split()),
        )
        found = next((ids for test in tests if (ids := [one.id for one in people if test(one)])), [])
    parties = sorted({id_ if _holds(connection, id_) else _party(connection, id_) for id_ in found})
    if not parties:
        like = naming.similar(connection, words, "actor", 3)
        hint = f"Did you mean {' or '.join(like)}?" if like else "List them: onrecord actors."
        raise NotFound(f"No actor answers to {words!r}.", hint)
    speaking = [one for one in parties if _holds(connection, one)] or parties
    if len(speaking) > 1:
        named = ", ".join(f"{name_of(connection, one)} ({one})" for one in speaking)
        raise Ambiguous(f"Several actors answer to {words!r}: {named}.", "Give one of the ids.")
    return speaking[0]


def name_of(connection: Connection, actor: str) -> str:
    """The name of an actor; its id where there is none."""
    return connection.execute(select(actors.c.name).where(actors.c.id == actor)).scalar() or actor


def _holds(connection: Connection, actor: str) -> bool:
    """Whether claims are an actor's as a party."""
    query = select(exists().where(stands.c.party == actors.c.number, actors.c.id == actor))
    return bool(connection.execute(query).scalar())


def _party(connection: Connection, actor: str) -> str:
    """Whom an actor speaks for, where that is one at all times."""
    rows = connection.execute(select(actors).where(actors.c.id == actor)).all()
    parties = {one.actor for entry in joining.actor_entries(connection, rows) for one in entry.actor.acts_for}
    return parties.pop() if len(parties) == 1 else actor
