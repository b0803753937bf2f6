"""Countries by name, capital and demonym, for whoever resolves names; tracking shares the index."""

from onrecord.text.countries import country_of

__all__ = ["country_of"]
