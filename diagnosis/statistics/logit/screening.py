"""What must hold before any step is taken: both outcomes, terms that vary and do not repeat each other."""

from __future__ import annotations

import numpy as np

from diagnosis.statistics.coefficients import CONSTANT
from diagnosis.statistics.design import Floats
from diagnosis.statistics.logit.errors import (
    CollinearPredictorsError,
    ConstantPredictorError,
    OneOutcomeError,
)
from diagnosis.statistics.logit.profiles import Profiles

_REPEATED = 1e-11
_PART = 1e-6


def check_outcomes(profiles: Profiles) -> None:
    """Raise if all records have the outcome, or none has.

    Raises
    ------
    OneOutcomeError
    """
    if not profiles.cases.any() or not profiles.others.any():
        raise OneOutcomeError(all_cases=bool(profiles.cases.any()))


def check_terms(profiles: Profiles) -> None:
    """Raise if a term does not vary, or follows from the terms before it.

    Parameters
    ----------
    profiles : Profiles
        Records or profiles, with terms of like size.

    Raises
    ------
    ConstantPredictorError, CollinearPredictorsError
        With the names of the terms.
    """
    ones = np.ones(profiles.n)
    products, sums = profiles.cross_product(ones), profiles.totals(ones)
    diagonal = np.diag(products)
    spread = diagonal - sums**2 / profiles.n if CONSTANT in profiles.names else diagonal
    still = spread <= _REPEATED * diagonal
    constant = [name for name, one in zip(profiles.names, still, strict=True) if one and name != CONSTANT]
    if constant:
        raise ConstantPredictorError(constant)
    scale = np.sqrt(diagonal)
    _check_independence(profiles.names, products / np.outer(scale, scale))


def _check_independence(names: tuple[str, ...], correlation: Floats) -> None:
    """Regress each term on those before it; what is left must not be rounding."""
    for index in range(1, len(names)):
        before, with_it = correlation[:index, :index], correlation[:index, index]
        share = np.linalg.solve(before, with_it)
        if 1 - float(share @ with_it) > _REPEATED:
            continue
        sources = [name for name, part in zip(names, share, strict=False) if abs(part) > _PART]
        raise CollinearPredictorsError([names[index]], sources)
