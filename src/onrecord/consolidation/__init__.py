"""Consolidating: one report's records into the ledger's, touching what they touch and nothing else.

`put`, in any order, and `consolidate`, from nothing, give the same records, whenever judgements came.
"""

from onrecord.consolidation.coded import coded_id
from onrecord.consolidation.rejudging import (
    is_own_profile,
    regroup_issues,
    rejudge_actors,
    rejudge_issues,
    rejudge_tracked,
    reports_about,
)
from onrecord.consolidation.reports import Former, consolidate, forget, put, put_new, take
from onrecord.consolidation.tracking import settle, settled
from onrecord.store.derived import Part

__all__ = [
    "Former",
    "Part",
    "coded_id",
    "consolidate",
    "forget",
    "is_own_profile",
    "put",
    "put_new",
    "regroup_issues",
    "rejudge_actors",
    "rejudge_issues",
    "rejudge_tracked",
    "reports_about",
    "settle",
    "settled",
    "take",
]
