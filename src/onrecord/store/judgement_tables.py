"""What judgements hold on to: their anchors, which stay as they were made, and what those come to now."""

from sqlalchemy import Column, ForeignKey, Integer, Table

from onrecord.store.columns import Words
from onrecord.store.tables import metadata

# `side`, `known_as`: see `onrecord.model.Anchor`. The words of a report that is taken down go from here.
judgement_anchors = Table(
    "judgement_anchors",
    metadata,
    Column("judgement", Integer, ForeignKey("judgements.number"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("side", Integer, nullable=False),
    Column("report", Words, nullable=False, index=True),
    Column("quotation", Words, nullable=False),
    Column("position", Integer, nullable=False),
    Column("known_as", Words, nullable=False),
)

# The record of a report that each anchor of an open judgement holds on to now; derived, report by report.
judgement_holds = Table(
    "judgement_holds",
    metadata,
    Column("judgement", Integer, ForeignKey("judgements.number"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("report", Integer, ForeignKey("reports.number"), primary_key=True, index=True),
    Column("record", Words, nullable=False, index=True),
)
