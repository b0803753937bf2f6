"""Which parties want something of each issue, since when, and whose step it is: kept as claims come and go.

A common issue has tens of thousands of claims by some hundreds of parties. Triggers keep what the lists of
parties and issues need of them, so that whatever writes claims need not know.
"""

import sqlalchemy as sa
from alembic import op

revision = "r0011"
down_revision = "r0010"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")  # in the order of code points

HEARD = (
    "SELECT about, party, min(said) FROM stands "
    "WHERE wanted AND party IS NOT NULL{where} GROUP BY about, party"
)
WHOSE = (
    "SELECT issue_members.form, members.actor, count(*) FROM issue_actors "
    "JOIN issue_members ON issue_members.number = issue_actors.issue "
    "JOIN members ON members.number = issue_actors.member GROUP BY issue_members.form, members.actor"
)


def upgrade() -> None:
    """Make both, and fill them from what is there."""
    op.create_table(
        "voices",
        sa.Column("about", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("party", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("since", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("about", "party", name="pk_voices"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "form_actors",
        sa.Column("form", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("actor", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("form", "actor", name="pk_form_actors"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_stands_kind", "stands", ["type", "carried", "about"])
    removed = sa.text("removed_at IS NOT NULL")
    op.create_index(
        "ix_reports_removed", "reports", ["number"], sqlite_where=removed, postgresql_where=removed
    )
    op.execute(f"INSERT INTO voices {HEARD.format(where='')}")
    op.execute(f"INSERT INTO form_actors {WHOSE}")
    (_on_server if op.get_bind().dialect.name == "postgresql" else _in_file)()


def _listened(row: str) -> str:
    """Steps that find anew since when the party of a row has been heard on its issue."""
    same = f" AND about = {row}.about AND party = {row}.party"
    return (
        f"DELETE FROM voices WHERE about = {row}.about AND party = {row}.party; "
        f"INSERT INTO voices {HEARD.format(where=same)}; "
    )


def _counted(form: str, actor: str, step: int) -> str:
    """Steps that count one report more, or less, by which a step is an actor's."""
    if step > 0:
        return (
            # Without "WHERE true" SQLite takes ON for the beginning of a join's condition.
            f"INSERT INTO form_actors SELECT {form}, {actor}, {step} WHERE true "
            "ON CONFLICT (form, actor) DO UPDATE SET number = form_actors.number + excluded.number; "
        )
    return (
        f"UPDATE form_actors SET number = number + {step} WHERE form = {form} AND actor = {actor}; "
        f"DELETE FROM form_actors WHERE form = {form} AND actor = {actor} AND number <= 0; "
    )


def _of_row(row: str, step: int) -> str:
    form = f"(SELECT form FROM issue_members WHERE number = {row}.issue)"
    actor = f"(SELECT actor FROM members WHERE number = {row}.member)"
    return _counted(form, actor, step)


def _moved() -> str:
    """Steps that count a report's actor, who becomes another actor of the ledger, as that one."""
    of = (
        "FROM issue_actors JOIN issue_members ON issue_members.number = issue_actors.issue "
        "WHERE issue_actors.member = NEW.number GROUP BY issue_members.form"
    )
    less = (
        "SELECT count(*) FROM issue_actors JOIN issue_members ON issue_members.number = issue_actors.issue "
        "WHERE issue_actors.member = NEW.number AND issue_members.form = form_actors.form"
    )
    forms = (
        "SELECT issue_members.form FROM issue_actors JOIN issue_members "
        "ON issue_members.number = issue_actors.issue WHERE issue_actors.member = NEW.number"
    )
    return (
        f"UPDATE form_actors SET number = number - ({less}) WHERE actor = OLD.actor AND form IN ({forms}); "
        f"DELETE FROM form_actors WHERE actor = OLD.actor AND number <= 0 AND form IN ({forms}); "
        f"INSERT INTO form_actors SELECT issue_members.form, NEW.actor, count(*) {of} "
        "ON CONFLICT (form, actor) DO UPDATE SET number = form_actors.number + excluded.number; "
    )


# Each trigger: its name, when it is pulled, and its steps. Claims' places are first put in, and then told the
# rest in place, in a file; on a server all at once.
def _triggers() -> tuple[tuple[str, str, str], ...]:
    return (
        (
            "stands_heard",
            "AFTER UPDATE OF about, party, wanted, said ON stands",
            _listened("OLD") + _listened("NEW"),
        ),
        ("stands_silent", "AFTER DELETE ON stands", _listened("OLD")),
        ("issue_actors_put", "AFTER INSERT ON issue_actors", _of_row("NEW", 1)),
        ("issue_actors_take", "BEFORE DELETE ON issue_actors", _of_row("OLD", -1)),
        # What hangs on it goes first, as long as it can be told what it hangs on.
        (
            "issue_members_take",
            "BEFORE DELETE ON issue_members",
            "DELETE FROM issue_actors WHERE issue = OLD.number; ",
        ),
        ("members_step", "AFTER UPDATE OF actor ON members", _moved()),
    )


def _in_file() -> None:
    for name, pulled, steps in _triggers():
        same = " WHEN OLD.actor <> NEW.actor" if name == "members_step" else ""
        op.execute(f"CREATE TRIGGER {name} {pulled}{same} BEGIN {steps}END")


def _on_server() -> None:
    every = (*_triggers(), ("stands_told", "AFTER INSERT ON stands", _listened("NEW")))
    for name, pulled, steps in every:
        result = "OLD" if pulled.startswith("BEFORE DELETE") else "NULL"
        same = "WHEN (OLD.actor <> NEW.actor) " if name == "members_step" else ""
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {steps}RETURN {result}; END $$"
        )
        op.execute(f"CREATE TRIGGER {name} {pulled} FOR EACH ROW {same}EXECUTE FUNCTION {name}()")
