"""The import of the zones that local offers reach."""

from mapping.imports.coverage.spec import COVERAGE, build_coverage_spec

__all__ = ["COVERAGE", "build_coverage_spec"]
