"""The ledger's tables of issues, and of positions, conditions and events (claims); all derived.

What `tables` does for actors these do for issues: those of one report are members, and the ledger's are what
members join into. Members that say the same of an issue, word for word, share a form, and forms are joined:
a common issue has many members and few forms.
"""

from sqlalchemy import Boolean, CheckConstraint, Column, Date, Float, ForeignKey, Index, Integer, Table

from onrecord.store.columns import JsonText, Words
from onrecord.store.tables import metadata

# Ids that an issue had and that no form or member carries any more. Kept over rebuilds.
issue_aliases = Table(
    "issue_aliases",
    metadata,
    Column("id", Words, primary_key=True),
    Column("current", Words, nullable=False),
)

issues = Table(
    "issues",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Words, nullable=False, unique=True),
    Column("label", Words, nullable=False),
    Column("aliases", JsonText, nullable=False),
    Column("kind", Words, nullable=False),
    Column("confidence", Float, nullable=False),
    # Minus the number of its claims, as for actors.
    Column("rank", Integer, nullable=False),
    Index("ix_issues_listed", "rank", "label", "id"),
)

issue_forms = Table(
    "issue_forms",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Words, nullable=False, unique=True),
    Column("issue", Integer, ForeignKey("issues.number"), nullable=False, index=True),
    Column("label", Words, nullable=False),
    Column("aliases", JsonText, nullable=False),
    Column("kind", Words, nullable=False),
    Column("confidence", Float, nullable=False),
    # The label and the aliases, to search in.
    Column("words", Words, nullable=False),
    Column("members", Integer, nullable=False),
    Column("claims", Integer, nullable=False),
)

# What a form must share with another to be compared with it.
issue_keys = Table(
    "issue_keys",
    metadata,
    Column("key", Words, primary_key=True),
    Column(
        "form", Integer, ForeignKey("issue_forms.number", ondelete="CASCADE"), primary_key=True, index=True
    ),
    sqlite_with_rowid=False,
)

# What an issue hangs together with: keys of others, which are looked up when it is asked for.
issue_relations = Table(
    "issue_relations",
    metadata,
    Column("issue", Integer, ForeignKey("issues.number", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("relation", Words, nullable=False),
    Column("key", Words, nullable=False),
    Index("ix_issue_relations_key", "key"),
    sqlite_with_rowid=False,
)

# The issues of one report alone.
issue_members = Table(
    "issue_members",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Words, nullable=False, unique=True),
    Column("report", Integer, ForeignKey("reports.number"), nullable=False, index=True),
    Column("form", Integer, ForeignKey("issue_forms.number"), nullable=False, index=True),
    Column("claims", Integer, nullable=False),
)

# Whose step an issue is by one report.
issue_actors = Table(
    "issue_actors",
    metadata,
    Column("issue", Integer, ForeignKey("issue_members.number", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("member", Integer, ForeignKey("members.number"), nullable=False, index=True),
    sqlite_with_rowid=False,
)

# Positions, conditions and events. `does` is a position's act, a condition's relation, an event's status;
# `issue` is a condition's step.
claims = Table(
    "claims",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Words, nullable=False, unique=True),
    Column("type", Words, nullable=False),
    Column("report", Integer, ForeignKey("reports.number"), nullable=False, index=True),
    Column("holder", Integer, ForeignKey("members.number"), index=True),
    Column("does", Words, nullable=False),
    Column("polarity", Words, nullable=False),
    Column("issue", Integer, ForeignKey("issue_members.number"), nullable=False, index=True),
    Column("requirement", Integer, ForeignKey("issue_members.number"), index=True),
    Column("via", Integer, ForeignKey("members.number"), index=True),
    Column("attribution", Integer, ForeignKey("attributions.number"), index=True),
    Column("hypothetical", Boolean, nullable=False),
    Column("plover", Words, nullable=False),
    Column("date_earliest", Date),
    Column("date_latest", Date),
    Column("date_basis", Words, nullable=False),
    # When it was stated or, where that is unknown, published.
    Column("earliest", Date),
    Column("latest", Date),
    Column("sort_key", Words, nullable=False),
    Column("words", Words, nullable=False),
    Column("confidence", Float, nullable=False, index=True),
    # Whether it stands in the report that its report is a copy of.
    Column("carried", Boolean, nullable=False, server_default="0"),
    Column("until", Date),
    # The number of the claim that it repeats; no reference, since that one may go first.
    Column("restates", Integer),
    CheckConstraint("type IN ('position', 'condition', 'event')", name="type"),
    Index("ix_claims_does", "does", "attribution"),
    Index("ix_claims_listed", "type", "sort_key", unique=True),
)

# Issues that would do instead.
claim_alternatives = Table(
    "claim_alternatives",
    metadata,
    Column("claim", Integer, ForeignKey("claims.number", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("issue", Integer, ForeignKey("issue_members.number"), nullable=False, index=True),
    sqlite_with_rowid=False,
)

# Who did it, for events.
claim_actors = Table(
    "claim_actors",
    metadata,
    Column("claim", Integer, ForeignKey("claims.number", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("member", Integer, ForeignKey("members.number"), nullable=False, index=True),
    sqlite_with_rowid=False,
)

# `role` is evidence or connective.
claim_spans = Table(
    "claim_spans",
    metadata,
    Column("claim", Integer, ForeignKey("claims.number", ondelete="CASCADE"), primary_key=True),
    Column("role", Words, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Words, nullable=False),
    sqlite_with_rowid=False,
)
