"""Risks and expected numbers of areas with their covariance, from profiles and coefficients."""

from __future__ import annotations

import math

import numpy as np

from clrisk_site.figures.message import Message, says
from diagnosis.statistics.coefficients import CONSTANT, Coefficients
from diagnosis.statistics.design import Floats
from diagnosis.statistics.logistic import expit
from diagnosis.statistics.transfer.benchmarking import Target, children_of_target, solve_shift
from diagnosis.statistics.transfer.cell_errors import NoCellsError
from diagnosis.statistics.transfer.errors import (
    ExtremeOddsError,
    IndefiniteCovarianceError,
    MissingConstantError,
)
from diagnosis.statistics.transfer.profiles import Profiles
from diagnosis.statistics.transfer.transferred import Benchmark, Transfer

TARGET = "target"
NEGATIVE = 1e-8
CANCELLED = 1e-11


def transfer_risks(
    profiles: Profiles,
    coefficients: Coefficients,
    *,
    target: Target | None = None,
    confidence: float = 0.95,
) -> Transfer:
    """Return the risk and the expected number of every area.

    Parameters
    ----------
    profiles : Profiles
        Children by area and profile, from `model_profiles` of the same coefficients.
    coefficients : Coefficients
        Log odds and what is known of their covariance. If only standard errors are known, coefficients are
        taken as uncorrelated, with a warning; if nothing is known, there is no standard error.
    target : Target, optional
        Direct estimate to which the risks are made to add up.
    confidence : float, default=0.95
        Coverage of the intervals.

    Returns
    -------
    Transfer

    Raises
    ------
    NoCellsError
        If no child is left.
    IndefiniteCovarianceError
        If the covariance gives some combination of coefficients a negative variance.
    MissingConstantError
        If there is neither a constant nor a benchmark, so that the level of the risks is unknown.
    ExtremeOddsError
        If log odds are not finite, or leave nothing for a benchmark to shift.
    UnknownAreaError
        If the target speaks of areas without a child.

    Notes
    -----
    With N_ai children of profile i in area a, p_i = expit(x_i'b) and N_a = sum_i N_ai:

    - risk R_a = sum_i N_ai p_i / N_a, expected number N_a R_a;
    - gradient g_a = sum_i N_ai p_i (1 - p_i) x_i / N_a, and Cov(R_a, R_b) = g_a' V g_b;
    - chance variance sum_i N_ai p_i (1 - p_i) / N_a^2, independent between areas.

    A benchmark adds d to all log odds so that the risk of its areas is the target P. As d depends on the
    coefficients and on P, with h the mean of p (1 - p) and T the areas of the target, the gradient becomes
    g_a - (h_a / h_T) g_T, all at the shifted probabilities, and P enters with h_a / h_T and its own variance.
    The target is taken as independent of the coefficients.

    Examples
    --------
    >>> from diagnosis.statistics.transfer.cells import profile_cells
    >>> from diagnosis.statistics.transfer.profiles import model_profiles
    >>> model = Coefficients(("const", "works"), np.array([-2.0, 1.0]), np.diag([0.04, 0.09]))
    >>> cells = profile_cells(["01", "01", "02"], {"works": [0, 1, 1]}, [90, 10, 5])
    >>> found = transfer_risks(model_profiles(cells, model), model)
    >>> [round(area.risk, 4) for area in found.areas]
    [0.1342, 0.2689]
    """
    if profiles.names != coefficients.names:
        raise ValueError("the profiles were made for other coefficients")
    if not profiles.counts.sum() > 0:
        raise NoCellsError
    if CONSTANT not in coefficients.names and target is None:
        raise MissingConstantError
    log_odds = _log_odds(profiles, coefficients)
    benchmark = None if target is None else _benchmark(profiles, log_odds, target)
    p = expit(log_odds + (0.0 if benchmark is None else benchmark.delta))
    slope = p * (1 - p)
    children = profiles.children
    risks, steepness = _means(profiles, p), _means(profiles, slope)
    gradients = np.column_stack([_means(profiles, slope * column) for column in profiles.matrix.T])
    sources, covariance = coefficients.names, covariance_of(coefficients)
    if target is not None:
        gradients, covariance = _benchmarked(profiles, target, slope, steepness, gradients, covariance)
        sources = (*sources, TARGET)
    with np.errstate(invalid="ignore", divide="ignore"):
        chance = np.where(children > 0, steepness / children, math.nan)
    return Transfer(
        codes=profiles.codes,
        children=children,
        risks=np.where(children > 0, risks, math.nan),
        chance=chance,
        sources=sources,
        gradients=gradients,
        covariance=covariance,
        df=math.inf if coefficients.df is None else coefficients.df,
        confidence=confidence,
        benchmark=benchmark,
        warnings=(*profiles.warnings, *_words(profiles, coefficients, target, gradients, covariance)),
    )


def _log_odds(profiles: Profiles, coefficients: Coefficients) -> Floats:
    with np.errstate(over="ignore", invalid="ignore"):
        found = np.asarray(profiles.matrix @ coefficients.values)
    if not np.isfinite(found).all():
        raise ExtremeOddsError
    return found


def covariance_of(coefficients: Coefficients) -> Floats | None:
    """Return the covariance, or what stands in for it where only standard errors are known."""
    if coefficients.covariance is None:
        return None if coefficients.se is None else np.diag(coefficients.se**2)
    values = np.linalg.eigvalsh(coefficients.covariance)
    if len(values) and values[0] < -NEGATIVE * max(values[-1], 0):
        raise IndefiniteCovarianceError
    return coefficients.covariance


def _means(profiles: Profiles, of_profile: Floats) -> Floats:
    """Return the mean of a quantity over the children of each area; 0 where there is no child."""
    children = profiles.children
    sums = np.bincount(profiles.area, profiles.counts * of_profile[profiles.profile], len(profiles.codes))
    return np.asarray(sums / np.where(children > 0, children, 1))


def _benchmark(profiles: Profiles, log_odds: Floats, target: Target) -> Benchmark:
    weights = children_of_target(profiles, target.areas)
    before = float(weights @ expit(log_odds) / weights.sum())
    delta = solve_shift(log_odds, weights, target.share)
    return Benchmark(target.share, target.se, delta, before, target.source)


def _benchmarked(
    profiles: Profiles,
    target: Target,
    slope: Floats,
    steepness: Floats,
    gradients: Floats,
    covariance: Floats | None,
) -> tuple[Floats, Floats | None]:
    """Return the gradients with the shift's own dependence in them, and the covariance with the target's."""
    weights = children_of_target(profiles, target.areas)
    weights = weights / weights.sum()
    of_target = (weights * slope) @ profiles.matrix
    of_shift = float(weights @ slope)
    if not of_shift > 0:
        raise ExtremeOddsError
    ratio = steepness / of_shift
    wider = np.column_stack([gradients - np.outer(ratio, of_target), ratio])
    if covariance is None:
        return wider, None
    larger = np.zeros((len(covariance) + 1, len(covariance) + 1))
    larger[:-1, :-1] = covariance
    larger[-1, -1] = (target.se or 0.0) ** 2
    return wider, larger


def _rests_on_rounding(gradients: Floats, covariance: Floats | None) -> bool:
    if covariance is None:
        return False
    size = np.einsum("ij,ij->i", np.abs(gradients) @ np.abs(covariance), np.abs(gradients))
    variance = np.einsum("ij,ij->i", gradients @ covariance, gradients)
    return bool((variance < CANCELLED * size).any())


def _words(
    profiles: Profiles,
    coefficients: Coefficients,
    target: Target | None,
    gradients: Floats,
    covariance: Floats | None,
) -> list[Message]:
    found: list[Message] = []
    if coefficients.covariance is None and coefficients.se is not None:
        found.append(
            says(
                "Only the standard errors of the coefficients are known, so their correlation is taken as "
                "zero. The true uncertainty may be above or below what is shown."
            )
        )
    elif coefficients.covariance is None:
        found.append(
            says("Nothing is known of the uncertainty of the coefficients, so no standard error is shown.")
        )
    if coefficients.df is not None and coefficients.df < 1:
        found.append(
            says("The coefficients have no degree of freedom left, so no interval and no test is shown.")
        )
    if _rests_on_rounding(gradients, covariance):
        found.append(
            says(
                "Variances of some areas are sums of huge numbers that cancel, so their digits rest on "
                "rounding. Centre the numbers of the model, such as years, and fit it again."
            )
        )
    empty = int(np.count_nonzero(~(profiles.children > 0)))
    if empty:
        found.append(says("Areas without a child in their cells: %(count)s. They have no risk.", count=empty))
    if target is not None and target.se is None:
        found.append(
            says(
                "The direct estimate of the benchmark is taken as exact, since its standard error is not "
                "given. The true uncertainty is larger."
            )
        )
    return found
