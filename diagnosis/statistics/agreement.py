"""How far a modelled and a direct measure put the same areas into the same order (specification C6)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from diagnosis.statistics.ranks import Floats, average_ranks, tau_b
from diagnosis.statistics.results import Result

THIRDS = 3


@dataclass(frozen=True, slots=True)
class AreaAgreement(Result):
    """One area in both orders.

    Parameters
    ----------
    code : str
        Area.
    modelled, direct : float
        Its value on each side.
    rank, direct_rank : float
        Its place on each side, 1 for the highest value; ties share their mean place.
    same_third : bool
        Whether both sides put it into the same third of the order.
    """

    code: str
    modelled: float
    direct: float
    rank: float
    direct_rank: float
    same_third: bool

    @property
    def places_apart(self) -> float:
        """How many places lie between the two orders."""
        return abs(self.rank - self.direct_rank)


@dataclass(frozen=True, slots=True)
class Agreement(Result):
    """Two orders of the same areas.

    Parameters
    ----------
    areas : tuple of AreaAgreement
        The areas that both sides measure; the one that moves most comes first.
    tau : float or None
        Kendall's tau-b, from -1 to 1; None below three areas, or where one side is constant.
    rho : float or None
        Spearman's correlation of ranks, likewise.
    only_modelled, only_direct : tuple of str
        Areas that one side alone measures; they take no part.
    """

    areas: tuple[AreaAgreement, ...]
    tau: float | None
    rho: float | None
    only_modelled: tuple[str, ...]
    only_direct: tuple[str, ...]

    @property
    def in_same_third(self) -> int:
        """How many areas both sides put into the same third."""
        return sum(one.same_third for one in self.areas)


def agreement_of(modelled: Mapping[str, float], direct: Mapping[str, float]) -> Agreement:
    """Hold two measures of areas against each other by their order.

    Parameters
    ----------
    modelled, direct : mapping of str to float
        Value of each area; higher means more. Areas without a value are absent. Units may differ.

    Returns
    -------
    Agreement

    Notes
    -----
    Spearman's rho is the correlation of the mean ranks, so ties are allowed. A third holds the areas whose
    place is at most n/3, 2n/3 or n.

    Examples
    --------
    >>> found = agreement_of({"a": 3, "b": 2, "c": 1}, {"a": 30, "b": 10, "c": 20})
    >>> round(found.tau, 4), round(found.rho, 4)
    (0.3333, 0.5)
    """
    codes = sorted(modelled.keys() & direct.keys())
    x = np.asarray([modelled[code] for code in codes], dtype=np.float64)
    y = np.asarray([direct[code] for code in codes], dtype=np.float64)
    ranks, others = average_ranks(-x), average_ranks(-y)
    areas = [
        AreaAgreement(code, one, other, rank, place, _third(rank, len(codes)) == _third(place, len(codes)))
        for code, one, other, rank, place in zip(
            codes, x.tolist(), y.tolist(), ranks.tolist(), others.tolist(), strict=True
        )
    ]
    few = len(codes) < THIRDS
    return Agreement(
        tuple(sorted(areas, key=lambda one: (-one.places_apart, one.rank, one.code))),
        None if few else tau_b(x, y),
        None if few else _correlation(ranks, others),
        tuple(sorted(modelled.keys() - direct.keys())),
        tuple(sorted(direct.keys() - modelled.keys())),
    )


def _third(rank: float, n: int) -> int:
    return math.ceil(THIRDS * rank / n - 1e-9)


def _correlation(x: Floats, y: Floats) -> float | None:
    x, y = x - x.mean(), y - y.mean()
    length = math.sqrt(float(x @ x) * float(y @ y))
    return None if not length else min(max(float(x @ y) / length, -1.0), 1.0)
