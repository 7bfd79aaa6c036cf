"""The import of territories with their boundaries: columns, checks, comparison and writing."""

from clrisk_site.places.imports.spec import build_territories_spec

__all__ = ["build_territories_spec"]
