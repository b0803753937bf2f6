"""The ledger's tables. Reports, texts and judgements are primary; all below them is derived and rebuilt.

Ids are text and stable; `number` is a row's own key inside one file, never shown and free to differ.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    text,
)

from onrecord.store.columns import LARGE, Compressed, JsonText, Timestamp, Words

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# What the ledger says of itself: name, created, software, and the round of a rebuild under way.
properties = Table(
    "properties", metadata, Column("key", Words, primary_key=True), Column("value", Words, nullable=False)
)

# A report's metadata as it was read. Where it was taken down the row stays as the tombstone.
reports = Table(
    "reports",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Words, nullable=False, unique=True),
    Column("outlet", Words, nullable=False),
    Column("title", Words, nullable=False),
    Column("author", Words, nullable=False),
    Column("credit", Words, nullable=False),
    Column("url", Words, nullable=False),
    Column("path", Words, nullable=False),
    # Where the file lay on this machine: tells a changed file from another of the same name.
    Column("full_path", Words, nullable=False),
    Column("published_earliest", Date),
    Column("published_latest", Date),
    Column("published_basis", Words, nullable=False),
    Column("retrieved", Timestamp),
    Column("language", Words, nullable=False),
    Column("media_type", Words, nullable=False),
    Column("encoding", Words, nullable=False),
    Column("sha256", Words, nullable=False, index=True),
    Column("raw_sha256", Words, nullable=False),
    Column("version_of", Words, ForeignKey("reports.id"), index=True),
    Column("added_at", Timestamp, nullable=False),
    Column("removed_at", Timestamp),
    Column("removed_by", Words),
    Column("removed_why", Words),
    CheckConstraint("published_basis IN ('stated', 'inferred', 'unknown')", name="basis"),
    Index(
        "ix_reports_removed",
        "number",
        sqlite_where=text("removed_at IS NOT NULL"),
        postgresql_where=text("removed_at IS NOT NULL"),
    ),
    # Hash indexes take what is too long for others: addresses have no end.
    Index(
        "ix_reports_full_path",
        "full_path",
        sqlite_where=text("full_path <> ''"),
        postgresql_where=text("full_path <> ''"),
        postgresql_using="hash",
    ),
)

# Apart from `reports`, so that lists of reports never page through their texts.
texts = Table(
    "texts",
    metadata,
    Column("report", Integer, ForeignKey("reports.number"), primary_key=True),
    Column("text", Words, nullable=False),
    Column("blocks", JsonText, nullable=False),
    Column("edits", Compressed, nullable=False),
    Column("raw", Compressed, nullable=False),
)

# Append-only; triggers in the migration see to it.
judgements = Table(
    "judgements",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Words, nullable=False, unique=True),
    Column("verdict", Words, nullable=False),
    Column("value", JsonText),
    Column("anchor_report", Words, index=True),
    Column("anchor_quotation", Words),
    Column("anchor_position", Integer),
    Column("by", Words, nullable=False),
    Column("at", Timestamp, nullable=False),
    Column("note", Words, nullable=False),
    Column("closed_at", Timestamp),
)

judgement_subjects = Table(
    "judgement_subjects",
    metadata,
    Column("judgement", Integer, ForeignKey("judgements.number"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("subject", Words, nullable=False, index=True),
)

# Ids that an actor had and that no member carries any more, each with an id it had then. Kept over rebuilds.
actor_aliases = Table(
    "actor_aliases",
    metadata,
    Column("id", Words, primary_key=True),
    Column("current", Words, nullable=False),
)

# From here on: derived.

# One row a report: its metadata with judgements applied, and what its records were made with. A tombstone
# has one too, with nothing in it but what a tombstone keeps.
processed = Table(
    "processed",
    metadata,
    Column("report", Integer, ForeignKey("reports.number"), primary_key=True),
    Column("model", Words, nullable=False),
    Column("round", Words, nullable=False),
    Column("outlet", Words, nullable=False),
    Column("outlet_folded", Words, nullable=False),
    Column("title", Words, nullable=False),
    Column("author", Words, nullable=False),
    Column("credit", Words, nullable=False),
    Column("url", Words, nullable=False),
    Column("language", Words, nullable=False),
    Column("published_earliest", Date, index=True),
    Column("published_latest", Date, index=True),
    Column("published_basis", Words, nullable=False),
    Column("judged", Boolean, nullable=False),
    Column("attributions", Integer, nullable=False),
    Column("sort_key", Words, nullable=False, unique=True),
    Column("copied_from", Words),
    Column("copied_share", Float, nullable=False),
    Index("ix_processed_listed", "sort_key", "published_earliest", "published_latest"),
    Index("ix_processed_outlet_folded", "outlet_folded", "sort_key"),
    Index(
        "ix_processed_undated",
        "report",
        sqlite_where=text("published_basis <> 'stated'"),
        postgresql_where=text("published_basis <> 'stated'"),
    ),
    Index(
        "ix_processed_url",
        "url",
        sqlite_where=text("url <> ''"),
        postgresql_where=text("url <> ''"),
        postgresql_using="hash",
    ),
)

actors = Table(
    "actors",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Words, nullable=False, unique=True),
    # Empty since r0005: members find their actor by their profiles.
    Column("key", Words, unique=True),
    Column("name", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("aliases", JsonText, nullable=False),
    Column("roles", JsonText, nullable=False),
    Column("confidence", Float, nullable=False),
    # Minus its attributions: one index then gives the most quoted first, and names in order among equals.
    Column("rank", Integer, nullable=False),
    Index("ix_actors_listed", "rank", "name", "id"),
    Index("ix_actors_of_kind", "kind", "rank", "name", "id"),
)

# The folded words of each name, to find an actor by; `name` tells one name's words from another's.
actor_words = Table(
    "actor_words",
    metadata,
    Column("word", Words, primary_key=True),
    Column("actor", Integer, ForeignKey("actors.number", ondelete="CASCADE"), primary_key=True, index=True),
    Column("name", LARGE, primary_key=True),
    sqlite_with_rowid=False,
)

# The actors of one report alone, and the actor of the ledger that each is a member of.
members = Table(
    "members",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Words, nullable=False, unique=True),
    Column("report", Integer, ForeignKey("reports.number"), nullable=False, index=True),
    # The id of its profile, or nothing where it joins none.
    Column("key", Words, index=True),
    Column("actor", Integer, ForeignKey("actors.number"), nullable=False),
    Column("name", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("aliases", JsonText, nullable=False),
    Column("roles", JsonText, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("attributions", Integer, nullable=False),
    Index("ix_members_actor", "actor", "id"),
)

# Who acts for whom by one report: the actors of the ledger that the two members are, kept up as these move.
acting = Table(
    "acting",
    metadata,
    Column("member", Integer, ForeignKey("members.number"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("agent", Integer, ForeignKey("actors.number"), nullable=False),
    Column("principal", Integer, ForeignKey("actors.number"), nullable=False, index=True),
    Column("principal_member", Integer, index=True),
    Column("earliest", Date),
    Column("latest", Date),
    Index("ix_acting_agent", "agent", "principal", "earliest", "latest"),
    Index("ix_acting_told", "agent", "principal", "member"),
)

mentions = Table(
    "mentions",
    metadata,
    Column("report", Integer, ForeignKey("reports.number"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Words, nullable=False),
    Column("member", Integer, ForeignKey("members.number"), nullable=False, index=True),
    Column("confidence", Float, nullable=False),
    sqlite_with_rowid=False,
)

attributions = Table(
    "attributions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Words, nullable=False, unique=True),
    Column("report", Integer, ForeignKey("reports.number"), nullable=False, index=True),
    Column("kind", Words, nullable=False),
    Column("attitude", Words, nullable=False),
    Column("speaker", Integer, ForeignKey("members.number"), index=True),
    Column("reported_by", Integer, ForeignKey("members.number")),
    Column("said_earliest", Date),
    Column("said_latest", Date),
    Column("said_basis", Words, nullable=False),
    # When it was said or, where that is unknown, published: what a search by date goes by.
    Column("earliest", Date),
    Column("latest", Date),
    Column("sort_key", Words, nullable=False),
    Column("words", Words, nullable=False),
    Column("confidence", Float, nullable=False),
    # The actor of the ledger that the speaker is; triggers keep it.
    Column("actor", Integer),
    Index("ix_attributions_actor", "actor", "sort_key"),
    Index("ix_attributions_kind", "kind", "sort_key"),
    Index("ix_attributions_listed", "sort_key", "earliest", "latest", unique=True),
    Index(
        "ix_attributions_reported_by",
        "reported_by",
        sqlite_where=text("reported_by IS NOT NULL"),
        postgresql_where=text("reported_by IS NOT NULL"),
    ),
)

candidates = Table(
    "candidates",
    metadata,
    Column("attribution", Integer, ForeignKey("attributions.number", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("member", Integer, ForeignKey("members.number"), nullable=False, index=True),
    sqlite_with_rowid=False,
)

# `role` is content, cue, source, addressee or venue.
spans = Table(
    "spans",
    metadata,
    Column("attribution", Integer, ForeignKey("attributions.number", ondelete="CASCADE"), primary_key=True),
    Column("role", Words, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Words, nullable=False),
    sqlite_with_rowid=False,
)
