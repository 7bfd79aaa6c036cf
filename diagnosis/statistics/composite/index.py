"""What the index of small areas is computed from, step by step. The whole of it: report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from clrisk_site.figures.message import Message, counts, says
from diagnosis.statistics.classes import LEAST_AREAS, Classification, Method, classify_areas
from diagnosis.statistics.composite.columns import Excluded, ProxyTable
from diagnosis.statistics.composite.scales import Recipe, joined, scores, winsorise
from diagnosis.statistics.composite.weighing import capped

LEAST_OBSERVED = 0.75
SAME_THING = 0.9
DECIMALS = 10
USUAL = Recipe()

type Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Computed:
    """Indices of the areas of a proxy table, in its order.

    Parameters
    ----------
    values : ndarray of shape (n,)
        The index; NaN where there is none.
    observed : ndarray of shape (n,)
        Share of the weights that is observed.
    weights : mapping of str to float
        Weights that were used.
    warnings : tuple of Message
        What the reader must know.
    """

    values: Floats
    observed: Floats
    weights: Mapping[str, float]
    warnings: tuple[Message, ...]


def compute(
    table: ProxyTable,
    weights: Mapping[str, float] | None,
    *,
    least_observed: float = LEAST_OBSERVED,
    recipe: Recipe = USUAL,
) -> Computed:
    """Return the index of each area.

    Parameters
    ----------
    table : ProxyTable
        Proxies as columns.
    weights, least_observed, recipe
        As for `report_index`.

    Returns
    -------
    Computed
        Without weights, and with NaN for every area, where no weighted proxy differs between areas.
    """
    eligible = table.eligible
    columns, warnings = _varying(table, eligible, winsorised=recipe.winsorised)
    given = {proxy: 1.0 if weights is None else weights[proxy] for proxy in columns}
    if not any(given.values()):
        if given:
            warnings.append(
                says("What differs between the areas has no weight, so no index can be computed.")
            )
        nothing = np.full(len(table.codes), np.nan)
        return Computed(nothing, np.zeros(len(table.codes)), {}, tuple(warnings))
    used, limited = capped(given)
    warnings += [*limited, *_alike(table.columns, list(columns), eligible)]
    scored = np.column_stack(
        [scores(column, table.signs[proxy], eligible, recipe.scale) for proxy, column in columns.items()]
    )
    index, observed = joined(scored, np.array([used[proxy] for proxy in columns]), recipe.mean)
    # What is equal but for rounding must stay a tie: it shares a place and is never split into classes.
    index = np.round(np.where(eligible & (observed >= least_observed - 1e-9), index, np.nan), DECIMALS)
    return Computed(index, observed, used, tuple(warnings))


def classes_of(
    table: ProxyTable, computed: Computed, method: Method, k: int, cuts: Sequence[float] = ()
) -> tuple[Classification | None, tuple[Message, ...]]:
    """Return the classes of the index, and what must be said of them.

    Parameters
    ----------
    table : ProxyTable
        The areas.
    computed : Computed
        Their indices.
    method : Method
        How classes are made.
    k : int
        Number of classes.
    cuts : sequence of float
        Cut points of fixed classes, in the unit of the index.

    Returns
    -------
    Classification or None
        None where there is no index, or too few areas have one.
    tuple of Message
    """
    if not computed.weights:
        return None, ()
    known = ~np.isnan(computed.values)
    number = int(known.sum())
    if number < (1 if method is Method.FIXED else LEAST_AREAS):
        few = counts(
            "Only %(count)s area has an index. With fewer than %(least)s they are ordered, not classified.",
            "Only %(count)s areas have an index. With fewer than %(least)s they are ordered, not classified.",
            number,
            least=LEAST_AREAS,
        )
        return None, (few,)
    codes = np.array(table.codes, dtype=object)[known].tolist()
    values = dict(zip(codes, computed.values[known].tolist(), strict=True))
    found = classify_areas(values, method, k, cuts=cuts)
    return found, found.warnings


def known_or_none(numbers: Floats) -> list[float | None]:
    """Return numbers with None in place of NaN."""
    return [
        None if absent else n for n, absent in zip(numbers.tolist(), np.isnan(numbers).tolist(), strict=True)
    ]


def why_without(table: ProxyTable, computed: Computed) -> list[Excluded | None]:
    """Return why each area has no index; None where it has one."""
    absent = np.isnan(computed.values).tolist()
    little = Excluded.TOO_LITTLE_OBSERVED
    return [why or (little if gone else None) for why, gone in zip(table.excluded, absent, strict=True)]


def _varying(
    table: ProxyTable, eligible: NDArray[np.bool_], *, winsorised: bool
) -> tuple[dict[str, Floats], list[Message]]:
    """Return the proxies that differ between areas, winsorised if asked, and which were left out."""
    kept, warnings = {}, []
    for proxy, raw in table.columns.items():
        if np.isnan(raw[eligible]).all():
            warnings.append(
                says(
                    "%(proxy)s is not observed in any area that takes part, so it was left out.", proxy=proxy
                )
            )
        elif _constant(raw[eligible]):
            warnings.append(says("%(proxy)s is the same in every area, so it was left out.", proxy=proxy))
        else:
            column = winsorise(raw, eligible) if winsorised else raw
            if not _constant(column[eligible]):
                kept[proxy] = column
                continue
            warnings.append(
                says("%(proxy)s differs in its extremes only. Without them it was left out.", proxy=proxy)
            )
    return kept, warnings


def _constant(column: Floats) -> bool:
    return bool(np.nanmin(column) == np.nanmax(column))


def _alike(values: Mapping[str, Floats], kept: list[str], eligible: NDArray[np.bool_]) -> list[Message]:
    warnings = []
    for one, other in combinations(kept, 2):
        both = eligible & ~np.isnan(values[one]) & ~np.isnan(values[other])
        first, second = values[one][both], values[other][both]
        if len(first) < LEAST_AREAS or first.min() == first.max() or second.min() == second.max():
            continue
        if abs(_correlation(first, second)) > SAME_THING:
            warnings.append(
                says("%(one)s and %(other)s say almost the same. One may be enough.", one=one, other=other)
            )
    return warnings


def _correlation(first: Floats, second: Floats) -> float:
    """Return Pearson's correlation of two columns that vary, whatever their size."""
    one, other = ((column - column.min()) / np.ptp(column) for column in (first, second))
    return float(np.corrcoef(one, other)[0, 1])
