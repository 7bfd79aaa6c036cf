"""Local codes led to the categories of the model, variable by variable. What they become: profiles.py."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from diagnosis.statistics.design import Floats, Places
from diagnosis.statistics.errors import AnalysisError
from diagnosis.statistics.transfer.cells import Labelled, ProfileCells
from diagnosis.statistics.transfer.errors import (
    BlankCodeError,
    CategoriesDifferError,
    InvalidSharesError,
    MissingVariableError,
    UnmappedCodeError,
)
from diagnosis.statistics.transfer.variables import FromColumn, FromShares, ModelVariable, Origin
from diagnosis.survey.codes import canonical

LEFT_OUT = -1
UNKNOWN = -2
ONE = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """A variable of the model, as far as the cells tell it.

    Parameters
    ----------
    variable : ModelVariable
        The variable.
    labels : tuple of str
        Its categories, or its distinct numbers.
    places : ndarray of int of shape (n,) or None
        Label of each cell, -1 where the children are left out; None for a variable that is imputed.
    shares : ndarray of shape (labels,) or None
        Distribution of an imputed variable.
    faults : tuple of AnalysisError
        Why it cannot be used, if it cannot.
    """

    variable: ModelVariable
    labels: tuple[str, ...] = ()
    places: Places | None = None
    shares: Floats | None = None
    faults: tuple[AnalysisError, ...] = ()


def code_variable(variable: ModelVariable, origin: Origin, cells: ProfileCells) -> Coded:
    """Lead the local codes of a variable to its categories, and collect what stands against it."""
    if variable.odd:
        return Coded(variable, faults=(CategoriesDifferError.in_terms(variable.name, variable.odd),))
    if isinstance(origin, FromShares):
        return _imputed(variable, origin)
    column = cells.columns.get(origin.column)
    if column is None:
        return Coded(variable, faults=(MissingVariableError(variable.name, origin.column),))
    if variable.number:
        return _checked(_numbers(variable, origin, column), origin, column, cells.counts)
    known, faults = _with_categories(variable, origin)
    if faults:
        return Coded(variable, faults=faults)
    labels = known.all_categories
    place = {label: index for index, label in enumerate(labels)}
    target = [_place(code, origin, place) for code in column.labels]
    places = _led(target, column, origin)
    return _checked(Coded(known, labels, places), origin, column, cells.counts)


def _place(code: str, origin: FromColumn, place: dict[str, int]) -> int:
    if origin.codes is None:
        return place.get(code, place.get(canonical(code), UNKNOWN))
    category = origin.codes.get(code, origin.canonical.get(canonical(code), ""))
    return LEFT_OUT if category is None else place.get(category, UNKNOWN)


def _led(target: Iterable[int], column: Labelled, origin: FromColumn) -> Places:
    """Return the label of each cell; a blank code is left out only where the crosswalk says so."""
    blank = LEFT_OUT if _blank_is_out(origin) else UNKNOWN
    return np.asarray([*target, blank], dtype=np.int64)[column.places]


def _blank_is_out(origin: FromColumn) -> bool:
    return origin.codes is not None and origin.codes.get("", "") is None


def _with_categories(
    variable: ModelVariable, origin: FromColumn
) -> tuple[ModelVariable, tuple[AnalysisError, ...]]:
    """Return the variable with its category of reference, and what differs from the model's categories."""
    if origin.codes is None:
        lacking = variable.reference is None
        return variable, (CategoriesDifferError.without_reference(variable.name),) * lacking
    reached = tuple(dict.fromkeys(one for one in origin.codes.values() if one is not None))
    added = [one for one in reached if one not in variable.all_categories]
    if variable.reference is None and len(added) == 1:
        # The one category without a coefficient to which the analyst leads codes is the reference.
        variable, added = replace(variable, reference=added[0]), []
    faults: list[AnalysisError] = []
    if added:
        faults.append(CategoriesDifferError.added(variable.name, added))
    lacking_codes = [one for one in variable.all_categories if one not in reached]
    if lacking_codes:
        faults.append(CategoriesDifferError.lacking(variable.name, lacking_codes))
    elif variable.reference is None and not added:
        faults.append(CategoriesDifferError.without_reference(variable.name))
    return variable, tuple(faults)


def _numbers(variable: ModelVariable, origin: FromColumn, column: Labelled) -> Coded:
    labels: list[str] = []
    target: list[int] = []
    written: str | None
    for code in column.labels:
        written = (
            code
            if origin.codes is None
            else origin.codes.get(code, origin.canonical.get(canonical(code), code))
        )
        if written is None:
            target.append(LEFT_OUT)
        elif _is_number(written):
            target.append(len(labels))
            labels.append(written)
        else:
            target.append(UNKNOWN)
    return Coded(variable, tuple(labels), _led(target, column, origin))


def _is_number(written: str) -> bool:
    try:
        return bool(np.isfinite(float(written)))
    except ValueError:
        return False


def _checked(coded: Coded, origin: FromColumn, column: Labelled, counts: Floats) -> Coded:
    """Add the codes that belong to nothing; cells without a child may hold any."""
    if coded.places is None:
        return coded
    lost = (coded.places == UNKNOWN) & (counts > 0)
    faults: list[AnalysisError] = []
    known = lost & (column.places >= 0)
    if known.any():
        codes = [column.labels[place] for place in np.unique(column.places[known])]
        faults.append(UnmappedCodeError(origin.column, codes, _children(counts[known])))
    blank = lost & (column.places < 0)
    if blank.any():
        faults.append(BlankCodeError(origin.column, _children(counts[blank])))
    return replace(coded, places=np.maximum(coded.places, LEFT_OUT), faults=tuple(faults))


def _children(counts: Floats) -> int:
    return int(np.ceil(counts.sum()))


def _imputed(variable: ModelVariable, origin: FromShares) -> Coded:
    given = dict(origin.shares)
    shares = np.asarray(list(given.values()), dtype=np.float64)
    added: list[str] = []
    if variable.number:
        sound = all(_is_number(one) for one in given)
    else:
        reference = origin.reference or variable.reference
        added = [one for one in given if one not in variable.all_categories and one != reference]
        if variable.reference is None and reference is None and len(added) == 1:
            reference, added = added[0], []
        variable = replace(variable, reference=reference)
        sound = True
    if added:
        return Coded(variable, faults=(CategoriesDifferError.added(variable.name, added),))
    lacking = [one for one in variable.all_categories if one not in given]
    if lacking:
        return Coded(variable, faults=(CategoriesDifferError.lacking(variable.name, lacking),))
    whole = len(shares) and bool(np.isfinite(shares).all()) and bool((shares >= 0).all())
    if not (sound and whole and abs(shares.sum() - 1) <= ONE):
        return Coded(variable, faults=(InvalidSharesError(variable.name),))
    return Coded(variable, tuple(given), shares=np.asarray(shares / shares.sum()))
