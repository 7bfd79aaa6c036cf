"""The survey logit written out sum by sum, as the specification says it: slow and obvious."""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

type Matrix = list[list[float]]


@dataclass(frozen=True)
class Child:
    """One record; `terms` begins with the 1 of the constant."""

    terms: tuple[float, ...]
    works: bool
    weight: float = 1.0
    stratum: int = 0
    unit: int = 0
    member: bool = True


def slow_logit(
    children: Sequence[Child], population: dict[int, int] | None = None
) -> tuple[list[float], Matrix, int]:
    """Return the coefficients, their covariance by linearisation, and the residual degrees of freedom."""
    beta = slow_maximum(children)
    p = len(beta)
    bread = slow_inverse(slow_information(children, beta))
    meat = _meat(children, beta, population)
    covariance = _product(_product(bread, meat), bread)
    inside = {(child.stratum, child.unit) for child in children if child.member}
    return beta, covariance, len(inside) - len({stratum for stratum, _ in inside}) + 1 - p


def slow_maximum(children: Sequence[Child], steps: int = 40) -> list[float]:
    """Return the coefficients by Newton's steps from zero."""
    beta = [0.0] * len(children[0].terms)
    for _step in range(steps):
        gradient = [0.0] * len(beta)
        for child in children:
            if child.member:
                for j, x in enumerate(child.terms):
                    gradient[j] += child.weight * x * (child.works - _chance(child, beta))
        inverse = slow_inverse(slow_information(children, beta))
        beta = [
            b + sum(a * g for a, g in zip(row, gradient, strict=True))
            for b, row in zip(beta, inverse, strict=True)
        ]
    return beta


def slow_information(children: Sequence[Child], beta: Sequence[float]) -> Matrix:
    """Return the sum of w p (1 - p) x x'."""
    p = len(beta)
    found = [[0.0] * p for _row in range(p)]
    for child in children:
        chance = _chance(child, beta)
        for i in range(p):
            for j in range(p):
                if child.member:
                    slope = child.weight * chance * (1 - chance)
                    found[i][j] += slope * child.terms[i] * child.terms[j]
    return found


def slow_inverse(matrix: Matrix) -> Matrix:
    """Return the inverse by elimination with the largest pivot."""
    p = len(matrix)
    rows = [list(row) + [float(i == j) for j in range(p)] for i, row in enumerate(matrix)]
    for column in range(p):
        best = max(range(column, p), key=lambda row: abs(rows[row][column]))
        rows[column], rows[best] = rows[best], rows[column]
        rows[column] = [value / rows[column][column] for value in rows[column]]
        for other in range(p):
            if other != column:
                share = rows[other][column]
                rows[other] = [
                    value - share * kept for value, kept in zip(rows[other], rows[column], strict=True)
                ]
    return [row[p:] for row in rows]


def _meat(children: Sequence[Child], beta: Sequence[float], population: dict[int, int] | None) -> Matrix:
    p = len(beta)
    totals: dict[int, dict[int, list[float]]] = defaultdict(lambda: defaultdict(lambda: [0.0] * p))
    for child in children:
        residual = child.weight * (child.works - _chance(child, beta)) if child.member else 0.0
        for j, x in enumerate(child.terms):
            totals[child.stratum][child.unit][j] += residual * x
    units = [total for by_unit in totals.values() for total in by_unit.values()]
    found = [[0.0] * p for _row in range(p)]
    for stratum, by_unit in totals.items():
        k = len(by_unit)
        centred = list(by_unit.values()) if k > 1 else units
        mean = [sum(total[j] for total in centred) / len(centred) for j in range(p)]
        sampled = k / population[stratum] if population else 0.0
        factor = (1 - sampled) * (k / (k - 1) if k > 1 else 1.0)
        for total in by_unit.values():
            for i in range(p):
                for j in range(p):
                    found[i][j] += factor * (total[i] - mean[i]) * (total[j] - mean[j])
    return found


def _chance(child: Child, beta: Sequence[float]) -> float:
    return 1 / (1 + math.exp(-sum(b * x for b, x in zip(beta, child.terms, strict=True))))


def _product(one: Matrix, other: Matrix) -> Matrix:
    return [
        [sum(a * b for a, b in zip(row, column, strict=True)) for column in zip(*other, strict=True)]
        for row in one
    ]
