"""Whether two variables of a sample are associated: the test of Rao and Scott for tables of any size."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from clrisk_site.figures.message import Message, says
from diagnosis.statistics import cautions
from diagnosis.statistics.design import Floats, SurveyDesign
from diagnosis.statistics.distributions import f_p_value
from diagnosis.statistics.errors import AnalysisError, EmptyDomainError
from diagnosis.statistics.grouping import Grouping
from diagnosis.statistics.proportions import relative_weights
from diagnosis.statistics.results import Result

_NO_SPREAD = 1e-20


class OneCategoryError(AnalysisError):
    """A variable has one category only, so there is nothing to compare."""

    def __init__(self, name: str) -> None:
        super().__init__(
            says(
                "All records that count have the same category of «%(name)s». Widen the domain, or choose "
                "another variable.",
                name=name,
            )
        )


class SparseTableError(AnalysisError):
    """So many combinations of categories are empty that no test exists."""

    def __init__(self, rows: str, columns: str) -> None:
        super().__init__(
            says(
                "Too many combinations of «%(rows)s» and «%(columns)s» have no record. "
                "Join small categories.",
                rows=rows,
                columns=columns,
            )
        )


@dataclass(frozen=True, slots=True, eq=False)
class Association(Result):
    """A table of two variables and whether it differs from independence.

    Parameters
    ----------
    rows, columns : tuple of str
        Categories that occur.
    shares : ndarray of shape (rows, columns)
        Weighted share of each combination; together 1.
    n : int
        Records behind it.
    chi2 : float
        Pearson's statistic of the weighted table brought to n records. It has no p of its own: weights and
        clusters change its distribution.
    f, df1, df2, p : float or None
        Statistic of the second order after Rao and Scott, its degrees of freedom and p; None where nothing
        varies or no degree of freedom is left.
    warnings : tuple of Message
        What a reader must know beside the test.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    shares: Floats
    n: int
    chi2: float
    f: float | None
    df1: float | None
    df2: float | None
    p: float | None
    warnings: tuple[Message, ...]


def rao_scott(
    design: SurveyDesign, rows: Grouping, columns: Grouping, *, domain: ArrayLike | None = None
) -> Association:
    """Return the table of two variables and the test of Rao and Scott of the second order.

    Parameters
    ----------
    design : SurveyDesign
        Of the whole sample: records outside the domain stay in it.
    rows, columns : Grouping
        The two variables; records without one of them take no part.
    domain : array-like of bool of shape (n,), optional
        Which records belong to the table; all by default.

    Returns
    -------
    Association

    Raises
    ------
    EmptyDomainError
        If no record has both categories and a weight above zero.
    OneCategoryError
        If a variable has one category only.
    SparseTableError
        If too many combinations are empty.

    Notes
    -----
    With shares p of the cells, their covariance V under the design, D their diagonal, and contrasts C that
    leave both margins alone, the design effects are the eigenvalues of E = (C' D^-1 C / n)^-1 C' D^-1 V D^-1
    C. Then F = X2 / tr E on tr(E)^2 / tr(E^2) and that many times the degrees of freedom of the design
    [1]_ [2]_. Cells that are empty have no inverse and count as 0, as in the R package survey.

    References
    ----------
    .. [1] Rao, J. N. K. & Scott, A. J. (1984). On chi-squared tests for multiway contingency tables with
       cell proportions estimated from survey data. Annals of Statistics 12, 46-60.
    .. [2] Lumley, T. (2010). Complex Surveys. Wiley; function svychisq of the R package survey.

    Examples
    --------
    >>> from diagnosis.statistics.design import survey_design
    >>> from diagnosis.statistics.grouping import grouped
    >>> design = survey_design([1] * 8, clusters=[1, 1, 2, 2, 3, 3, 4, 4])
    >>> sex = grouped("sex", ["boy", "girl"] * 4)
    >>> works = grouped("works", ["yes", "no", "yes", "no", "yes", "yes", "no", "no"])
    >>> found = rao_scott(design, sex, works)
    >>> round(found.chi2, 6), found.df1, found.df2
    (2.0, 1.0, 3.0)
    """
    inside = np.ones(len(design.weights), dtype=bool) if domain is None else np.asarray(domain, dtype=bool)
    member = inside & (design.weights > 0) & rows.known & columns.known
    if not member.any():
        raise EmptyDomainError
    row_names, row_of = _occurring(rows, member)
    column_names, column_of = _occurring(columns, member)
    shape = (len(row_names), len(column_names))
    cell_of = row_of * shape[1] + column_of
    part = relative_weights(design, member)
    part /= part.sum()
    cells = np.bincount(cell_of, part, shape[0] * shape[1])
    expected = np.outer(cells.reshape(shape).sum(axis=1), cells.reshape(shape).sum(axis=0)).ravel()
    n = int(member.sum())
    chi2 = n * float(((cells - expected) ** 2 / expected).sum())
    weighted, simple = _weighted_contrasts(cells, shape, n)
    if simple is None:
        raise SparseTableError(rows.name, columns.name)
    # The scores of the contrasts; those of the cells would need a column for each.
    scores = part[:, np.newaxis] * (weighted[cell_of] - cells @ weighted)
    effects = np.linalg.solve(simple, design.covariance_of_totals(scores))
    df = design.df_within(member)
    f, df1, df2 = _second_order(chi2, effects, df)
    return Association(
        rows=row_names,
        columns=column_names,
        shares=cells.reshape(shape),
        n=n,
        chi2=chi2,
        f=f,
        df1=df1,
        df2=df2,
        p=None if f is None or df1 is None or df2 is None else f_p_value(f, df1, df2),
        warnings=(*cautions.of_design(design), *_no_test(f)),
    )


def _occurring(grouping: Grouping, member: NDArray[np.bool_]) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """Return the categories that occur, and the place of each record among them."""
    found, place = np.unique(grouping.places[member], return_inverse=True)
    if len(found) < 2:
        raise OneCategoryError(grouping.name)
    places = np.zeros(len(member), dtype=np.int64)
    places[member] = place
    return tuple(grouping.labels[at] for at in found.tolist()), places


def _weighted_contrasts(cells: Floats, shape: tuple[int, int], n: int) -> tuple[Floats, Floats | None]:
    """Return D^-1 C and C' D^-1 C / n; None for the latter if the table is too sparse to invert it."""
    contrasts = np.kron(_contrasts(shape[0]), _contrasts(shape[1]))
    inverse: Floats = np.divide(1.0, cells, out=np.zeros_like(cells), where=cells > 0)
    weighted = np.asarray(contrasts * inverse[:, np.newaxis], dtype=np.float64)
    simple = contrasts.T @ weighted / n
    # Cells differ by orders of magnitude; without that, the rank shows whether the test exists.
    scale = np.sqrt(np.diag(simple))
    if not (scale > 0).all() or np.linalg.matrix_rank(simple / np.outer(scale, scale)) < len(simple):
        return weighted, None
    return weighted, simple


def _contrasts(categories: int) -> Floats:
    """Return columns that sum to zero and span all that do."""
    return np.eye(categories)[:, 1:] - 1 / categories


def _second_order(chi2: float, effects: Floats, df: int) -> tuple[float | None, float | None, float | None]:
    trace = float(np.trace(effects))
    if trace <= _NO_SPREAD or df < 1:
        return None, None, None
    df1 = trace**2 / float(np.trace(effects @ effects))
    return chi2 / trace, df1, df1 * df


def _no_test(f: float | None) -> tuple[Message, ...]:
    if f is not None:
        return ()
    return (says("The sample lies in too few sampling units for a test of association."),)
