"""Actors, mentions, attributions and spans, and the full-text search over contents and reports."""

import sqlalchemy as sa
from alembic import op

revision = "r0002"
down_revision = "r0001"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")  # in the order of code points
LARGE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")  # of 64 bits

TOKENIZER = "porter unicode61 remove_diacritics 2"
# Each search table, the table whose words it holds (in that table, not twice), its key and its column.
SEARCHES = (
    ("report_search", "texts", "report", "text"),
    ("content_search", "attributions", "number", "words"),
)


def make_search(name: str, table: str, key: str, column: str) -> None:
    """A full-text table over a column, and the triggers that keep the two alike."""
    take = f"INSERT INTO {name}({name}, rowid, {column}) VALUES ('delete', OLD.{key}, OLD.{column});"
    put = f"INSERT INTO {name}(rowid, {column}) VALUES (NEW.{key}, NEW.{column});"
    op.execute(
        f"CREATE VIRTUAL TABLE {name} USING fts5("
        f"{column}, content='{table}', content_rowid='{key}', tokenize='{TOKENIZER}')"
    )
    op.execute(f"CREATE TRIGGER {name}_put AFTER INSERT ON {table} BEGIN {put} END")
    op.execute(f"CREATE TRIGGER {name}_take AFTER DELETE ON {table} BEGIN {take} END")
    op.execute(f"CREATE TRIGGER {name}_change AFTER UPDATE OF {column} ON {table} BEGIN {take} {put} END")
    op.execute(f"INSERT INTO {name}({name}) VALUES ('rebuild')")


def make_words_on_server() -> None:
    """What PostgreSQL needs to take words apart as `TOKENIZER` does: letters and digits, folded, by Porter.

    A tsvector holds places up to 16,383, of each word 256, and a megabyte in all. So `search_parts` gives a
    long text in parts that overlap, for words that stand together, and besides all its words without places.
    """
    names_letters = op.get_bind().scalar(
        sa.text("SELECT count(*) FROM pg_collation WHERE collname = 'und-x-icu'")
    )
    collation = 'COLLATE "und-x-icu"' if names_letters else ""
    op.execute("CREATE TEXT SEARCH DICTIONARY ledger_stems (TEMPLATE = snowball, LANGUAGE = porter)")
    op.execute("CREATE TEXT SEARCH CONFIGURATION ledger_words (PARSER = default)")
    op.execute(
        "ALTER TEXT SEARCH CONFIGURATION ledger_words ADD MAPPING FOR "
        "asciiword, word, numword, int, uint, float, sfloat, version WITH ledger_stems"
    )
    # Marks go from Latin letters alone, as in FTS5.
    op.execute(
        r"""
CREATE FUNCTION search_fold(words text) RETURNS text LANGUAGE sql STABLE STRICT AS $$
  SELECT regexp_replace(
    normalize(
      regexp_replace(
        normalize(lower(words COLLATION), NFD), '([a-z\u00f8\u0111])[\u0300-\u036f]+', '\1', 'g'),
      NFC) COLLATION,
    '[^[:alnum:]]+', ' ', 'g')
$$""".replace("COLLATION", collation)
    )
    op.execute(
        r"""
CREATE FUNCTION search_parts(words text) RETURNS SETOF tsvector LANGUAGE plpgsql STABLE STRICT AS $$
DECLARE
  folded text := btrim(search_fold(words));
  every text[];
  start integer;
BEGIN
  every := string_to_array(folded, ' ');
  IF coalesce(cardinality(every), 0) <= 3500 THEN
    RETURN NEXT search_words(folded);
    RETURN;
  END IF;
  FOR start IN 1..cardinality(every) BY 3400 LOOP
    RETURN NEXT search_words(array_to_string(every[start:start + 3499], ' '));
  END LOOP;
  FOR start IN 1..cardinality(every) BY 40000 LOOP
    RETURN NEXT strip(search_words(array_to_string(every[start:start + 39999], ' ')));
  END LOOP;
END $$"""
    )
    # Where even a part has too much for a tsvector, its words are no words, and their beginnings do.
    op.execute(
        r"""
CREATE FUNCTION search_words(folded text) RETURNS tsvector LANGUAGE plpgsql STABLE STRICT AS $$
BEGIN
  RETURN to_tsvector('ledger_words', folded);
EXCEPTION WHEN program_limit_exceeded THEN
  RETURN to_tsvector('ledger_words', left(regexp_replace(folded, '([^ ]{20})[^ ]+', '\1', 'g'), 200000));
END $$"""
    )
    # It takes what `match_query` makes: words in quotes, an asterisk after those that only begin so.
    op.execute(
        """
CREATE FUNCTION search_query(asked text) RETURNS tsquery LANGUAGE plpgsql STABLE STRICT AS $$
DECLARE
  term text[];
  one tsquery;
  every tsquery;
BEGIN
  FOR term IN SELECT regexp_matches(asked, '"([^"]*)"([*]?)', 'g') LOOP
    one := phraseto_tsquery('ledger_words', search_fold(term[1]));
    IF numnode(one) > 0 THEN
      IF term[2] = '*' THEN
        one := (one::text || ':*')::tsquery;
      END IF;
      every := CASE WHEN every IS NULL THEN one ELSE every && one END;
    END IF;
  END LOOP;
  RETURN every;
END $$"""
    )


def make_search_on_server(name: str, table: str, key: str, column: str) -> None:
    """The same for PostgreSQL: a table of the words as `search_parts` has them, kept by triggers."""
    parts = "WITH ORDINALITY AS parts (words, part)"
    put = (
        f"INSERT INTO {name} (rowid, part, words) "
        f"SELECT NEW.{key}, part, parts.words FROM search_parts(NEW.{column}) {parts};"
    )
    take = f"DELETE FROM {name} WHERE rowid = OLD.{key};"
    op.execute(
        f"CREATE TABLE {name} "
        "(rowid integer, part integer, words tsvector NOT NULL, PRIMARY KEY (rowid, part))"
    )
    op.execute(
        f"INSERT INTO {name} (rowid, part, words) "
        f"SELECT {key}, part, parts.words FROM {table}, search_parts({column}) {parts}"
    )
    op.execute(f"CREATE INDEX ix_{name}_words ON {name} USING gin (words)")
    for when, steps, event in (
        ("put", put, "INSERT"),
        ("take", take, "DELETE"),
        ("change", f"{take} {put}", f"UPDATE OF {column}"),
    ):
        op.execute(
            f"CREATE FUNCTION {name}_{when}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {steps} RETURN NULL; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {name}_{when} AFTER {event} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {name}_{when}()"
        )


def upgrade() -> None:
    """Make the derived tables; `rebuild` fills them from the reports that are there."""
    op.create_table(
        "actor_aliases",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("current", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_actor_aliases"),
    )
    op.create_table(
        "processed",
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("model", WORDS, nullable=False),
        sa.Column("round", WORDS, nullable=False),
        sa.Column("outlet", WORDS, nullable=False),
        sa.Column("outlet_folded", WORDS, nullable=False),
        sa.Column("title", WORDS, nullable=False),
        sa.Column("author", WORDS, nullable=False),
        sa.Column("credit", WORDS, nullable=False),
        sa.Column("url", WORDS, nullable=False),
        sa.Column("language", WORDS, nullable=False),
        sa.Column("published_earliest", sa.Date(), nullable=True),
        sa.Column("published_latest", sa.Date(), nullable=True),
        sa.Column("published_basis", WORDS, nullable=False),
        sa.Column("judged", sa.Boolean(), nullable=False),
        sa.Column("attributions", sa.Integer(), nullable=False),
        sa.Column("sort_key", WORDS, nullable=False),
        sa.Column("copied_from", WORDS, nullable=True),
        sa.Column("copied_share", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.number"], name="fk_processed_report_reports"),
        sa.PrimaryKeyConstraint("report", name="pk_processed"),
        sa.UniqueConstraint("sort_key", name="uq_processed_sort_key"),
    )
    op.create_index("ix_processed_outlet_folded", "processed", ["outlet_folded"])
    op.create_index(
        "ix_processed_url",
        "processed",
        ["url"],
        sqlite_where=sa.text("url <> ''"),
        postgresql_where=sa.text("url <> ''"),
        postgresql_using="hash",
    )
    _make_actors()
    _make_attributions()
    on_server = op.get_bind().dialect.name == "postgresql"
    if on_server:
        make_words_on_server()
    make = make_search_on_server if on_server else make_search
    for search in SEARCHES:
        make(*search)


def _make_actors() -> None:
    op.create_table(
        "actors",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("key", WORDS, nullable=True),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("aliases", WORDS, nullable=False),
        sa.Column("roles", WORDS, nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_actors"),
        sa.UniqueConstraint("id", name="uq_actors_id"),
        sa.UniqueConstraint("key", name="uq_actors_key"),
    )
    op.create_index("ix_actors_listed", "actors", ["rank", "name", "id"])
    op.create_table(
        "actor_words",
        sa.Column("word", WORDS, nullable=False),
        sa.Column("actor", sa.Integer(), nullable=False),
        sa.Column("name", LARGE, nullable=False),
        sa.ForeignKeyConstraint(
            ["actor"], ["actors.number"], name="fk_actor_words_actor_actors", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("word", "actor", "name", name="pk_actor_words"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_actor_words_actor", "actor_words", ["actor"])
    op.create_table(
        "members",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("key", WORDS, nullable=True),
        sa.Column("actor", sa.Integer(), nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("aliases", WORDS, nullable=False),
        sa.Column("roles", WORDS, nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("attributions", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["actor"], ["actors.number"], name="fk_members_actor_actors"),
        sa.ForeignKeyConstraint(["report"], ["reports.number"], name="fk_members_report_reports"),
        sa.PrimaryKeyConstraint("number", name="pk_members"),
        sa.UniqueConstraint("id", name="uq_members_id"),
    )
    op.create_index("ix_members_actor", "members", ["actor", "id"])
    op.create_index("ix_members_key", "members", ["key"])
    op.create_index("ix_members_report", "members", ["report"])
    op.create_table(
        "acting",
        sa.Column("member", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("agent", sa.Integer(), nullable=False),
        sa.Column("principal", sa.Integer(), nullable=False),
        sa.Column("earliest", sa.Date(), nullable=True),
        sa.Column("latest", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["member"], ["members.number"], name="fk_acting_member_members"),
        sa.ForeignKeyConstraint(["agent"], ["actors.number"], name="fk_acting_agent_actors"),
        sa.ForeignKeyConstraint(["principal"], ["actors.number"], name="fk_acting_principal_actors"),
        sa.PrimaryKeyConstraint("member", "position", name="pk_acting"),
    )
    op.create_index("ix_acting_agent", "acting", ["agent", "principal", "earliest", "latest"])
    op.create_index("ix_acting_principal", "acting", ["principal"])
    op.create_table(
        "mentions",
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", WORDS, nullable=False),
        sa.Column("member", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["member"], ["members.number"], name="fk_mentions_member_members"),
        sa.ForeignKeyConstraint(["report"], ["reports.number"], name="fk_mentions_report_reports"),
        sa.PrimaryKeyConstraint("report", "position", name="pk_mentions"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_mentions_member", "mentions", ["member"])


def _make_attributions() -> None:
    op.create_table(
        "attributions",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("attitude", WORDS, nullable=False),
        sa.Column("speaker", sa.Integer(), nullable=True),
        sa.Column("reported_by", sa.Integer(), nullable=True),
        sa.Column("said_earliest", sa.Date(), nullable=True),
        sa.Column("said_latest", sa.Date(), nullable=True),
        sa.Column("said_basis", WORDS, nullable=False),
        sa.Column("earliest", sa.Date(), nullable=True),
        sa.Column("latest", sa.Date(), nullable=True),
        sa.Column("sort_key", WORDS, nullable=False),
        sa.Column("words", WORDS, nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.number"], name="fk_attributions_report_reports"),
        sa.ForeignKeyConstraint(
            ["reported_by"], ["members.number"], name="fk_attributions_reported_by_members"
        ),
        sa.ForeignKeyConstraint(["speaker"], ["members.number"], name="fk_attributions_speaker_members"),
        sa.PrimaryKeyConstraint("number", name="pk_attributions"),
        sa.UniqueConstraint("id", name="uq_attributions_id"),
    )
    op.create_index("ix_attributions_listed", "attributions", ["sort_key", "earliest", "latest"], unique=True)
    op.create_index("ix_attributions_report", "attributions", ["report"])
    op.create_index("ix_attributions_speaker", "attributions", ["speaker"])
    op.create_index(
        "ix_attributions_reported_by",
        "attributions",
        ["reported_by"],
        sqlite_where=sa.text("reported_by IS NOT NULL"),
        postgresql_where=sa.text("reported_by IS NOT NULL"),
    )
    op.create_table(
        "candidates",
        sa.Column("attribution", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("member", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attribution"],
            ["attributions.number"],
            name="fk_candidates_attribution_attributions",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["member"], ["members.number"], name="fk_candidates_member_members"),
        sa.PrimaryKeyConstraint("attribution", "position", name="pk_candidates"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_candidates_member", "candidates", ["member"])
    op.create_table(
        "spans",
        sa.Column("attribution", sa.Integer(), nullable=False),
        sa.Column("role", WORDS, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", WORDS, nullable=False),
        sa.ForeignKeyConstraint(
            ["attribution"],
            ["attributions.number"],
            name="fk_spans_attribution_attributions",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("attribution", "role", "position", name="pk_spans"),
        sqlite_with_rowid=False,
    )
