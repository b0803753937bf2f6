"""Issues, and positions, conditions and events with their spans, and the full-text search over them."""

import sqlalchemy as sa
from alembic import op

revision = "r0003"
down_revision = "r0002"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")  # in the order of code points

TOKENIZER = "porter unicode61 remove_diacritics 2"
# As in r0002: each search table, the table whose words it holds, its key and its column.
SEARCHES = (("claim_search", "claims", "number", "words"), ("issue_search", "issue_forms", "number", "words"))


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
    """Make the tables; `rebuild` fills them from the reports that are there."""
    _make_issues()
    _make_claims()
    make = make_search_on_server if op.get_bind().dialect.name == "postgresql" else make_search
    for search in SEARCHES:
        make(*search)


def _make_issues() -> None:
    op.create_table(
        "issue_aliases",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("current", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_issue_aliases"),
    )
    op.create_table(
        "issues",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("label", WORDS, nullable=False),
        sa.Column("aliases", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_issues"),
        sa.UniqueConstraint("id", name="uq_issues_id"),
    )
    op.create_index("ix_issues_listed", "issues", ["rank", "label", "id"])
    op.create_table(
        "issue_forms",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("issue", sa.Integer(), nullable=False),
        sa.Column("label", WORDS, nullable=False),
        sa.Column("aliases", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("words", WORDS, nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["issue"], ["issues.number"], name="fk_issue_forms_issue_issues"),
        sa.PrimaryKeyConstraint("number", name="pk_issue_forms"),
        sa.UniqueConstraint("id", name="uq_issue_forms_id"),
    )
    op.create_index("ix_issue_forms_issue", "issue_forms", ["issue"])
    op.create_table(
        "issue_relations",
        sa.Column("issue", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("relation", WORDS, nullable=False),
        sa.Column("key", WORDS, nullable=False),
        sa.ForeignKeyConstraint(
            ["issue"], ["issues.number"], name="fk_issue_relations_issue_issues", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("issue", "position", name="pk_issue_relations"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "issue_keys",
        sa.Column("key", WORDS, nullable=False),
        sa.Column("form", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["form"], ["issue_forms.number"], name="fk_issue_keys_form_issue_forms", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", "form", name="pk_issue_keys"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_issue_keys_form", "issue_keys", ["form"])
    op.create_table(
        "issue_members",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("form", sa.Integer(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["form"], ["issue_forms.number"], name="fk_issue_members_form_issue_forms"),
        sa.ForeignKeyConstraint(["report"], ["reports.number"], name="fk_issue_members_report_reports"),
        sa.PrimaryKeyConstraint("number", name="pk_issue_members"),
        sa.UniqueConstraint("id", name="uq_issue_members_id"),
    )
    op.create_index("ix_issue_members_form", "issue_members", ["form"])
    op.create_index("ix_issue_members_report", "issue_members", ["report"])


def _make_claims() -> None:
    op.create_table(
        "claims",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("type", WORDS, nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("holder", sa.Integer(), nullable=True),
        sa.Column("does", WORDS, nullable=False),
        sa.Column("polarity", WORDS, nullable=False),
        sa.Column("issue", sa.Integer(), nullable=False),
        sa.Column("requirement", sa.Integer(), nullable=True),
        sa.Column("via", sa.Integer(), nullable=True),
        sa.Column("attribution", sa.Integer(), nullable=True),
        sa.Column("hypothetical", sa.Boolean(), nullable=False),
        sa.Column("plover", WORDS, nullable=False),
        sa.Column("date_earliest", sa.Date(), nullable=True),
        sa.Column("date_latest", sa.Date(), nullable=True),
        sa.Column("date_basis", WORDS, nullable=False),
        sa.Column("earliest", sa.Date(), nullable=True),
        sa.Column("latest", sa.Date(), nullable=True),
        sa.Column("sort_key", WORDS, nullable=False),
        sa.Column("words", WORDS, nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.CheckConstraint("type IN ('position', 'condition', 'event')", name="ck_claims_type"),
        sa.ForeignKeyConstraint(
            ["attribution"], ["attributions.number"], name="fk_claims_attribution_attributions"
        ),
        sa.ForeignKeyConstraint(["holder"], ["members.number"], name="fk_claims_holder_members"),
        sa.ForeignKeyConstraint(["issue"], ["issue_members.number"], name="fk_claims_issue_issue_members"),
        sa.ForeignKeyConstraint(["report"], ["reports.number"], name="fk_claims_report_reports"),
        sa.ForeignKeyConstraint(
            ["requirement"], ["issue_members.number"], name="fk_claims_requirement_issue_members"
        ),
        sa.ForeignKeyConstraint(["via"], ["members.number"], name="fk_claims_via_members"),
        sa.PrimaryKeyConstraint("number", name="pk_claims"),
        sa.UniqueConstraint("id", name="uq_claims_id"),
    )
    op.create_index("ix_claims_attribution", "claims", ["attribution"])
    op.create_index("ix_claims_holder", "claims", ["holder"])
    op.create_index("ix_claims_issue", "claims", ["issue"])
    op.create_index("ix_claims_listed", "claims", ["type", "sort_key"], unique=True)
    op.create_index("ix_claims_report", "claims", ["report"])
    op.create_index("ix_claims_requirement", "claims", ["requirement"])
    op.create_index("ix_claims_via", "claims", ["via"])
    op.create_table(
        "issue_actors",
        sa.Column("issue", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("member", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["issue"],
            ["issue_members.number"],
            name="fk_issue_actors_issue_issue_members",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["member"], ["members.number"], name="fk_issue_actors_member_members"),
        sa.PrimaryKeyConstraint("issue", "position", name="pk_issue_actors"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_issue_actors_member", "issue_actors", ["member"])
    op.create_table(
        "claim_actors",
        sa.Column("claim", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("member", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim"], ["claims.number"], name="fk_claim_actors_claim_claims", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["member"], ["members.number"], name="fk_claim_actors_member_members"),
        sa.PrimaryKeyConstraint("claim", "position", name="pk_claim_actors"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_claim_actors_member", "claim_actors", ["member"])
    op.create_table(
        "claim_alternatives",
        sa.Column("claim", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("issue", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim"], ["claims.number"], name="fk_claim_alternatives_claim_claims", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["issue"], ["issue_members.number"], name="fk_claim_alternatives_issue_issue_members"
        ),
        sa.PrimaryKeyConstraint("claim", "position", name="pk_claim_alternatives"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_claim_alternatives_issue", "claim_alternatives", ["issue"])
    op.create_table(
        "claim_spans",
        sa.Column("claim", sa.Integer(), nullable=False),
        sa.Column("role", WORDS, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", WORDS, nullable=False),
        sa.ForeignKeyConstraint(
            ["claim"], ["claims.number"], name="fk_claim_spans_claim_claims", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("claim", "role", "position", name="pk_claim_spans"),
        sqlite_with_rowid=False,
    )
