"""Multiple correspondence analysis: several questions at once, through their Burt matrix."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from clrisk_site.figures.message import JsonValue, Message
from diagnosis.statistics.correspondence.answers import Missing, Values
from diagnosis.statistics.correspondence.axes import axes_of_square
from diagnosis.statistics.correspondence.parts import labelled
from diagnosis.statistics.correspondence.points import Points, points_of
from diagnosis.statistics.correspondence.questions import Questions, asked
from diagnosis.statistics.correspondence.tables import NO_ANSWER
from diagnosis.statistics.correspondence.warning import NOTHING_SHARED, equal_axes, more_than_whole
from diagnosis.statistics.design import Floats
from diagnosis.statistics.results import Result, plain

ROUNDING = 1e-9
"""By how much shares may sum to more than 1 without a word."""


class Variant(StrEnum):
    """Whose inertia is told: that of the pairs of different questions, of the records, or of all pairs."""

    ADJUSTED = "adjusted"
    INDICATOR = "indicator"
    BURT = "burt"


@dataclass(frozen=True, slots=True, eq=False)
class MultipleCorrespondence(Result):
    """Axes of several questions, largest first, with their categories on them.

    Parameters
    ----------
    variant : Variant
        Whose inertia `inertia`, `share`, `total` and the coordinates tell.
    inertia : ndarray of shape (axes,)
        Principal inertias; adjusted ones only of axes with more inertia than a question has by itself.
    share : ndarray of shape (axes,)
        Their shares of the total. Adjusted shares are of Greenacre's total and do not sum to 1.
    total : float
        Total inertia.
    indicator : ndarray of shape (axes,)
        Inertia of the same axes in the indicator matrix: the variance of the records.
    dimensions : int
        How many axes the indicator matrix of these categories has.
    questions : int
        Number of active variables.
    records : int
        Records that take part, unweighted.
    size : float
        Sum of their weights.
    columns : Points
        Categories, labelled ``variable:category``, in the order of the variables; supplementary ones among
        them.
    warnings : tuple of Message
        What the reader must know.
    names : tuple of (str, str)
        Variable and category of each of the columns.
    ratios : ndarray of shape (columns, columns)
        Persons with both answers, divided by those expected if the two questions were unrelated; NaN for two
        answers to one question.
    """

    variant: Variant
    inertia: Floats
    share: Floats
    total: float
    indicator: Floats
    dimensions: int
    questions: int
    records: int
    size: float
    columns: Points
    warnings: tuple[Message, ...]
    names: tuple[tuple[str, str], ...] = field(metadata={"plain": False})
    ratios: Floats = field(metadata={"plain": False})

    def to_json(self) -> dict[str, JsonValue]:
        """Return plain data; each category is one object."""
        named = [
            {"variable": variable, "category": category, **point.to_json()}
            for (variable, category), point in zip(self.names, self.columns.listed(), strict=True)
        ]
        return Result.to_json(self) | {"rows": [], "columns": plain(named)}


def multiple_correspondence(
    variables: Mapping[str, Values],
    weights: ArrayLike | None = None,
    *,
    supplementary: Mapping[str, Values] | None = None,
    aside: Mapping[str, Collection[str]] | None = None,
    variant: Variant = Variant.ADJUSTED,
    missing: Missing = Missing.LEAVE_OUT,
    no_answer: str = NO_ANSWER,
    least_mass: float = 0.0,
    axes: int | None = None,
) -> MultipleCorrespondence:
    """Return the multiple correspondence analysis of several questions.

    Parameters
    ----------
    variables : mapping of str to array-like of shape (n,) or Answers
        Answers of the same records to each question.
    weights : array-like of shape (n,), optional
        How many persons each record stands for; zero keeps it out. One each by default.
    supplementary : mapping of str to array-like of shape (n,) or Answers, optional
        Questions whose categories are shown on the map but take no part in finding it. A record that left one
        blank still takes part.
    aside : mapping of str to collection of str, optional
        Categories of the variables that take no part either; their records do (specific analysis).
    variant : Variant, default=ADJUSTED
        Whose inertia is told.
    missing : Missing, default=LEAVE_OUT
        Records with a blank leave the analysis, form a category, or keep their other answers. A warning says
        how many they are.
    no_answer : str
        Label of blanks as a category.
    least_mass : float, default=0
        Categories with a smaller share of the persons are set aside. 0.02 is usual.
    axes : int, optional
        On how many axes categories are given; all by default. Inertia is always that of all.

    Returns
    -------
    MultipleCorrespondence

    Raises
    ------
    OneVariableError
        If there are fewer than two variables.
    TooFewCategoriesError
        If all gave the same answer to a question, or all its categories are set aside.
    TooManyCategoriesError
        If there are over 2,000 categories.
    UnknownVariableError, UnknownLabelError
        If what is set aside does not occur.
    EmptyDomainError
        If no record has all answers and a weight above zero.
    MissingWeightError, InvalidWeightError
        If a weight is missing, negative or infinite.
    InvalidShareError
        If `least_mass` is not from 0 to below 1.

    Notes
    -----
    With Q questions, J categories, B the Burt matrix of n persons and c the diagonal of B / (n Q), the
    eigenvalues l of D_c^{-1/2} (B / (n Q^2) - c c') D_c^{-1/2} are the inertias of the indicator matrix and
    their squares those of the Burt matrix. Adjusted inertias are (Q / (Q - 1))^2 (l - 1 / Q)^2 for l > 1 / Q,
    and their total is Q / (Q - 1) (sum of l^2 - (J - Q) / Q^2) [1]_. These are the squared eigenvalues of the
    same matrix without its diagonal of answers, which is how categories set aside are dealt with: rows and
    columns of active categories are taken from the centred matrix of all [2]_. Categories under `least_mass`
    are measured by their share of the persons, not of the answers: that does not depend on Q.

    A supplementary category lies at the mean of the coordinates of its records: principal coordinates of the
    records divided by the singular value (indicator), else the mean of the standard coordinates of the
    answers that its records gave. The cos2 of adjusted coordinates are shares of the category's part in the
    adjusted total, and like those of the axes they need not sum to 1. Signs and ties are settled as in
    `correspondence`.

    References
    ----------
    .. [1] Greenacre, M. (2017). Correspondence Analysis in Practice, 3rd edition, chapter 19.
    .. [2] Greenacre, M. & Pardo, R. (2006). Subset correspondence analysis. Sociological Methods & Research
       35, 193-218.

    Examples
    --------
    >>> works = [1, 1, 1, 0, 0, 0, 0, 0]
    >>> school = ["no", "no", "yes", "yes", "yes", "yes", "yes", "no"]
    >>> found = multiple_correspondence({"works": works, "school": school})
    >>> found.columns.labels
    ('works:0', 'works:1', 'school:no', 'school:yes')
    >>> round(float(found.inertia[0]), 4)
    0.2178
    """
    given = asked(
        variables,
        weights,
        supplementary=supplementary or {},
        aside=aside or {},
        missing=missing,
        no_answer=no_answer,
        least_mass=least_mass,
    )
    residuals, c = given.residuals(), given.mass[given.active]
    told = _told(given, residuals, c, variant)
    found = axes_of_square(told.matrix, [given.names[place] for place in np.flatnonzero(given.active)])
    values = np.sqrt(found.values) if variant is Variant.INDICATOR else found.values
    inertia = values**2
    cloud = _categories(given, found.right / np.sqrt(c)[:, np.newaxis], values, told.distance, variant)
    beside = [] if len(values) else [NOTHING_SHARED]
    if above := labelled(cloud.labels, cloud.cos2.sum(axis=1) > 1 + ROUNDING):
        beside.append(more_than_whole(above))
    return MultipleCorrespondence(
        variant=variant,
        inertia=inertia,
        share=inertia / told.total if told.total > 0 else inertia,
        total=told.total,
        indicator=np.einsum("is,ij,js->s", found.right, residuals, found.right),
        dimensions=given.dimensions,
        questions=given.questions,
        records=given.records,
        size=given.size,
        columns=cloud.on_first(axes),
        names=given.names,
        ratios=given.ratios(),
        warnings=(*given.warnings, *(equal_axes(first, last) for first, last in found.tied), *beside),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Told:
    """The matrix whose axes are sought, its total inertia, and the squared distances of active categories."""

    matrix: Floats
    total: float
    distance: Floats


def _told(given: Questions, residuals: Floats, c: Floats, variant: Variant) -> _Told:
    if variant is Variant.INDICATOR:
        return _Told(residuals, float(np.trace(residuals)), np.diag(residuals) / c)
    if variant is Variant.BURT:
        return _Told(residuals, float((residuals**2).sum()), (residuals**2).sum(axis=1) / c)
    q = given.questions
    own = given.same_question()[np.ix_(given.active, given.active)]
    between = np.where(own, 0.0, residuals**2) * q / (q - 1)
    # Without the answers' pairs with themselves, the matrix of all pairs is that of different questions.
    roots = np.sqrt(c)
    matrix = (q * residuals - np.eye(len(c)) + np.outer(roots, roots)) / (q - 1)
    return _Told(matrix, float(between.sum()), between.sum(axis=1) / c)


def _categories(
    given: Questions, active: Floats, values: Floats, distance: Floats, variant: Variant
) -> Points:
    """Return active categories as found, the others where their records' answers lie."""
    c = given.mass[given.active]
    profiles = given.profiles(without_own=variant is Variant.ADJUSTED) - c
    standard = profiles @ active / (values**2 if variant is Variant.INDICATOR else values)
    standard[given.active] = active
    if variant is Variant.INDICATOR:
        distances = 1 / (given.mass * given.questions) - 1
    else:
        distances = (profiles**2 / c).sum(axis=1)
    distances[given.active] = distance
    labels = tuple(":".join(name) for name in given.names)
    return points_of(labels, given.mass, standard, values, distances, ~given.active)
