"""What lists are read by, kept beside the rows: so that a page costs what it shows, however much there is.

Statements know the actor who speaks, claims' places know what a list is narrowed and ordered by, and of what
can't be counted at once the ledger keeps the number. Triggers fill all of it from the rows that it is of, so
that whatever writes these need not know.
"""

import sqlalchemy as sa
from alembic import op

revision = "r0010"
down_revision = "r0009"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")  # in the order of code points

WANTED = "claims.type = 'position' AND NOT claims.hypothetical AND claims.does NOT IN ('allege', 'deny')"
MOVED = "SELECT number FROM claims WHERE holder = NEW.number"  # the claims of an actor of a report
TOLD_BY = (
    "type",
    "carried",
    "does",
    "hypothetical",
    "sort_key",
    "holder",
)  # columns of claims that places repeat

INDEXES = (
    ("ix_attributions_actor", "attributions", ("actor", "sort_key")),
    ("ix_attributions_kind", "attributions", ("kind", "sort_key")),
    ("ix_claims_does", "claims", ("does", "attribution")),
    ("ix_utterances_speaker", "utterances", ("speaker", "sort_key")),
    ("ix_processed_outlet_folded", "processed", ("outlet_folded", "sort_key")),
    ("ix_processed_listed", "processed", ("sort_key", "published_earliest", "published_latest")),
    ("ix_processed_published_earliest", "processed", ("published_earliest",)),
    ("ix_processed_published_latest", "processed", ("published_latest",)),
    ("ix_actors_of_kind", "actors", ("kind", "rank", "name", "id")),
    ("ix_stands_listed", "stands", ("about", "type", "said", "carried", "party", "holder")),
    ("ix_stands_held", "stands", ("about", "party", "wanted", "said")),
    ("ix_stands_of_party", "stands", ("party", "type", "said", "carried", "wanted", "about")),
    ("ix_stands_of_holder", "stands", ("holder", "type", "said", "carried", "about")),
)
FORMER = (
    ("ix_utterances_speaker", "utterances"),
    ("ix_processed_outlet_folded", "processed"),
    ("ix_stands_about", "stands"),
    ("ix_stands_party", "stands"),
)


def upgrade() -> None:
    """Add what is kept, and fill it from what is there."""
    op.add_column("attributions", sa.Column("actor", sa.Integer(), nullable=True))
    op.add_column("stands", sa.Column("holder", sa.Integer(), nullable=True))
    op.add_column("stands", sa.Column("type", WORDS, nullable=True))
    op.add_column("stands", sa.Column("carried", sa.Boolean(), nullable=True))
    op.add_column("stands", sa.Column("wanted", sa.Boolean(), nullable=True))
    op.add_column("stands", sa.Column("said", WORDS, nullable=True))
    op.create_table(
        "tallies",
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", name="pk_tallies"),
    )
    op.execute(
        "UPDATE attributions SET actor = (SELECT actor FROM members WHERE members.number = speaker) "
        "WHERE speaker IS NOT NULL"
    )
    on_server = op.get_bind().dialect.name == "postgresql"
    op.execute(f"UPDATE stands SET {_repeated('stands.claim', on_server=on_server)}")
    for name, table in FORMER:
        op.drop_index(name, table_name=table)
    for name, table, columns in INDEXES:
        op.create_index(name, table, list(columns))
    op.create_index(
        "ix_processed_undated",
        "processed",
        ["report"],
        sqlite_where=sa.text("published_basis <> 'stated'"),
        postgresql_where=sa.text("published_basis <> 'stated'"),
    )
    if on_server:
        _on_server()
    else:
        _in_file()
        _count()
        _tallies_in_file()


def _repeated(claim: str, *, on_server: bool) -> str:
    """What a claim's place repeats of it, to be set."""
    wanted = f"({WANTED})" if on_server else f"CASE WHEN {WANTED} THEN 1 ELSE 0 END"
    return (
        "(type, carried, wanted, said, holder) = "
        f"(SELECT claims.type, claims.carried, {wanted}, claims.sort_key, members.actor FROM claims "
        f"LEFT JOIN members ON members.number = claims.holder WHERE claims.number = {claim})"
    )


def _rank(row: str) -> str:
    """What a change was found by, the best first."""
    return f"CASE {row}.\"of\" WHEN 'position' THEN 0 WHEN 'condition' THEN 1 ELSE 2 END"


def _count() -> None:
    """Count what is there: claims that no original has, and the changes and conflicts that are shown."""
    for type_ in ("position", "condition", "event"):
        op.execute(
            f"INSERT INTO tallies SELECT '{type_}', count(*) FROM claims "
            f"WHERE type = '{type_}' AND NOT carried"
        )
    op.execute("INSERT INTO tallies SELECT 'conflict', count(DISTINCT id) FROM conflicts")
    better = f'o."after" = c."after" AND {_rank("o")} < {_rank("c")}'
    op.execute(
        "INSERT INTO tallies SELECT 'change', count(*) FROM (SELECT DISTINCT c.id, c.\"of\" FROM changes c "
        f"WHERE NOT EXISTS (SELECT 1 FROM changes o WHERE {better}))"
    )


def _in_file() -> None:
    """Triggers of SQLite for what rows repeat of others."""
    whose = "(SELECT actor FROM members WHERE number = NEW.speaker)"
    for event in ("INSERT", "UPDATE OF speaker"):
        op.execute(
            f"CREATE TRIGGER attributions_actor_{event[:6].lower()} AFTER {event} ON attributions "
            f"BEGIN UPDATE attributions SET actor = {whose} WHERE number = NEW.number; END"
        )
    op.execute(
        "CREATE TRIGGER members_actor AFTER UPDATE OF actor ON members WHEN OLD.actor <> NEW.actor "
        "BEGIN UPDATE attributions SET actor = NEW.actor WHERE speaker = NEW.number; "
        f"UPDATE stands SET holder = NEW.actor WHERE claim IN ({MOVED}); END"
    )
    op.execute(
        "CREATE TRIGGER stands_put AFTER INSERT ON stands "
        f"BEGIN UPDATE stands SET {_repeated('NEW.claim', on_server=False)} WHERE claim = NEW.claim; END"
    )
    op.execute(
        f"CREATE TRIGGER claims_stand AFTER UPDATE OF {', '.join(TOLD_BY)} ON claims "
        f"BEGIN UPDATE stands SET {_repeated('NEW.number', on_server=False)} WHERE claim = NEW.number; END"
    )


def _tallies_in_file() -> None:
    for event, row, sign in (("INSERT", "NEW", "+"), ("DELETE", "OLD", "-")):
        add = f"UPDATE tallies SET number = number {sign}"
        op.execute(
            f"CREATE TRIGGER claims_tally_{event.lower()} AFTER {event} ON claims WHEN NOT {row}.carried "
            f"BEGIN {add} 1 WHERE kind = {row}.type; END"
        )
        op.execute(
            f"CREATE TRIGGER conflicts_tally_{event.lower()} AFTER {event} ON conflicts WHEN NOT EXISTS "
            f"(SELECT 1 FROM conflicts WHERE id = {row}.id AND at <> {row}.at) "
            f"BEGIN {add} 1 WHERE kind = 'conflict'; END"
        )
        op.execute(
            f"CREATE TRIGGER changes_tally_{event.lower()} AFTER {event} ON changes "
            f"BEGIN {add} ({_shown_by(row)}) WHERE kind = 'change'; END"
        )
    op.execute(
        "CREATE TRIGGER claims_tally_carried AFTER UPDATE OF carried ON claims "
        "WHEN OLD.carried <> NEW.carried BEGIN UPDATE tallies "
        "SET number = number + OLD.carried - NEW.carried WHERE kind = NEW.type; END"
    )


def _shown_by(row: str) -> str:
    """How many more changes are shown with a row than without it: see `track_joining.shown_changes`.

    Of those that end in one statement only those are shown that were found by the best; each once, at
    whichever issue it stands.
    """
    others = f'FROM changes o WHERE o."after" = {row}."after" AND (o.at <> {row}.at OR o.id <> {row}.id)'
    same = f'o.id = {row}.id AND o."of" = {row}."of"'
    return (
        f'CASE WHEN {row}."after" IS NULL THEN NOT EXISTS '
        f'(SELECT 1 FROM changes o WHERE {same} AND o."after" IS NULL AND o.at <> {row}.at) '
        f"WHEN NOT EXISTS (SELECT 1 {others}) THEN 1 "
        f"WHEN EXISTS (SELECT 1 {others} AND {_rank('o')} < {_rank(row)}) THEN 0 "
        f"WHEN EXISTS (SELECT 1 {others} AND {_rank('o')} = {_rank(row)}) "
        f"THEN NOT EXISTS (SELECT 1 {others} AND {same}) "
        f'ELSE 1 - (SELECT count(DISTINCT o.id || o."of") {others} '
        f"AND {_rank('o')} = (SELECT min({_rank('o')}) {others})) END"
    )


def _on_server() -> None:
    """The same for PostgreSQL; it counts by itself what `tallies` has in a file."""
    op.execute(
        "CREATE FUNCTION attributions_actor() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "NEW.actor := (SELECT actor FROM members WHERE number = NEW.speaker); RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER attributions_actor BEFORE INSERT OR UPDATE OF speaker ON attributions "
        "FOR EACH ROW EXECUTE FUNCTION attributions_actor()"
    )
    op.execute(
        "CREATE FUNCTION members_actor() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "UPDATE attributions SET actor = NEW.actor WHERE speaker = NEW.number; "
        f"UPDATE stands SET holder = NEW.actor WHERE claim IN ({MOVED}); RETURN NULL; END $$"
    )
    op.execute(
        "CREATE TRIGGER members_actor AFTER UPDATE OF actor ON members FOR EACH ROW "
        "WHEN (OLD.actor <> NEW.actor) EXECUTE FUNCTION members_actor()"
    )
    op.execute(
        "CREATE FUNCTION stands_put() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"SELECT claims.type, claims.carried, ({WANTED}), claims.sort_key, members.actor "
        "INTO NEW.type, NEW.carried, NEW.wanted, NEW.said, NEW.holder FROM claims "
        "LEFT JOIN members ON members.number = claims.holder WHERE claims.number = NEW.claim; "
        "RETURN NEW; END $$"
    )
    op.execute("CREATE TRIGGER stands_put BEFORE INSERT ON stands FOR EACH ROW EXECUTE FUNCTION stands_put()")
    op.execute(
        "CREATE FUNCTION claims_stand() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"UPDATE stands SET {_repeated('NEW.number', on_server=True)} WHERE claim = NEW.number; "
        "RETURN NULL; END $$"
    )
    op.execute(
        f"CREATE TRIGGER claims_stand AFTER UPDATE OF {', '.join(TOLD_BY)} ON claims "
        "FOR EACH ROW EXECUTE FUNCTION claims_stand()"
    )
