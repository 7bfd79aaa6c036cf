"""Natural breaks written out: every division tried in exact numbers, and the table of Fisher's paper."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations, pairwise


def every_division(values: Sequence[float], k: int, weights: Sequence[float] | None = None) -> list[float]:
    """Return the upper bounds of the best division; of equally good ones the one with lower bounds.

    Lower means: the top class starts lower, then the class below it, and so on.
    """
    mass: dict[float, Fraction] = {}
    for value, weight in zip(values, weights or [1.0] * len(values), strict=True):
        mass[value] = mass.get(value, Fraction(0)) + Fraction(weight)
    distinct = sorted(mass)
    divisions: list[tuple[float, ...]] = [
        (*inner, distinct[-1]) for inner in combinations(distinct[:-1], min(k, len(distinct)) - 1)
    ]
    best = min(divisions, key=lambda bounds: (_squared(mass, bounds), bounds[::-1]))
    return list(best)


def _squared(mass: Mapping[float, Fraction], bounds: Sequence[float]) -> Fraction:
    total = Fraction(0)
    for below, upto in pairwise((float("-inf"), *bounds)):
        inside = [value for value in mass if below < value <= upto]
        weight = sum((mass[value] for value in inside), Fraction(0))
        mean = sum((mass[value] * Fraction(value) for value in inside), Fraction(0)) / weight
        total += sum((mass[value] * (Fraction(value) - mean) ** 2 for value in inside), Fraction(0))
    return total


def by_table(values: Sequence[float], k: int) -> list[float]:
    """Return the upper bounds by filling the whole table, for hundreds of values."""
    distinct = sorted(set(values))
    repeats = [values.count(value) for value in distinct]
    m = len(distinct)
    spread = [[0.0] * m for _ in range(m)]
    for i in range(m):
        n = total = squares = 0.0
        for j in range(i, m):
            # Measured from the first of the run, so that nothing is lost far from zero.
            away = distinct[j] - distinct[i]
            n, total, squares = n + repeats[j], total + repeats[j] * away, squares + repeats[j] * away**2
            spread[i][j] = squares - total**2 / n
    cost = spread[0][:]
    starts = []
    for layer in range(1, min(k, m)):
        best = [min((cost[i - 1] + spread[i][j], i) for i in range(layer, j + 1)) for j in range(layer, m)]
        cost = [float("inf")] * layer + [one[0] for one in best]
        starts.append([0] * layer + [one[1] for one in best])
    places = [m - 1]
    for start in reversed(starts):
        places.append(start[places[-1]] - 1)
    return [distinct[place] for place in reversed(places)]
