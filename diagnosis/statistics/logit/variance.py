"""The covariance of coefficients under the design, through the scores of sampling units."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from diagnosis.statistics.design import Floats, SurveyDesign
from diagnosis.statistics.logit.profiles import Profiles


def unit_scores(
    profiles: Profiles, residuals: Floats, design: SurveyDesign, used: NDArray[np.bool_]
) -> Floats:
    """Return the sums of scores in each sampling unit.

    Parameters
    ----------
    profiles : Profiles
        The records used, not collapsed, in the order of the sample.
    residuals : ndarray of shape (used,)
        What the terms are multiplied with: w (y - p).
    design : SurveyDesign
        Of all records; those not used have a score of zero and stay in it.
    used : ndarray of bool of shape (n,)
        Which take part.

    Returns
    -------
    ndarray of shape (units, terms)
    """
    units = design.clusters if used.all() else design.clusters[used]
    return profiles.totals_by(units, len(design.stratum_of), residuals)


def sandwich(bread: Floats, meat: Floats) -> Floats:
    """Return H^-1 G H^-1, symmetric to the last digit.

    Parameters
    ----------
    bread : ndarray of shape (terms, terms)
        Inverse of the information.
    meat : ndarray of shape (terms, terms)
        Design covariance of the sums of scores.
    """
    return symmetric(bread @ meat @ bread)


def symmetric(matrix: Floats) -> Floats:
    """Return a matrix rid of the rounding that sets its two sides apart."""
    return np.asarray((matrix + matrix.T) / 2)
