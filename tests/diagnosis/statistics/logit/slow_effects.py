"""Effects and checks of a logit record by record, as the specification says them: slow and obvious."""

import math
from collections.abc import Callable, Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.float64]
type Record = dict[str, float | str]
type Row = Callable[[Record], list[float]]
"""From the variables of a record to the terms of the model."""


def slow_risk(row: list[float], beta: Sequence[float]) -> float:
    return 1 / (1 + math.exp(-sum(x * b for x, b in zip(row, beta, strict=True))))


def slow_switch(
    records: list[Record],
    weights: list[float],
    row: Row,
    beta: Sequence[float],
    name: str,
    to: str | float,
    start: str | float,
) -> float:
    """Return the weighted mean difference of the risk when all have `to` and when all have `start`."""
    total = 0.0
    for record, weight in zip(records, weights, strict=True):
        one, other = {**record, name: to}, {**record, name: start}
        total += weight * (slow_risk(row(one), beta) - slow_risk(row(other), beta))
    return total / sum(weights)


def slow_slope(
    records: list[Record],
    weights: list[float],
    row: Row,
    beta: Sequence[float],
    name: str,
    step: float = 1e-4,
) -> float:
    """Return the weighted mean derivative of the risk in a number, by differences on both sides."""
    total = 0.0
    for record, weight in zip(records, weights, strict=True):
        middle = float(record[name])
        up, down = {**record, name: middle + step}, {**record, name: middle - step}
        total += weight * (slow_risk(row(up), beta) - slow_risk(row(down), beta)) / (2 * step)
    return total / sum(weights)


def slow_se(effect: Callable[[list[float]], float], beta: Sequence[float], covariance: Floats) -> float:
    """Return the standard error by the delta method, its gradient by differences on both sides."""
    gradient = []
    for place in range(len(beta)):
        ends = []
        for sign in (1, -1):
            moved = list(beta)
            moved[place] += sign * 1e-4
            ends.append(effect(moved))
        gradient.append((ends[0] - ends[1]) / 2e-4)
    return math.sqrt(np.array(gradient) @ covariance @ np.array(gradient))


def slow_auc(scores: Sequence[float], outcome: Sequence[float], weights: Sequence[float]) -> float:
    """Return the weighted share of pairs of a case and another in which the case is ahead; ties half."""
    won = whole = 0.0
    records = list(zip(scores, outcome, weights, strict=True))
    for (score, is_case, weight), (other, also, against) in product(records, records):
        if is_case and not also:
            whole += weight * against
            won += weight * against * (1.0 if score > other else 0.5 if score == other else 0.0)
    return won / whole


def slow_inflation(columns: Floats, weights: Floats, place: int) -> float:
    """Return 1 / (1 - R squared) of the weighted regression of one column on the others."""
    root = np.sqrt(weights)
    others = np.delete(columns, place, axis=1)
    matrix = np.column_stack([np.ones(len(columns)), others]) * root[:, None]
    wanted = columns[:, place] * root
    left = wanted - matrix @ np.linalg.lstsq(matrix, wanted, rcond=None)[0]
    mean = float(weights @ columns[:, place] / weights.sum())
    whole = float(weights @ (columns[:, place] - mean) ** 2)
    return whole / float(left @ left)


def slow_tenths(probability: Sequence[float], weights: Sequence[float]) -> list[int]:
    """Return the weighted tenth of each record: how many cuts lie below its probability."""
    whole = sum(weights)
    cuts = []
    for tenth in range(1, 10):
        for value in sorted(set(probability)):
            below = sum(w for p, w in zip(probability, weights, strict=True) if p <= value)
            if below >= tenth / 10 * whole - 1e-9 * whole:
                cuts.append(value)
                break
    return [sum(cut < one for cut in cuts) for one in probability]
