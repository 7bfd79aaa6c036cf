"""The predictors of records, with labels: what fitting and effects read. Their coding: coding.py."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from diagnosis.statistics.design import Floats
from diagnosis.statistics.logit.coding import (
    MISSING,
    Category,
    Coding,
    Number,
    Part,
    Variable,
    labels_of,
    make_coding,
)
from diagnosis.statistics.logit.errors import (
    ConstantPredictorError,
    UnknownCategoryError,
    UnusablePredictorError,
)

_LARGEST = 1e100
"""Beyond it the squares of numbers are no longer numbers."""

type Column = NDArray[np.floating] | NDArray[np.integer]


@dataclass(frozen=True, slots=True, eq=False)
class Predictors:
    """Variables of records under a coding; make them with `code_predictors` or `predictors_like`.

    Parameters
    ----------
    coding : Coding
        Variables and terms.
    columns : mapping of str to ndarray of shape (n,)
        Numbers (NaN where missing), or places of categories (-1 where missing), by variable.
    n : int
        Number of records.
    """

    coding: Coding
    columns: Mapping[str, Column]
    n: int

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the terms: labels of the columns of `block` and `matrix`."""
        return self.coding.names

    @property
    def missing(self) -> NDArray[np.bool_]:
        """Records that lack the value of a variable; their rows of the matrix hold NaN."""
        lacking = np.zeros(self.n, dtype=bool)
        for name in self.columns:
            lacking |= self.lacks(name)
        return lacking

    def lacks(self, variable: str) -> NDArray[np.bool_]:
        """Return which records lack the value of one variable."""
        column = self.columns[variable]
        if column.dtype.kind == "f":
            return np.asarray(np.isnan(column))
        if column.dtype.kind == "i":
            return np.asarray(column == MISSING)
        return np.zeros(self.n, dtype=bool)

    @property
    def matrix(self) -> Floats:
        """All records at once, shape (n, terms); `block` where they are many."""
        return self.block(slice(0, self.n))

    def block(self, rows: slice | NDArray[np.integer] | NDArray[np.bool_]) -> Floats:
        """Return the terms of some records.

        Parameters
        ----------
        rows : slice or ndarray
            Which records.

        Returns
        -------
        ndarray of shape (records, terms)
            In the order of `names`; a term with a missing variable is NaN.
        """
        parts: dict[Part, Floats] = {}
        length = len(range(self.n)[rows]) if isinstance(rows, slice) else len(np.arange(self.n)[rows])
        found = np.ones((length, len(self.coding.terms)))
        for index, term in enumerate(self.coding.terms):
            for part in term.parts:
                if part not in parts:
                    parts[part] = self._values(part, rows)
                found[:, index] *= parts[part]
        return found

    def _values(self, part: Part, rows: slice | NDArray[np.integer] | NDArray[np.bool_]) -> Floats:
        column = self.columns[part.variable][rows]
        variable = self.coding.variable(part.variable)
        if part.category is None or isinstance(variable, Number):
            return np.asarray(column, dtype=np.float64)
        found: Floats = (column == variable.categories.index(part.category)).astype(np.float64)
        found[column == MISSING] = np.nan
        return found


def code_predictors(
    table: Mapping[str, ArrayLike],
    *,
    categories: Mapping[str, str | None] | None = None,
    merged: Mapping[str, Mapping[str, str]] | None = None,
    interactions: Iterable[tuple[str, str]] = (),
    constant: bool = True,
) -> Predictors:
    """Code variables as the predictors of a model.

    Parameters
    ----------
    table : mapping of str to array-like of shape (n,)
        Variables by name, in the order of the terms. A missing value is NaN, None or an empty text.
    categories : mapping of str to str or None, optional
        Which variables are categories, with their category of reference; None for the first one. All others
        are numbers.
    merged : mapping of str to mapping of str to str, optional
        By variable, which categories count as another one.
    interactions : iterable of (str, str), optional
        Pairs of variables whose products enter too.
    constant : bool, default=True
        Whether the model has a constant.

    Returns
    -------
    Predictors

    Raises
    ------
    UnusablePredictorError
        If there is no variable, one has no value, a number is a text or infinite, or a name is used twice.
    UnknownCategoryError
        If the category of reference, or one to merge with, occurs nowhere.
    ConstantPredictorError
        If all records have the same category.

    Examples
    --------
    >>> found = code_predictors(
    ...     {"sex": ["girl", "boy"], "age": [7, 9]},
    ...     categories={"sex": "girl"},
    ...     interactions=[("sex", "age")],
    ... )
    >>> found.names
    ('const', 'sex=boy', 'age', 'sex=boy*age')
    >>> found.matrix.tolist()
    [[1.0, 0.0, 7.0, 0.0], [1.0, 1.0, 9.0, 9.0]]
    """
    references, joined = dict(categories or {}), merged or {}
    if not table:
        raise UnusablePredictorError.none()
    for name in (*references, *joined):
        if name not in table:
            raise UnusablePredictorError.absent(name)
    variables: list[Variable] = []
    for name, values in table.items():
        if name in references:
            variables.append(_category(name, values, references[name], joined.get(name, {})))
        else:
            variables.append(Number(name, binary=_is_binary(_numbers(name, values))))
    return predictors_like(make_coding(variables, interactions, constant=constant), table)


def predictors_like(coding: Coding, table: Mapping[str, ArrayLike]) -> Predictors:
    """Return other data under the coding of a model.

    Parameters
    ----------
    coding : Coding
        That of the model.
    table : mapping of str to array-like of shape (n,)
        All its variables by name; others are ignored.

    Raises
    ------
    UnusablePredictorError
        If a variable has no column, or a number is a text or infinite.
    UnknownCategoryError
        If a record has a category that the model does not know.
    """
    columns: dict[str, Column] = {}
    for variable in coding.variables:
        if variable.name not in table:
            raise UnusablePredictorError.absent(variable.name)
        values = table[variable.name]
        if isinstance(variable, Category):
            columns[variable.name] = variable.places(values)
        else:
            columns[variable.name] = _numbers(variable.name, values)
    lengths = {len(column) for column in columns.values()}
    if len(lengths) > 1:
        raise ValueError(f"predictors of different lengths: {sorted(lengths)}")
    first = next(iter(table.values()), ())
    return Predictors(coding, columns, lengths.pop() if lengths else len(np.asarray(first).ravel()))


def _category(name: str, values: ArrayLike, reference: str | None, merged: Mapping[str, str]) -> Category:
    found = labels_of(values)[0]
    if not found:
        raise UnusablePredictorError.blank([name])
    labels = [label for label in found if label not in merged]
    for wanted in (*merged.values(), *([reference] if reference is not None else [])):
        if wanted not in labels:
            raise UnknownCategoryError(name, wanted)
    if len(labels) == 1:
        raise ConstantPredictorError([f"{name}={labels[0]}"])
    first = labels[:1] if reference is None else [reference]
    return Category(name, (*first, *(label for label in labels if label not in first)), dict(merged))


def _numbers(name: str, values: ArrayLike) -> Column:
    """Return the numbers; whole numbers of one byte stay so, since models of millions are mostly dummies."""
    given = np.asarray(values).ravel()
    if given.dtype.kind == "b":
        return given.view(np.uint8)
    if given.dtype == np.uint8:
        return given
    try:
        column = np.asarray(given, dtype=np.float64)
    except (TypeError, ValueError):
        raise UnusablePredictorError.not_a_number(name, _first_text(given)) from None
    boundless = np.abs(column) > _LARGEST
    if boundless.any():
        raise UnusablePredictorError.not_a_number(name, int(np.argmax(boundless)))
    return column


def _first_text(values: NDArray[np.generic]) -> int:
    for row, value in enumerate(values.tolist()):
        try:
            float(value)
        except (TypeError, ValueError):
            return row
    return 0


def _is_binary(column: Column) -> bool:
    return bool(((column == 0) | (column == 1) | (column != column)).all())
