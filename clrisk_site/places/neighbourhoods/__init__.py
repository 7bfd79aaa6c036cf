"""The import of neighbourhoods per area: columns, checks, comparison, writing and removing."""

from clrisk_site.places.neighbourhoods.spec import build_neighbourhoods_spec

__all__ = ["build_neighbourhoods_spec"]
