"""The covariance of coefficients under the design, through the scores of sampling units."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from clrisk_site.figures.message import Message, says
from diagnosis.statistics.design import Floats, Places, SurveyDesign
from diagnosis.statistics.errors import listed
from diagnosis.statistics.logit.profiles import Profiles

_FAR = 100
_BLURRED = 1e-10
"""Smallest eigenvalue of a correlation below which a sum of its parts keeps fewer than six digits."""


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


def root_of_design(bread: Floats, meat: Floats) -> Floats:
    """Return R with R R' = H^-1 G H^-1.

    Parameters
    ----------
    bread : ndarray of shape (terms, terms)
        Inverse of the information H.
    meat : ndarray of shape (terms, terms)
        G, the design covariance of the sums of scores.
    """
    sizes, axes = np.linalg.eigh(meat)
    # What rounding left below zero is zero.
    return np.asarray(bread @ (axes * np.sqrt(np.maximum(sizes, 0.0))))


def root_of_model(bread: Floats, separated: Places | None = None) -> Floats:
    """Return R with R R' = H^-1, or the part of H^-1 that the estimates owe to separated terms.

    Parameters
    ----------
    bread : ndarray of shape (terms, terms)
        H^-1, at weights of mean one.
    separated : ndarray of int of shape (s,), optional
        Places of terms of which the design says nothing, for want of different outcomes.

    Returns
    -------
    ndarray of shape (terms, terms) or (terms, s)

    Notes
    -----
    With B the columns of H^-1 at the separated terms and S their block of it, the part is B S^-1 B'. Added
    to the covariance of the design, no standard error falls below that of the design, and none of a
    separated term below that of the model; of the constant this holds where numbers have their means.
    """
    columns = bread if separated is None else bread[:, separated]
    block = columns if separated is None else columns[separated]
    scale = 1 / np.sqrt(np.diag(block))
    lower = np.linalg.cholesky(block * np.outer(scale, scale))
    return np.asarray(np.linalg.solve(lower, (columns * scale).T).T)


def warnings_of_rounding(names: Sequence[str], root: Floats, back: Floats) -> tuple[Message, ...]:
    """Return what the reader must know of a covariance whose numbers cancel when anything is made from it.

    Parameters
    ----------
    names : sequence of str
        Terms.
    root : ndarray of shape (terms, m)
        R with R R' the covariance.
    back : ndarray of shape (terms, terms)
        Takes coefficients of the scaled terms to those of the terms as they were given: the constant takes
        from each term its mean over its spread.
    """
    far = (np.abs(back - np.diag(np.diag(back))) > _FAR).any(axis=0)
    length = np.linalg.norm(root, axis=1, keepdims=True)
    if not far.any() or not length.all() or np.linalg.svd(root / length)[1][-1] ** 2 > _BLURRED:
        return ()
    return (
        says(
            "These terms lie far from zero beside their spread: %(names)s. Rounding blurs what is "
            "computed from their covariance elsewhere. Take a number near their mean from them.",
            names=listed(name for name, one in zip(names, far, strict=True) if one),
        ),
    )


def symmetric(matrix: Floats) -> Floats:
    """Return a square matrix rid of the rounding that sets its two sides apart."""
    return np.asarray((matrix + matrix.T) / 2)
