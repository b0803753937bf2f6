"""Consolidating: one report's records into the ledger's, touching what they touch and nothing else.

`put`, in any order, and `consolidate`, from nothing, give the same records.
"""

from onrecord.consolidation.reports import Former, consolidate, forget, put, take

__all__ = ["Former", "consolidate", "forget", "put", "take"]
