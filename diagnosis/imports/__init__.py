"""The kinds of file of the diagnosis, one folder each: columns, facts, checks, comparison and writing."""

from diagnosis.imports.coefficients.spec import MODEL_COEFFICIENTS
from diagnosis.imports.facilities.spec import FACILITIES
from diagnosis.imports.indicators.spec import INDICATORS
from diagnosis.imports.profile_cells.spec import PROFILE_CELLS
from diagnosis.imports.risk_results.spec import RISK_RESULTS, build_risk_results_spec
from diagnosis.imports.schools.spec import SCHOOLS

KINDS = (RISK_RESULTS, INDICATORS, MODEL_COEFFICIENTS, PROFILE_CELLS, SCHOOLS, FACILITIES)

__all__ = ["KINDS", "RISK_RESULTS", "build_risk_results_spec"]
