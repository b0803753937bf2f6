"""The ledger's tables of who stands where: whose each claim is, and each party's sides; all derived.

They keep what otherwise has to be joined anew from members, forms and whom actors act for: so one more report
costs what it touches, however much is said of an issue.
"""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, Table, text

from onrecord.store.columns import JsonText, Words
from onrecord.store.tables import metadata

# Where each claim belongs: the issue that it is about, and that it waits for; the party that holds it, empty
# for events. Numbers of issues and actors without a reference: those may go first. `own` is whether the party
# says so itself; `until` is the day on which a later statement replaced it, `ended` that on which the party
# itself ended it, by another statement or by terms; what happened beside may have ended it before. Triggers
# repeat of the claim what lists are narrowed and ordered by: `holder` is the actor who speaks, `said` the
# claim's `sort_key`, `wanted` whether it is a position on what is wanted (no allegation, no denial, nothing
# hypothetical).
stands = Table(
    "stands",
    metadata,
    Column("claim", Integer, ForeignKey("claims.number", ondelete="CASCADE"), primary_key=True),
    Column("about", Integer, nullable=False),
    Column("waits_for", Integer),
    Column("party", Integer),
    Column("own", Boolean, nullable=False),
    Column("until", Date),
    Column("ended", Date),
    Column("holder", Integer),
    Column("type", Words),
    Column("carried", Boolean),
    Column("wanted", Boolean),
    Column("said", Words),
    Index(
        "ix_stands_conditions",
        "about",
        sqlite_where=text("type = 'condition' AND NOT carried"),
        postgresql_where=text("type = 'condition' AND NOT carried"),
    ),
    Index("ix_stands_listed", "about", "type", "said", "carried", "party", "holder"),
    Index("ix_stands_held", "about", "party", "wanted", "said"),
    Index("ix_stands_of_party", "party", "type", "said", "carried", "wanted", "about"),
    Index("ix_stands_of_holder", "holder", "type", "said", "carried", "about"),
    Index("ix_stands_waits_for", "waits_for", "party"),
)

# The parties that want something of an issue, each with when it first said so, as `said` tells it; triggers
# keep it, as they keep by how many reports an issue of a form is an actor's step.
voices = Table(
    "voices",
    metadata,
    Column("about", Integer, primary_key=True, autoincrement=False),
    Column("party", Integer, primary_key=True, autoincrement=False),
    Column("since", Words, nullable=False),
    sqlite_with_rowid=False,
)
form_actors = Table(
    "form_actors",
    metadata,
    Column("form", Integer, primary_key=True, autoincrement=False),
    Column("actor", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# How many there are of what takes long to count: claims of each type that no original has, changes and
# conflicts that are shown. Triggers keep it in a file; a server counts by itself, and has no row here.
tallies = Table(
    "tallies", metadata, Column("kind", Words, primary_key=True), Column("number", Integer, nullable=False)
)

# Each stretch of time for which a party was for or against an issue without a break. `said` has the day, the
# number of the claim and whether it is a position, for the first statements of each day. `heard` is whether
# the party is one of those that said the most on the issue, which alone are set against each other.
sides = Table(
    "sides",
    metadata,
    Column("at", Integer, ForeignKey("issues.number", ondelete="CASCADE"), primary_key=True),
    Column("party", Integer, primary_key=True),
    Column("polarity", Words, primary_key=True),
    Column("since", Date, primary_key=True),
    Column("until", Date),
    Column("said", JsonText, nullable=False),
    Column("statements", Integer, nullable=False),
    Column("heard", Boolean, nullable=False),
    Index("ix_sides_loud", "at", "party", "statements", "heard"),
    sqlite_with_rowid=False,
)

# What a party says of an issue has to be worked out anew; party 0 for events and denials, -1 for all parties.
touched_stands = Table(
    "touched_stands",
    metadata,
    Column("issue", Integer, primary_key=True, autoincrement=False),
    Column("party", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
