"""The ledger's tables of what only several reports together show; all derived.

Copies, utterances, changes and conflicts, with the keys and links by which a report finds what it touches.
"""

from sqlalchemy import Boolean, Column, Date, Float, ForeignKey, Index, Integer, Table

from onrecord.store.columns import LARGE, JsonText, Words
from onrecord.store.tables import metadata

# What has to be worked out anew: `kind` is `claim` (where it belongs, and what follows), `said` (the keys and
# links of an attribution) or `utterance` (an attribution whose links stand, and whose utterance may not).
touched = Table(
    "touched",
    metadata,
    Column("kind", Words, primary_key=True),
    Column("number", Integer, primary_key=True),
    sqlite_with_rowid=False,
)

# Winnowed shingles of each report's narration.
copy_keys = Table(
    "copy_keys",
    metadata,
    Column("key", LARGE, primary_key=True),
    Column("report", Integer, ForeignKey("reports.number"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

# Each two reports of which one carries the other's text.
copy_pairs = Table(
    "copy_pairs",
    metadata,
    Column("copy", Integer, ForeignKey("reports.number"), primary_key=True),
    Column("origin", Integer, ForeignKey("reports.number"), primary_key=True, index=True),
    Column("share", Float, nullable=False),
    Column("basis", Words, nullable=False),
    sqlite_with_rowid=False,
)

# What two attributions must share to be compared; actors stand in keys by their numbers.
utterance_keys = Table(
    "utterance_keys",
    metadata,
    Column("key", Words, primary_key=True),
    Column(
        "attribution",
        Integer,
        ForeignKey("attributions.number", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    ),
    sqlite_with_rowid=False,
)

# Attributions of one utterance, each two once, the smaller number first.
utterance_links = Table(
    "utterance_links",
    metadata,
    Column("one", Integer, ForeignKey("attributions.number", ondelete="CASCADE"), primary_key=True),
    Column(
        "other", Integer, ForeignKey("attributions.number", ondelete="CASCADE"), primary_key=True, index=True
    ),
    Column("confidence", Float, nullable=False),
    Column("certain", Boolean, nullable=False),
    sqlite_with_rowid=False,
)

utterances = Table(
    "utterances",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Words, nullable=False, unique=True),
    # Numbers of actors and issues without a reference: those may go first.
    Column("speaker", Integer),
    Column("said_earliest", Date),
    Column("said_latest", Date),
    Column("said_basis", Words, nullable=False),
    # When it was said or, where that is unknown, first published.
    Column("earliest", Date),
    Column("latest", Date),
    Column("sort_key", Words, nullable=False, unique=True),
    Column("independent_reports", Integer, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("first_report", Integer, ForeignKey("reports.number"), nullable=False, index=True),
    Column("variants", JsonText, nullable=False),
    Column("confidence", Float, nullable=False),
    Index("ix_utterances_speaker", "speaker", "sort_key"),
)

utterance_members = Table(
    "utterance_members",
    metadata,
    Column("attribution", Integer, ForeignKey("attributions.number", ondelete="CASCADE"), primary_key=True),
    Column("utterance", Integer, ForeignKey("utterances.number", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Index("ix_utterance_members_utterance", "utterance", "position"),
)

# A change stands once for each issue of its matter that it was found at; the issue with the smallest id is
# the one it is shown at. `of` is `position`, `condition` or `told`: by what it was found.
changes = Table(
    "changes",
    metadata,
    Column("at", Integer, ForeignKey("issues.number", ondelete="CASCADE"), primary_key=True),
    Column("id", Words, primary_key=True, index=True),
    Column("of", Words, nullable=False),
    Column("holder", Integer, nullable=False, index=True),
    Column("issue", Integer, nullable=False, index=True),
    Column("kind", Words, nullable=False),
    Column("before", Integer, ForeignKey("claims.number", ondelete="CASCADE"), index=True),
    Column("after", Integer, ForeignKey("claims.number", ondelete="CASCADE"), index=True),
    Column("date_earliest", Date),
    Column("date_latest", Date),
    Column("date_basis", Words, nullable=False),
    Column("sort_key", Words, nullable=False, index=True),
    Column("confidence", Float, nullable=False),
    sqlite_with_rowid=False,
)

# Likewise.
conflicts = Table(
    "conflicts",
    metadata,
    Column("at", Integer, ForeignKey("issues.number", ondelete="CASCADE"), primary_key=True),
    Column("id", Words, primary_key=True, index=True),
    Column("kind", Words, nullable=False),
    Column("one", Integer, ForeignKey("claims.number", ondelete="CASCADE"), nullable=False, index=True),
    Column("other", Integer, ForeignKey("claims.number", ondelete="CASCADE"), nullable=False, index=True),
    Column("sort_key", Words, nullable=False, index=True),
    Column("confidence", Float, nullable=False),
    # The parties that are opposed, by number; empty for other kinds.
    Column("party", Integer),
    Column("other_party", Integer),
    Index("ix_conflicts_at", "at", "sort_key"),
    sqlite_with_rowid=False,
)

# Keys of an issue's matter (`onrecord.track.matters`), its own and those of its shorter names.
issue_matters = Table(
    "issue_matters",
    metadata,
    Column("key", Words, primary_key=True),
    Column("issue", Integer, ForeignKey("issues.number", ondelete="CASCADE"), primary_key=True, index=True),
    Column("own", Boolean, nullable=False),
    sqlite_with_rowid=False,
)
