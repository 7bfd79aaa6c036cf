"""The index of areas and all that is tried with it, written area by area from the specification."""

from collections.abc import Mapping, Sequence
from math import exp, log, sqrt

type Row = Mapping[str, float | None]


def slow_index(
    table: Mapping[str, Row],
    signs: Mapping[str, int],
    weights: Mapping[str, float],
    *,
    eligible: Sequence[str],
    scale: str = "min_max",
    geometric: bool = False,
    least_observed: float = 0.75,
) -> dict[str, tuple[float | None, float]]:
    """Return the index of each eligible area and its observed weight; weights are used as they are."""
    scaled: dict[str, dict[str, float]] = {}
    for proxy in weights:
        known = {area: value for area in eligible if (value := table[area].get(proxy)) is not None}
        scaled[proxy] = {
            area: _score(value, list(known.values()), signs[proxy], scale) for area, value in known.items()
        }
    found: dict[str, tuple[float | None, float]] = {}
    for area in eligible:
        observed = sum(weights[proxy] for proxy in weights if area in scaled[proxy])
        total = 0.0
        for proxy in weights:
            if area in scaled[proxy]:
                z = scaled[proxy][area]
                total += weights[proxy] * (log(1 + 99 * z / 100) if geometric else z)
        enough = observed > 0 and observed >= least_observed - 1e-9
        mean = total / observed if enough else None
        found[area] = (mean if mean is None or not geometric else exp(mean), observed)
    return found


def _score(value: float, known: Sequence[float], sign: int, scale: str) -> float:
    n = len(known)
    if scale == "z_score":
        mean = sum(known) / n
        return sign * (value - mean) / sqrt(sum((one - mean) ** 2 for one in known) / (n - 1))
    if scale == "rank":
        lower, same = sum(one < value for one in known), sum(one == value for one in known)
        score = 100 * (lower + (same - 1) / 2) / (n - 1)
    else:
        score = 100 * (value - min(known)) / (max(known) - min(known))
    return score if sign == 1 else 100 - score


def slow_place(area: str, values: Mapping[str, float]) -> int:
    """Return 1 for the highest value; ties share the better place."""
    return 1 + sum(value > values[area] for value in values.values())


def slow_tau_b(x: Sequence[float], y: Sequence[float]) -> float | None:
    """Return Kendall's tau-b by looking at every pair."""
    agree = differ = tied_x = tied_y = 0
    for i in range(len(x)):
        for j in range(i):
            if x[i] == x[j] or y[i] == y[j]:
                tied_x += x[i] == x[j]
                tied_y += y[i] == y[j]
            elif (x[i] < x[j]) == (y[i] < y[j]):
                agree += 1
            else:
                differ += 1
    pairs = len(x) * (len(x) - 1) // 2
    if pairs in (tied_x, tied_y):
        return None
    return (agree - differ) / sqrt((pairs - tied_x) * (pairs - tied_y))
