"""Proxies as checked columns, and which areas take part. What is made of them: index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import isnan

import numpy as np
from numpy.typing import NDArray

from diagnosis.statistics.composite.errors import (
    InfiniteProxyError,
    NoProxyError,
    NoProxyWeightError,
    ProxyWeightError,
    SignError,
)

LEAST_CHILDREN = 20
LARGEST = 1e150
"""Beyond it squares overflow; no proxy is so large."""

type Floats = NDArray[np.float64]
type Table = Mapping[str, Mapping[str, float | None]]


class Excluded(StrEnum):
    """Why an area has no index."""

    TOO_FEW_CHILDREN = "too_few_children"
    CHILDREN_UNKNOWN = "children_unknown"
    TOO_LITTLE_OBSERVED = "too_little_observed"


@dataclass(frozen=True, slots=True, eq=False)
class ProxyTable:
    """Proxies of areas as columns with their names, ready to be weighed in several ways.

    Parameters
    ----------
    codes : tuple of str
        Codes of the areas.
    columns : mapping of str to ndarray of shape (n,)
        Values of each proxy; NaN is missing.
    signs : mapping of str to {1, -1}
        Direction of each proxy.
    excluded : tuple of Excluded or None
        Why an area takes no part.
    """

    codes: tuple[str, ...]
    columns: Mapping[str, Floats]
    signs: Mapping[str, int]
    excluded: tuple[Excluded | None, ...]

    @property
    def eligible(self) -> NDArray[np.bool_]:
        """Which areas take part, of shape (n,)."""
        return np.array([reason is None for reason in self.excluded], dtype=bool)


def proxy_table(
    table: Table,
    signs: Mapping[str, int],
    weights: Mapping[str, float] | None = None,
    *,
    children: Mapping[str, float | None] | None = None,
    least_children: float = LEAST_CHILDREN,
    keep_uncounted: bool = False,
) -> ProxyTable:
    """Return the columns of a table, checked; parameters and faults as for `report_index`."""
    _check(signs, weights)
    codes = tuple(table)
    rows = list(table.values())
    # None becomes NaN.
    columns = {proxy: np.array([row.get(proxy) for row in rows], dtype=np.float64) for proxy in signs}
    for proxy, column in columns.items():
        infinite = np.flatnonzero(np.abs(column) > LARGEST)
        if len(infinite):
            raise InfiniteProxyError(proxy, codes[infinite[0]], int(infinite[0]))
    excluded = tuple(
        _exclusion(code, children, least_children, keep_uncounted=keep_uncounted) for code in codes
    )
    return ProxyTable(codes, columns, signs, excluded)


def _check(signs: Mapping[str, int], weights: Mapping[str, float] | None) -> None:
    if not signs:
        raise NoProxyError
    wrong = [proxy for proxy, sign in signs.items() if sign not in (1, -1)]
    if wrong:
        raise SignError(wrong)
    if weights is None:
        return
    unusable = [proxy for proxy in signs if not 0 <= weights.get(proxy, -1) < np.inf]
    if unusable:
        raise ProxyWeightError(unusable)
    if not any(weights[proxy] for proxy in signs):
        raise NoProxyWeightError


def _exclusion(
    code: str,
    children: Mapping[str, float | None] | None,
    least_children: float,
    *,
    keep_uncounted: bool,
) -> Excluded | None:
    if children is None:
        return None
    number = children.get(code)
    if number is None or isnan(number):
        return None if keep_uncounted else Excluded.CHILDREN_UNKNOWN
    return Excluded.TOO_FEW_CHILDREN if number < least_children else None
