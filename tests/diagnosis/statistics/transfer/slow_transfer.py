"""Transfer person by person, with numeric gradients: slow, and as plain as the formulas."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

STEP = 1e-5


@dataclass(frozen=True)
class Person:
    """A child: where it lives, and its values of the terms of the model in their order."""

    area: str
    terms: tuple[float, ...]


type Beta = list[float]


def slow_probability(person: Person, beta: Beta, shift: float = 0.0) -> float:
    log_odds = shift
    for term, coefficient in zip(person.terms, beta, strict=True):
        log_odds += term * coefficient
    return 1 / (1 + math.exp(-log_odds))


def slow_risk(people: Sequence[Person], areas: set[str], beta: Beta, shift: float = 0.0) -> float:
    inside = [person for person in people if person.area in areas]
    total = 0.0
    for person in inside:
        total += slow_probability(person, beta, shift)
    return total / len(inside)


def slow_chance(people: Sequence[Person], areas: set[str], beta: Beta, shift: float = 0.0) -> float:
    inside = [person for person in people if person.area in areas]
    total = 0.0
    for person in inside:
        p = slow_probability(person, beta, shift)
        total += p * (1 - p)
    return total / len(inside) ** 2


def slow_shift(people: Sequence[Person], areas: set[str], beta: Beta, target: float) -> float:
    low, high = -60.0, 60.0
    for _ in range(200):
        middle = (low + high) / 2
        if slow_risk(people, areas, beta, middle) > target:
            high = middle
        else:
            low = middle
    return (low + high) / 2


def slow_gradient(risk: Callable[[Beta], float], at: Beta) -> list[float]:
    """Differentiate by steps to both sides."""
    found = []
    for place in range(len(at)):
        up, down = list(at), list(at)
        up[place] += STEP
        down[place] -= STEP
        found.append((risk(up) - risk(down)) / (2 * STEP))
    return found


def slow_variance(gradient: Sequence[float], covariance: Sequence[Sequence[float]]) -> float:
    total = 0.0
    for i, one in enumerate(gradient):
        for j, other in enumerate(gradient):
            total += one * covariance[i][j] * other
    return total


def people_of(cells: Sequence[tuple[str, tuple[float, ...], int]]) -> list[Person]:
    """Return each child of cells with whole counts."""
    return [Person(area, terms) for area, terms, count in cells for _ in range(count)]


def columns_of(
    cells: Sequence[tuple[str, tuple[float, ...], int]], names: Sequence[str]
) -> tuple[list[str], Mapping[str, list[str]], list[int]]:
    """Return the same cells as labelled columns; the first term is the constant."""
    columns = {
        name: [str(int(terms[place])) for _area, terms, _count in cells]
        for place, name in enumerate(names[1:], 1)
    }
    return [area for area, _terms, _count in cells], columns, [count for _area, _terms, count in cells]
