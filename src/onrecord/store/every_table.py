"""All of a ledger's tables, in an order in which rows can be put in: those that others point at first."""

from collections.abc import Sequence

from sqlalchemy import Table

from onrecord.store import (
    claim_tables,
    judgement_tables,
    profiles,
    stand_tables,
    tables,
    track_tables,
    watch_tables,
)

# Each of these modules puts its tables under the one `metadata`; a test sees that none is forgotten.
MODULES = (tables, judgement_tables, claim_tables, track_tables, stand_tables, profiles, watch_tables)
# What triggers alone put rows into comes with the rows that it is of.
KEPT = (stand_tables.tallies, stand_tables.voices, stand_tables.form_actors)
EVERY_TABLE: Sequence[Table] = [table for table in tables.metadata.sorted_tables if table not in KEPT]
