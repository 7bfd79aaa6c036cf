"""Which offers behind a cell could be redirected or extended to it, the cheapest first. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass

from clrisk_site.figures.kleene import Known
from mapping.gaps import Presence
from mapping.supply import FactorRow, GapCell, Supply, SupplyMatrix

_COST_ORDER = ("none", "very_low", "low", "high", "unknown")
_VERDICT_ORDER = (Known.YES, Known.UNKNOWN, Known.NO)


def redirectable(cell: GapCell) -> tuple[Supply, ...]:
    """Return the offers that could answer a cell: eligible ones, and those that a decision could make so.

    Parameters
    ----------
    cell : GapCell
        Any cell; one that is covered has none.

    Returns
    -------
    tuple of Supply
        By class of marginal cost, then by the amount, then eligible ones first. Unknown costs come last:
        they are not free. An offer known to be full and known not to redirect is none of them.
    """
    if cell.is_covered:
        return ()
    able = (
        one
        for one in cell.supplies
        if one.offer_id is not None
        and one.presence is not Presence.NOT_RUNNING
        and one.eligibility.is_within_reach
        and not (one.places_free == 0 and one.redirects is Known.NO)
    )
    return tuple(sorted(able, key=_cheapest_first))


@dataclass(frozen=True, slots=True)
class Redirectable:
    """An offer of the municipality, and the rows whose gaps it could answer."""

    supply: Supply
    rows: tuple[FactorRow, ...]


def cheapest_of(matrix: SupplyMatrix) -> tuple[Redirectable, ...]:
    """Return the offers that could answer any gap of a matrix, the cheapest first, each once.

    Those whose free places are known come before those of the same cost whose places are not.
    """
    rows: dict[int, list[FactorRow]] = {}
    supplies: dict[int, Supply] = {}
    for row in matrix.rows:
        for one in redirectable(row.whole) if row.gaps else ():
            rows.setdefault(one.programme_id, []).append(row)
            supplies.setdefault(one.programme_id, one)
    found = [Redirectable(supplies[pk], tuple(answered)) for pk, answered in rows.items()]
    return tuple(sorted(found, key=lambda one: _cheapest_first(one.supply)))


def _cheapest_first(supply: Supply) -> tuple[int, float, int, str]:
    amount = math.inf if supply.marginal_cost_mxn is None else supply.marginal_cost_mxn
    return (
        _COST_ORDER.index(supply.marginal_cost),
        amount,
        _VERDICT_ORDER.index(supply.eligibility.verdict),
        supply.programme_name,
    )
