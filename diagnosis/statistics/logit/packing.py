"""From labelled predictors to packed records: which variables share a table, and how terms are scaled."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from diagnosis.statistics.design import Floats
from diagnosis.statistics.logit.coding import Category, Coding
from diagnosis.statistics.logit.predictors import Column, Predictors
from diagnosis.statistics.logit.profiles import Codes, Group, Profiles

_SHARED_AT_MOST = 256
_TIED_AT_MOST = 4096
_WHOLE_RANGE = 255


@dataclass(frozen=True, slots=True, eq=False)
class Packed:
    """Records packed for fitting, with terms of numbers moved to mean 0 and spread 1.

    Parameters
    ----------
    profiles : Profiles
        The records used.
    back : ndarray of shape (terms, terms)
        Takes coefficients of the scaled terms to those of the terms as they were given.
    """

    profiles: Profiles
    back: Floats


@dataclass(frozen=True, slots=True, eq=False)
class _Coded:
    """A variable with few values: their list, and the place of each record's in it."""

    name: str
    values: Column
    places: Codes


def pack(predictors: Predictors, used: NDArray[np.bool_], cases: Floats, others: Floats) -> Packed:
    """Pack the records that a fit rests on.

    Parameters
    ----------
    predictors : Predictors
        Of all records.
    used : ndarray of bool of shape (n,)
        Which take part; none of them may lack a variable.
    cases, others : ndarray of shape (used,)
        Weight of each with the outcome and without it.
    """
    columns = {name: _only(column, used) for name, column in predictors.columns.items()}
    coding = predictors.coding
    coded = [one for one in (_coded(coding, name, column) for name, column in columns.items()) if one]
    groups, taken = [], set[int]()
    for members in _sharing(coded, coding):
        group = _group(coding, members, taken)
        taken.update(group.terms.tolist())
        groups.append(group)
    rest = [index for index in range(len(coding.terms)) if index not in taken]
    of_rest = Coding(coding.variables, tuple(coding.terms[index] for index in rest))
    loose = np.empty((len(rest), len(cases)))
    for row, term in enumerate(of_rest.terms):
        one = Predictors(Coding(coding.variables, (term,)), columns, len(cases))
        loose[row] = one.matrix[:, 0]
    profiles = Profiles(coding.names, tuple(groups), loose, np.array(rest, dtype=np.int64), cases, others)
    return Packed(profiles, _scale(profiles, coding))


def _only(column: Column, used: NDArray[np.bool_]) -> Column:
    return column if used.all() else column[used]


def _coded(coding: Coding, name: str, column: Column) -> _Coded | None:
    """Return a variable as places in a list: categories, and whole numbers of a small range."""
    variable = coding.variable(name)
    if isinstance(variable, Category):
        kind = np.uint8 if len(variable.categories) <= _SHARED_AT_MOST else np.uint32
        return _Coded(name, np.arange(len(variable.categories)), column.astype(kind))
    low, high = (float(column.min()), float(column.max())) if len(column) else (0.0, 0.0)
    if high - low > _WHOLE_RANGE or not low.is_integer():
        return None
    places = column if column.dtype == np.uint8 and low == 0 else (column - low).astype(np.uint8)
    if column.dtype.kind == "f" and not np.array_equal(places, column - low):
        return None
    return _Coded(name, low + np.arange(high - low + 1), places.astype(np.uint8, copy=False))


def _sharing(coded: list[_Coded], coding: Coding) -> list[list[_Coded]]:
    """Return which variables share a table: those of a product if they can, and others while it is small."""
    units: list[list[_Coded]] = []
    products = [{part.variable for part in term.parts} for term in coding.terms if len(term.parts) > 1]
    for one in coded:
        mates = set[str]().union(*(pair for pair in products if one.name in pair))
        tied = [unit for unit in units if any(member.name in mates for member in unit)]
        joint = [*(member for unit in tied for member in unit), one]
        if tied and _levels(joint) <= _TIED_AT_MOST:
            units = [unit for unit in units if unit not in tied]
            units.append(joint)
        else:
            units.append([one])
    shared: list[list[_Coded]] = []
    for unit in units:
        room = next((other for other in shared if _levels([*other, *unit]) <= _SHARED_AT_MOST), None)
        if room is None:
            shared.append(list(unit))
        else:
            room.extend(unit)
    return shared


def _levels(members: Iterable[_Coded]) -> int:
    return math.prod(len(member.values) for member in members)


def _group(coding: Coding, members: list[_Coded], taken: set[int]) -> Group:
    """Return the table of some variables with all terms that need no others; the constant joins the first."""
    levels = _levels(members)
    kind: type[np.unsignedinteger[Any]] = np.uint8 if levels <= _SHARED_AT_MOST else np.uint32
    codes: Codes = members[0].places.astype(kind)
    for member in members[1:]:
        codes *= kind(len(member.values))
        codes += member.places.astype(kind, copy=False)
    grid = np.unravel_index(np.arange(levels), [len(member.values) for member in members])
    values: Mapping[str, Column] = {
        member.name: member.values[place] for member, place in zip(members, grid, strict=True)
    }
    inside = [
        index
        for index, term in enumerate(coding.terms)
        if index not in taken and all(part.variable in values for part in term.parts)
    ]
    of_group = Coding(coding.variables, tuple(coding.terms[index] for index in inside))
    table = Predictors(of_group, values, levels).matrix
    return Group(codes, table, np.array(inside, dtype=np.int64))


def _scale(profiles: Profiles, coding: Coding) -> Floats:
    """Move and scale the terms in place, but dummies; return the way back.

    A year beside a constant, or an income beside a dummy, would cost half of the digits.
    """
    back = np.eye(profiles.p)
    constant = next((index for index, term in enumerate(coding.terms) if not term.parts), None)
    for group in profiles.groups:
        count = np.bincount(group.codes, minlength=group.levels) / max(profiles.n, 1)
        for column, term in enumerate(group.terms.tolist()):
            values = group.table[:, column]
            mean = float(count @ values)
            spread = math.sqrt(count @ (values - mean) ** 2)
            group.table[:, column] = _scaled(values, mean, spread, term, constant, back)
    for row, term in enumerate(profiles.loose_terms.tolist()):
        values = profiles.loose[row]
        profiles.loose[row] = _scaled(values, float(values.mean()), float(values.std()), term, constant, back)
    return back


def _scaled(
    values: Floats, mean: float, spread: float, term: int, constant: int | None, back: Floats
) -> Floats:
    if term == constant or not spread > 1e-12 * abs(mean) or bool(((values == 0) | (values == 1)).all()):
        return values
    moved = 0.0 if constant is None else mean
    back[term, term] = 1 / spread
    if constant is not None:
        back[constant, term] = -moved / spread
    return np.asarray((values - moved) / spread)
