"""onrecord keeps the record of a negotiation: who said what, traced to the exact words."""

from onrecord.version import __version__

__all__ = ["__version__"]
