"""Cells in the terms of a model: distinct profiles, and how many children of each live where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from clrisk_site.figures.message import Message, says
from diagnosis.statistics.coefficients import Coefficients, ModelCard
from diagnosis.statistics.design import Floats, Places
from diagnosis.statistics.errors import AnalysisError
from diagnosis.statistics.logit.coding import Part, Term
from diagnosis.statistics.transfer.cells import ProfileCells
from diagnosis.statistics.transfer.coding import Coded, code_variable
from diagnosis.statistics.transfer.errors import NotHarmonisedError, NumbersOutsideError
from diagnosis.statistics.transfer.groups import MARK, kept_in_group
from diagnosis.statistics.transfer.variables import (
    Crosswalk,
    FromColumn,
    FromShares,
    terms_of,
    values_of,
    variables_of,
)

DENSE = 4_000_000
MANY = 0.01


@dataclass(frozen=True, slots=True, eq=False)
class Profiles:
    """Children by area and profile.

    Parameters
    ----------
    names : tuple of str
        Terms of the model: the columns of the matrix.
    codes : tuple of str
        Areas, also those without a child.
    matrix : ndarray of shape (m, p)
        Distinct profiles.
    area, profile : ndarray of int of shape (n,)
        Area and profile of each cell; no pair comes twice.
    counts : ndarray of shape (n,)
        Children of each cell.
    shares : mapping of str to float
        Local share of each category, by the name of its term (``sex=boy``; also that of reference), where
        the variable was read from the cells.
    means : mapping of str to float
        Local mean of each number, where it was read from the cells.
    of_group : bool
        Whether the cells themselves tell that all children are of the group that the model speaks of.
    left_out : float
        Children of codes that the crosswalk leads to nothing.
    warnings : tuple of Message
        What was left out or imputed.
    """

    names: tuple[str, ...]
    codes: tuple[str, ...]
    matrix: Floats
    area: Places
    profile: Places
    counts: Floats
    shares: dict[str, float] = field(default_factory=dict)
    means: dict[str, float] = field(default_factory=dict)
    left_out: float = 0.0
    warnings: tuple[Message, ...] = ()
    of_group: bool = False

    @property
    def children(self) -> Floats:
        """Children of each area."""
        return np.bincount(self.area, self.counts, len(self.codes))


def model_profiles(
    cells: ProfileCells, coefficients: Coefficients, crosswalk: Crosswalk | None = None
) -> Profiles:
    """Return cells in the terms of a model.

    Parameters
    ----------
    cells : ProfileCells
        Children by area and local codes.
    coefficients : Coefficients
        The model.
    crosswalk : mapping of str to FromColumn or FromShares, optional
        Where each variable of the model is found. One that is not named here is looked for in a column of its
        own name, whose codes are the categories.

    Returns
    -------
    Profiles

    Raises
    ------
    MissingVariableError, CategoriesDifferError, UnmappedCodeError, BlankCodeError, InvalidSharesError
        If one variable cannot be used.
    OutsideGroupError
        If the model is of one group, and the cells count children of another.
    NumbersOutsideError
        If more than one child in a hundred has a number that no record of the survey reaches.
    NotHarmonisedError
        If several things stand against it; it lists all of them.

    Notes
    -----
    Nothing is ever put into the category of reference because it is unknown. An imputed variable divides each
    cell by the shares given, as if it had nothing to do with the other variables.
    """
    walk = crosswalk or {}
    coded = [
        code_variable(variable, walk.get(variable.name, FromColumn(variable.name)), cells)
        for variable in variables_of(coefficients, walk)
    ]
    block([fault for one in coded for fault in one.faults])
    grouped = kept_in_group(cells, coefficients.card.group, walk)
    kept = np.ones(len(cells.counts), dtype=bool) if grouped is None else grouped.copy()
    for one in coded:
        if one.places is not None:
            kept &= one.places >= 0
    area, counts = cells.areas.places[kept], cells.counts[kept]
    columns = [None if one.places is None else one.places[kept] for one in coded]
    local = _local_shares(coded, columns, counts)
    means = _local_means(coded, columns, counts)
    outside = _words_outside(coded, columns, counts, coefficients.card, walk)
    area, counts, places = _divided(coded, columns, area, counts)
    profile, rows = _distinct(places, [len(one.labels) for one in coded], len(counts))
    matrix = _matrix(terms_of(coefficients), coded, [column[rows] for column in places], len(rows))
    area, profile, counts = _merged(area, profile, counts, len(cells.areas.labels), len(rows))
    out = float(cells.counts[~kept].sum())
    return Profiles(
        coefficients.names,
        cells.areas.labels,
        matrix,
        area,
        profile,
        counts,
        local,
        means,
        out,
        (
            *cells.warnings,
            *_words_left_out(out, cells.children),
            *_words_imputed(coded, walk),
            *_words_unused(coded, walk, coefficients.card.group),
            *_words_absent(local),
            *outside,
        ),
        grouped is not None,
    )


def block(faults: Sequence[AnalysisError]) -> None:
    """Raise the fault, or all of them as one, if there is any."""
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise NotHarmonisedError(faults)


def _local_shares(
    coded: Sequence[Coded], columns: Sequence[Places | None], counts: Floats
) -> dict[str, float]:
    total = counts.sum()
    found: dict[str, float] = {}
    for one, places in zip(coded, columns, strict=True):
        if places is None or one.variable.number or not total > 0:
            continue
        weights = np.bincount(places, counts, len(one.labels)) / total
        for label, weight in zip(one.labels, weights.tolist(), strict=True):
            if not one.variable.yes_no:
                found[f"{one.variable.name}={label}"] = weight
            elif label != one.variable.reference:
                found[one.variable.name] = weight
    return found


def _local_means(
    coded: Sequence[Coded], columns: Sequence[Places | None], counts: Floats
) -> dict[str, float]:
    found: dict[str, float] = {}
    for one, places in zip(coded, columns, strict=True):
        if places is not None and one.variable.number and counts.sum() > 0:
            values = np.asarray([float(label) for label in one.labels])[places]
            found[one.variable.name] = float(values @ counts / counts.sum())
    return found


def _divided(
    coded: Sequence[Coded], columns: Sequence[Places | None], area: Places, counts: Floats
) -> tuple[Places, Floats, list[Places]]:
    """Divide each cell by the shares of the variables that are imputed."""
    cell = np.arange(len(counts))
    imputed: dict[int, Places] = {}
    for index, one in enumerate(coded):
        if one.shares is None:
            continue
        k, n = len(one.labels), len(cell)
        cell = np.repeat(cell, k)
        counts = np.repeat(counts, k) * np.tile(one.shares, n)
        imputed = {key: np.repeat(places, k) for key, places in imputed.items()}
        imputed[index] = np.tile(np.arange(k), n)
    places = [imputed[index] if column is None else column[cell] for index, column in enumerate(columns)]
    return area[cell], counts, places


def _distinct(places: Sequence[Places], sizes: Sequence[int], n: int) -> tuple[Places, Places]:
    """Return the profile of each cell, and a cell of each profile."""
    profile, many = np.zeros(n, dtype=np.int64), min(n, 1)
    rows = np.zeros(many, dtype=np.int64)
    for column, size in zip(places, sizes, strict=True):
        # Numbered anew at each step, so that the product of many categories never overflows.
        key = profile * size + column
        numbers, profile = _numbered(key, many * size)
        many = len(numbers)
        rows = np.zeros(many, dtype=np.int64)
        rows[profile] = np.arange(n)
    return profile, rows


def _numbered(keys: Places, limit: int) -> tuple[Places, Places]:
    """Return the distinct keys in order, and the place of each key among them; keys lie below the limit."""
    if limit > DENSE:
        numbers, places = np.unique(keys, return_inverse=True)
        return numbers, places.astype(np.int64)
    # Few possible keys: marking them is faster than sorting.
    present = np.zeros(limit, dtype=bool)
    present[keys] = True
    numbers = np.flatnonzero(present)
    place = np.cumsum(present) - 1
    return numbers, place[keys]


def _matrix(terms: Sequence[Term], coded: Sequence[Coded], places: Sequence[Places], profiles: int) -> Floats:
    by_name = {one.variable.name: (one, column) for one, column in zip(coded, places, strict=True)}
    matrix = np.ones((profiles, len(terms)))
    for index, term in enumerate(terms):
        for part in term.parts:
            one, column = by_name[part.variable]
            matrix[:, index] *= _values(part, one)[column]
    return matrix


def _values(part: Part, one: Coded) -> Floats:
    return values_of(part, one.variable, one.labels)


def _merged(
    area: Places, profile: Places, counts: Floats, areas: int, profiles: int
) -> tuple[Places, Places, Floats]:
    """Add the children of cells with the same area and profile."""
    size = max(profiles, 1)
    distinct, place = _numbered(area * size + profile, areas * size)
    area, profile = np.divmod(distinct, size)
    return area, profile, np.bincount(place, counts, len(distinct))


def _words_left_out(out: float, children: float) -> tuple[Message, ...]:
    if not out:
        return ()
    return (
        says(
            "%(count)s children (%(percent)s %%) have a code that the crosswalk leads to nothing. They are "
            "left out of all risks and expected numbers.",
            count=round(out),
            percent=round(100 * out / children, 1),
        ),
    )


def _words_imputed(coded: Sequence[Coded], crosswalk: Crosswalk) -> tuple[Message, ...]:
    return tuple(
        says(
            "“%(variable)s” is not in the local data. Each cell is divided by the distribution of a larger "
            "territory (%(source)s), so the areas do not differ in it.",
            variable=one.variable.name,
            source=_source_of(crosswalk[one.variable.name]),
        )
        for one in coded
        if one.shares is not None
    )


def _source_of(origin: object) -> str | Message:
    if isinstance(origin, FromShares) and origin.source:
        return origin.source if origin.year is None else f"{origin.source}, {origin.year}"
    return says("source not stated")


def _words_outside(
    coded: Sequence[Coded],
    columns: Sequence[Places | None],
    counts: Floats,
    card: ModelCard,
    crosswalk: Crosswalk,
) -> list[Message]:
    """Say which numbers lie where the survey has none; refuse them where they are many."""
    said: list[Message] = []
    faults: list[AnalysisError] = []
    for one, places in zip(coded, columns, strict=True):
        name = one.variable.name
        spread = card.spreads.get(name)
        if places is None or not one.variable.number or spread is None:
            continue
        values = np.asarray([float(label) for label in one.labels])[places]
        lost = float(counts[(values < spread.least) | (values > spread.most)].sum())
        if lost > MANY * counts.sum():
            origin = crosswalk.get(name)
            column = origin.column if isinstance(origin, FromColumn) else name
            faults.append(NumbersOutsideError(column, spread.least, spread.most, int(np.ceil(lost))))
        elif lost:
            said.append(
                says(
                    "“%(name)s”: %(children)s children lie outside %(least)s to %(most)s, where the survey "
                    "has nothing.",
                    name=name,
                    children=int(np.ceil(lost)),
                    least=f"{spread.least:g}",
                    most=f"{spread.most:g}",
                )
            )
    block(faults)
    return said


def _words_absent(local: Mapping[str, float]) -> tuple[Message, ...]:
    return tuple(
        says("No child of the local data has “%(name)s”. Check whether its code is right.", name=name)
        for name, share in local.items()
        if not share
    )


def _words_unused(coded: Sequence[Coded], crosswalk: Crosswalk, group: str) -> tuple[Message, ...]:
    known = {one.variable.name for one in coded} | {group.partition(MARK)[0].strip()}
    return tuple(
        says(
            "“%(variable)s” has no coefficient in this model, so it changes nothing. A variable that was "
            "added locally needs a local model or one of the state.",
            variable=name,
        )
        for name in crosswalk
        if name not in known
    )
