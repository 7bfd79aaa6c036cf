"""The import of programmes and, for a municipality, of what they can do there."""

from mapping.imports.programmes.spec import PROGRAMMES, build_programmes_spec

__all__ = ["PROGRAMMES", "build_programmes_spec"]
