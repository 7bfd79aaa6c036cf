"""The import of risk results: columns, facts of the release, checks, comparison and writing."""

from diagnosis.imports.spec import RISK_RESULTS, build_risk_results_spec

__all__ = ["RISK_RESULTS", "build_risk_results_spec"]
