"""`analyse correspondence`: what goes with what, from a table of counts or from records."""

from __future__ import annotations

from diagnosis.analyses.analysis import Analysis
from diagnosis.analyses.correspondence.keys import KEYS
from diagnosis.analyses.correspondence.simple import analyse_records, analyse_table
from diagnosis.analyses.correspondence.variables import analyse_variables
from diagnosis.analyses.records import Records
from diagnosis.analyses.specification import Specification

__all__ = ["KEYS", "analyse"]


def analyse(records: Records, spec: Specification) -> Analysis:
    """Return the simple analysis of a table or of two questions, or the multiple one of several variables."""
    if spec.text("shape", "records") == "table":
        return analyse_table(records, spec)
    return analyse_variables(records, spec) if "variables" in spec else analyse_records(records, spec)
