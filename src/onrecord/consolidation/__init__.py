"""Consolidating: one report's records into the ledger's, touching what they touch and nothing else.

`put`, in any order, and `consolidate`, from nothing, give the same records.
"""

from onrecord.consolidation.reports import Former, consolidate, forget, put, take
from onrecord.consolidation.tracking import settle, settled

__all__ = ["Former", "consolidate", "forget", "put", "settle", "settled", "take"]
