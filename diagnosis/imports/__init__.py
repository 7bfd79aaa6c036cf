"""The kinds of file of the diagnosis, one folder each: columns, facts, checks, comparison and writing."""

from diagnosis.imports.risk_results.spec import RISK_RESULTS, build_risk_results_spec

__all__ = ["RISK_RESULTS", "build_risk_results_spec"]
