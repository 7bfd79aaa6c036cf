"""Differences of shares and the test of Rao and Scott, record by record: slow and obvious."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Person:
    """One record; `group` is "" outside all groups."""

    weight: float
    stratum: str
    unit: str
    works: bool
    group: str


def slow_difference(people: Sequence[Person], first: set[str], second: set[str]) -> tuple[float, float, int]:
    """Return p1 - p2, its variance with the covariance of both, and the degrees of freedom of the test."""
    size_1 = sum(one.weight for one in people if one.group in first)
    size_2 = sum(one.weight for one in people if one.group in second)
    share_1 = sum(one.weight for one in people if one.group in first and one.works) / size_1
    share_2 = sum(one.weight for one in people if one.group in second and one.works) / size_2
    scores = []
    for one in people:
        score = 0.0
        if one.group in first:
            score += one.weight * (one.works - share_1) / size_1
        if one.group in second:
            score -= one.weight * (one.works - share_2) / size_2
        scores.append(score)
    inside = {(one.stratum, one.unit) for one in people if one.group in first | second}
    df = len(inside) - len({stratum for stratum, _ in inside}) - 1
    return share_1 - share_2, slow_covariance(people, scores, scores), df


def slow_covariance(people: Sequence[Person], one: Sequence[float], two: Sequence[float]) -> float:
    """Return the covariance of two totals: sum over strata of k / (k - 1) times products of deviations."""
    totals: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(lambda: [0.0, 0.0]))
    for person, a, b in zip(people, one, two, strict=True):
        totals[person.stratum][person.unit][0] += a
        totals[person.stratum][person.unit][1] += b
    units = [unit for by_unit in totals.values() for unit in by_unit.values()]
    middle = [sum(unit[side] for unit in units) / len(units) for side in (0, 1)]
    covariance = 0.0
    for by_unit in totals.values():
        k = len(by_unit)
        own = [sum(unit[side] for unit in by_unit.values()) / k for side in (0, 1)]
        centre, factor = (own, k / (k - 1)) if k > 1 else (middle, 1.0)
        covariance += factor * sum((a - centre[0]) * (b - centre[1]) for a, b in by_unit.values())
    return covariance


def slow_rao_scott(people: Sequence[Person]) -> tuple[float, float, float]:
    """Return X2, F and its first degrees of freedom for group by works; no cell may be empty."""
    rows = sorted({one.group for one in people if one.group})
    members = [one for one in people if one.group]
    size, n = sum(one.weight for one in members), len(members)
    cells = [(row, works) for row in rows for works in (False, True)]
    share = {
        cell: sum(one.weight for one in members if (one.group, one.works) == cell) / size for cell in cells
    }
    chi2 = 0.0
    for row, works in cells:
        expected = sum(share[row, any_] for any_ in (False, True)) * sum(
            share[other, works] for other in rows
        )
        chi2 += n * (share[row, works] - expected) ** 2 / expected
    scores = {
        cell: [
            one.weight * (((one.group, one.works) == cell) - share[cell]) / size if one.group else 0.0
            for one in people
        ]
        for cell in cells
    }
    # Each row against those before it, times not working against working.
    contrasts = []
    for at in range(1, len(rows)):
        row_part = [Fraction(-1, at)] * at + [Fraction(1)] + [Fraction(0)] * (len(rows) - at - 1)
        contrasts.append([float(part * sign) for part in row_part for sign in (-1, 1)])
    weighted = [[c / share[cell] for c, cell in zip(contrast, cells, strict=True)] for contrast in contrasts]
    upper = [
        [
            sum(
                a[i] * b[j] * slow_covariance(people, scores[cells[i]], scores[cells[j]])
                for i in range(len(cells))
                for j in range(len(cells))
            )
            for b in weighted
        ]
        for a in weighted
    ]
    lower = [[sum(x * y for x, y in zip(a, b, strict=True)) / n for b in weighted] for a in contrasts]
    effects = _solved(lower, upper)
    trace = sum(effects[i][i] for i in range(len(effects)))
    squares = sum(effects[i][j] * effects[j][i] for i in range(len(effects)) for j in range(len(effects)))
    return chi2, chi2 / trace, trace**2 / squares


def _solved(left: list[list[float]], right: list[list[float]]) -> list[list[float]]:
    """Return left^-1 right by elimination."""
    size = len(left)
    table = [[*left[i], *right[i]] for i in range(size)]
    for i in range(size):
        pivot = max(range(i, size), key=lambda row: abs(table[row][i]))
        table[i], table[pivot] = table[pivot], table[i]
        table[i] = [value / table[i][i] for value in table[i]]
        for row in range(size):
            if row != i:
                table[row] = [a - table[row][i] * b for a, b in zip(table[row], table[i], strict=True)]
    return [row[size:] for row in table]
