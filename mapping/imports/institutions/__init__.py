"""The import of institutions of every level and sector."""

from mapping.imports.institutions.spec import INSTITUTIONS, build_institutions_spec

__all__ = ["INSTITUTIONS", "build_institutions_spec"]
