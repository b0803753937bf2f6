"""A large ledger out of a small one: `python bench/replicated.py FROM TO [--times 20]`.

Adding 100,000 reports takes hours. So the rows of a ledger in a file are repeated under other ids: reports,
statements, claims, conflicts. The parties and issues with most to them stay one, so that these have as many
times as much said about them, as in an archive; the others are repeated too. What comes out reads as a ledger
does; it is no true one: ids are not those that its texts would give, and repeated reports are no copies of
each other. It is for `bench/pages.py --ledger TO` alone. 5,000 reports, 20 times: about ten minutes and 3 GB.
"""

import argparse
import shutil
import sqlite3
import sys
from pathlib import Path

SHARED_ACTORS, SHARED_ISSUES = 30, 25  # that stay one
SPARE = 10  # between the numbers of one repetition and those of the next
MOST = 200  # times: two digits of an id tell them apart
IDS = {
    "reports": ("id", "version_of"), "processed": ("copied_from",), "actors": ("id",), "members": ("id",),
    "attributions": ("id",), "issues": ("id",), "issue_forms": ("id",), "issue_members": ("id",),
    "claims": ("id",), "changes": ("id",), "conflicts": ("id",), "utterances": ("id",),
}  # fmt: skip
HASHES = frozenset({"sha256", "raw_sha256"})
SEARCHES = ("report_search", "content_search", "claim_search", "issue_search")

NUMBERS: dict[str, dict[str, str]] = {
    "reports": {"number": "reports"},
    "texts": {"report": "reports"},
    "processed": {"report": "reports"},
    "actors": {"number": "actors"},
    "actor_words": {"actor": "actors"},
    "members": {"number": "members", "report": "reports", "actor": "actors"},
    "acting": {"member": "members", "agent": "actors", "principal": "actors", "principal_member": "members"},
    "mentions": {"report": "reports", "member": "members"},
    "attributions": {
        "number": "attributions", "report": "reports", "speaker": "members", "reported_by": "members",
    },
    "candidates": {"attribution": "attributions", "member": "members"},
    "spans": {"attribution": "attributions"},
    "issues": {"number": "issues"},
    "issue_forms": {"number": "issue_forms", "issue": "issues"},
    "issue_keys": {"form": "issue_forms"},
    "issue_members": {"number": "issue_members", "report": "reports", "form": "issue_forms"},
    "issue_actors": {"issue": "issue_members", "member": "members"},
    "issue_relations": {"issue": "issues"},
    "issue_matters": {"issue": "issues"},
    "claims": {
        "number": "claims", "report": "reports", "holder": "members", "issue": "issue_members",
        "requirement": "issue_members", "via": "members", "attribution": "attributions", "restates": "claims",
    },
    "claim_spans": {"claim": "claims"},
    "claim_actors": {"claim": "claims", "member": "members"},
    "claim_alternatives": {"claim": "claims", "issue": "issue_members"},
    "stands": {"claim": "claims", "about": "issues", "waits_for": "issues", "party": "actors"},
    "sides": {"at": "issues", "party": "actors"},
    "changes": {
        "at": "issues", "holder": "actors", "issue": "issues", "before": "claims", "after": "claims",
    },
    "conflicts": {
        "at": "issues", "one": "claims", "other": "claims", "party": "actors", "other_party": "actors",
    },
    "utterances": {"number": "utterances", "speaker": "actors", "first_report": "reports"},
    "utterance_members": {"attribution": "attributions", "utterance": "utterances"},
    "copy_pairs": {"copy": "reports", "origin": "reports"},
    "actor_profiles": {"actor": "actors"},
    "actor_doubts": {},
}  # fmt: skip
"""The tables in the order they are filled in, and whose number each of their columns is."""
SHARED = {"actors": "shared_actors", "issues": "shared_issues", "issue_forms": "shared_issue_forms"}
OF_SHARED = {
    "actors": ("number", "actors"), "actor_words": ("actor", "actors"), "issues": ("number", "issues"),
    "issue_forms": ("number", "issue_forms"), "issue_keys": ("form", "issue_forms"),
    "issue_relations": ("issue", "issues"), "issue_matters": ("issue", "issues"),
}  # fmt: skip


def value(table: str, column: str, time: int, steps: dict[str, int]) -> str:
    """The SQL for a column of a repeated row."""
    own = f'b."{column}"'
    of = NUMBERS[table].get(column)
    if of is not None:
        moved = f"{own} + {time * steps[of]}"
        if of not in SHARED:
            return moved
        return (
            f"CASE WHEN {own} IN (SELECT number FROM {SHARED[of]}) OR {own} <= 0 THEN {own} ELSE {moved} END"
        )
    if table in ("actor_profiles", "actor_doubts"):
        return f"{own} || '{time:02x}'"
    mark = f"{time:02x}"
    if column in IDS.get(table, ()) or column in HASHES:
        return f"substr({own}, 1, length({own}) - 2) || '{mark}'"
    if column in ("key", "sort_key"):
        return f"{own} || '{mark}'"
    if (column == "label" and table in ("issues", "issue_forms")) or (table, column) == (
        "issue_forms",
        "words",
    ):
        return f"{own} || ' {mark}'"
    return own


def repeat(connection: sqlite3.Connection, times: int) -> None:
    """Put all rows in as often as told."""
    run = connection.execute
    columns = {table: [row[1] for row in run(f"PRAGMA table_info({table})")] for table in NUMBERS}
    numbered = {of for every in NUMBERS.values() for of in every.values()}
    steps = {
        one: run(f"SELECT coalesce(max(number), 0) FROM {one}").fetchone()[0] + SPARE for one in numbered
    }
    triggers = run(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%search%'"
    ).fetchall()
    for name, _ in triggers:
        run(f"DROP TRIGGER {name}")
    commonest = "SELECT number FROM {} ORDER BY rank, id LIMIT {}"
    run(f"CREATE TEMP TABLE shared_actors AS {commonest.format('actors', SHARED_ACTORS)}")
    run(f"CREATE TEMP TABLE shared_issues AS {commonest.format('issues', SHARED_ISSUES)}")
    run(
        "CREATE TEMP TABLE shared_issue_forms AS SELECT number FROM issue_forms "
        "WHERE issue IN (SELECT number FROM shared_issues)"
    )
    for name in SHARED.values():
        run(f"CREATE UNIQUE INDEX temp.{name}_number ON {name} (number)")
    for table, names in columns.items():
        for name in {*IDS.get(table, ()), *(HASHES & set(names))}:
            run(f"UPDATE {table} SET {name} = substr({name}, 1, length({name}) - 2) || '00'")
    for table in NUMBERS:
        run(f"CREATE TEMP TABLE b_{table} AS SELECT * FROM main.{table}")
    for table, names in columns.items():
        kept = "1"
        if table in OF_SHARED:
            column, of = OF_SHARED[table]
            kept = f"b.{column} NOT IN (SELECT number FROM {SHARED[of]})"
        for time in range(1, times):
            values = ", ".join(value(table, name, time, steps) for name in names)
            into = ", ".join(f'"{name}"' for name in names)
            run(f"INSERT OR IGNORE INTO {table} ({into}) SELECT {values} FROM b_{table} b WHERE {kept}")
    for table in ("actors", "issues"):
        run(f"UPDATE {table} SET rank = rank * {times} WHERE number IN (SELECT number FROM shared_{table})")
    run(
        f"UPDATE issue_forms SET claims = claims * {times}, members = members * {times} "
        "WHERE number IN (SELECT number FROM shared_issue_forms)"
    )
    for search in SEARCHES:
        run(f"INSERT INTO {search} ({search}) VALUES ('rebuild')")
    for _, made in triggers:
        run(made)


def main() -> int:
    """Make the ledger and count what it has."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("source", type=Path, help="a ledger in a file that nobody writes to")
    parser.add_argument("target", type=Path, help="a new file")
    parser.add_argument("--times", type=int, default=20, help="as many reports, at most 200 times")
    given = parser.parse_args()
    if given.target.exists() or not 1 < given.times <= MOST:
        parser.error(f"TO has to be a new file, and --times 2 to {MOST}.")
    shutil.copy(given.source, given.target)
    connection = sqlite3.connect(given.target, isolation_level=None)
    for setting in ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF", "cache_size = -1000000"):
        connection.execute(f"PRAGMA {setting}")
    repeat(connection, given.times)
    connection.execute("PRAGMA journal_mode = WAL")
    for table in (
        "reports",
        "attributions",
        "claims",
        "actors",
        "issues",
        "utterances",
        "changes",
        "conflicts",
    ):
        print(f"{connection.execute(f'SELECT count(*) FROM {table}').fetchone()[0]:>12,} {table}")
    connection.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
