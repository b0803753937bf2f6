"""What judgements hold on to: their anchors, which stay as they were made, and what those come to now."""

from sqlalchemy import Column, ForeignKey, Integer, Table, Text

from onrecord.store.tables import metadata

WORDS = Text().with_variant(Text(collation="C"), "postgresql")  # in the order of code points

# `side`, `known_as`: see `onrecord.model.Anchor`. The words of a report that is taken down go from here.
judgement_anchors = Table(
    "judgement_anchors",
    metadata,
    Column("judgement", Integer, ForeignKey("judgements.number"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("side", Integer, nullable=False),
    Column("report", WORDS, nullable=False, index=True),
    Column("quotation", WORDS, nullable=False),
    Column("position", Integer, nullable=False),
    Column("known_as", WORDS, nullable=False),
)

# The record of a report that each anchor of an open judgement holds on to now; derived, report by report.
judgement_holds = Table(
    "judgement_holds",
    metadata,
    Column("judgement", Integer, ForeignKey("judgements.number"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("report", Integer, ForeignKey("reports.number"), nullable=False, index=True),
    Column("record", WORDS, nullable=False, index=True),
)
