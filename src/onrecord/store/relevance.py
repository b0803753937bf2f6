"""What of a ledger tells whether a report fits it: its newest reports, its actors and its issues."""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, func, select

from onrecord.store.claim_tables import issue_forms, issue_keys, issues
from onrecord.store.rows import batches
from onrecord.store.tables import actor_words, actors, processed, reports, texts
from onrecord.text.folding import fold

MOST_NAMESAKES = 200  # actors looked at for one word of a name


def leads(connection: Connection, most: int, letters: int) -> Iterator[tuple[str, str]]:
    """Id and beginning of the reports that came last, the headline before it.

    Args:
        connection: of a transaction that reads.
        most: how many reports.
        letters: how many characters of each text.
    """
    query = (
        select(reports.c.id, processed.c.title, func.substr(texts.c.text, 1, letters).label("lead"))
        .join(processed, processed.c.report == reports.c.number)
        .join(texts, texts.c.report == reports.c.number)
        .order_by(reports.c.number.desc())
        .limit(most)
    )
    for row in connection.execute(query):
        yield row.id, f"{row.title}\n{row.lead}"


def actors_named(connection: Connection, names: Iterable[str]) -> dict[str, tuple[int, str, bool]]:
    """The actors that have exactly some names.

    Args:
        connection: of a transaction that reads.
        names: folded names.

    Returns:
        For each name that an actor has: its number, its own name, and whether it is quoted anywhere.
    """
    found: dict[str, tuple[int, str, bool]] = {}
    for name in names:
        # Its longest word is its rarest more often than not.
        rarest = max(name.split(), key=lambda word: (len(word), word), default="")
        query = (
            select(actors.c.number, actors.c.name, actors.c.aliases, actors.c.rank)
            .join(actor_words, actor_words.c.actor == actors.c.number)
            .where(actor_words.c.word == rarest)
            .distinct()
            .order_by(actors.c.rank, actors.c.number)
            .limit(MOST_NAMESAKES)
        )
        for row in connection.execute(query):
            if name in {fold(one) for one in (row.name, *row.aliases)}:
                found[name] = (row.number, row.name, row.rank < 0)
                break
    return found


def issues_keyed(connection: Connection, keys: Iterable[str]) -> list[str]:
    """Labels of the issues that have one of some keys, those with most claims first."""
    found: dict[str, int] = {}
    for some in batches(sorted(set(keys))):
        query = (
            select(issues.c.label, issues.c.rank)
            .join(issue_forms, issue_forms.c.issue == issues.c.number)
            .join(issue_keys, issue_keys.c.form == issue_forms.c.number)
            .where(issue_keys.c.key.in_(some))
            .distinct()
        )
        found |= {row.label: row.rank for row in connection.execute(query)}
    return sorted(found, key=lambda label: (found[label], label))
