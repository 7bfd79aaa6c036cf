"""How many records each category has, and how many of them have the outcome."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from diagnosis.statistics.logit.coding import Category
from diagnosis.statistics.logit.fit import LogitFit

type Counts = dict[str, dict[str, tuple[int, int]]]
"""Records and cases by variable and category."""


def counts_of(fit: LogitFit, rows: NDArray[np.bool_]) -> Counts:
    """Count records and cases of each category, and of 0 and 1; not weighted.

    Parameters
    ----------
    fit : LogitFit
        The model.
    rows : ndarray of bool of shape (n,)
        Which records count; the model used all of them.

    Returns
    -------
    dict of str to dict of str to tuple of (int, int)
        By variable and category; numbers other than 0 and 1 have none.
    """
    sample = fit.sample
    case = sample.outcome[rows] == 1
    counts: Counts = {}
    for variable in sample.predictors.coding.variables:
        if isinstance(variable, Category):
            labels = variable.categories
        elif variable.binary:
            labels = ("0", "1")
        else:
            continue
        column = sample.predictors.columns[variable.name][rows]
        counts[variable.name] = {
            label: _records_and_cases(column == place, case) for place, label in enumerate(labels)
        }
    return counts


def _records_and_cases(here: NDArray[np.bool_], case: NDArray[np.bool_]) -> tuple[int, int]:
    return int(np.count_nonzero(here)), int(np.count_nonzero(here & case))
