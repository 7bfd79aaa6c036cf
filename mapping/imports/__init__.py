"""The imports of the mapping: institutions, programmes with what they offer, and the zones they reach."""

from mapping.imports.coverage import COVERAGE
from mapping.imports.institutions import INSTITUTIONS
from mapping.imports.programmes import PROGRAMMES

__all__ = ["COVERAGE", "INSTITUTIONS", "PROGRAMMES"]
