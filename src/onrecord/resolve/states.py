"""Countries by name, capital and demonym, for who resolves names; what tracks issues shares the same index."""

from onrecord.text.countries import country_of

__all__ = ["country_of"]
