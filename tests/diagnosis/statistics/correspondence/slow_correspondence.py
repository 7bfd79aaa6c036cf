"""Correspondence analysis written out in loops, from the definitions: slow and obvious."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

type Table = Sequence[Sequence[float]]
type Matrix = list[list[float]]


@dataclass(frozen=True)
class Slow:
    """Axes with positive inertia, largest first; one list of coordinates for each row and column."""

    inertia: list[float]
    total: float
    rows: Matrix
    columns: Matrix
    row_contributions: Matrix
    column_contributions: Matrix
    row_distances: list[float]
    column_distances: list[float]


def slow_correspondence(table: Table) -> Slow:
    """Return the analysis of a table without empty rows or columns.

    Columns come from the eigenvectors of S'S, by rotations of Jacobi; rows from the transition formula: a row
    lies at the mean of the columns' standard coordinates, weighted by its profile.
    """
    n = sum(sum(row) for row in table)
    p = [[count / n for count in row] for row in table]
    r = [sum(row) for row in p]
    c = [sum(row[j] for row in p) for j in range(len(p[0]))]
    s = [[(p[i][j] - r[i] * c[j]) / math.sqrt(r[i] * c[j]) for j in range(len(c))] for i in range(len(r))]
    square = [[sum(row[j] * row[k] for row in s) for k in range(len(c))] for j in range(len(c))]
    pairs = [(value, vector) for value, vector in jacobi(square) if value > 1e-13]
    inertia = [value for value, _ in pairs]
    vectors = [signed(vector) for _, vector in pairs]
    standard = [[vector[j] / math.sqrt(c[j]) for vector in vectors] for j in range(len(c))]
    columns = [[g * math.sqrt(v) for g, v in zip(row, inertia, strict=True)] for row in standard]
    rows = [
        [sum(p[i][j] / r[i] * standard[j][axis] for j in range(len(c))) for axis in range(len(inertia))]
        for i in range(len(r))
    ]
    return Slow(
        inertia=inertia,
        total=sum(value**2 for row in s for value in row),
        rows=rows,
        columns=columns,
        row_contributions=contributions(r, rows, inertia),
        column_contributions=contributions(c, columns, inertia),
        row_distances=[distance([x / r[i] for x in p[i]], c) for i in range(len(r))],
        column_distances=[distance([row[j] / c[j] for row in p], r) for j in range(len(c))],
    )


def distance(profile: Sequence[float], centre: Sequence[float]) -> float:
    """Return the squared chi-squared distance of a profile to the mean profile."""
    return sum((a - b) ** 2 / b for a, b in zip(profile, centre, strict=True))


def contributions(mass: Sequence[float], points: Matrix, inertia: Sequence[float]) -> Matrix:
    return [
        [m * f**2 / v for f, v in zip(row, inertia, strict=True)] for m, row in zip(mass, points, strict=True)
    ]


def signed(vector: list[float]) -> list[float]:
    """Return the vector whose largest element is positive."""
    largest = max(vector, key=abs)
    return [-value for value in vector] if largest < 0 else vector


def jacobi(matrix: Matrix) -> list[tuple[float, list[float]]]:
    """Return eigenvalues, largest first, each with its vector: plane rotations until nothing is off."""
    a = [list(row) for row in matrix]
    size = len(a)
    v = [[float(i == j) for j in range(size)] for i in range(size)]
    for _sweep in range(60):
        if sum(a[i][j] ** 2 for i in range(size) for j in range(i)) < 1e-40:
            break
        for i in range(size):
            for j in range(i):
                if abs(a[i][j]) > 1e-25:
                    _rotate(a, v, i, j)
    order = sorted(range(size), key=lambda k: -a[k][k])
    return [(a[k][k], [v[i][k] for i in range(size)]) for k in order]


def _rotate(a: Matrix, v: Matrix, i: int, j: int) -> None:
    theta = (a[j][j] - a[i][i]) / (2 * a[i][j])
    t = (1 if theta >= 0 else -1) / (abs(theta) + math.hypot(theta, 1))
    cos = 1 / math.sqrt(t**2 + 1)
    sin = t * cos
    for k in range(len(a)):
        a[k][i], a[k][j] = cos * a[k][i] - sin * a[k][j], sin * a[k][i] + cos * a[k][j]
    for k in range(len(a)):
        a[i][k], a[j][k] = cos * a[i][k] - sin * a[j][k], sin * a[i][k] + cos * a[j][k]
    for k in range(len(a)):
        v[k][i], v[k][j] = cos * v[k][i] - sin * v[k][j], sin * v[k][i] + cos * v[k][j]


def slow_indicator(records: Sequence[Sequence[str]]) -> tuple[list[tuple[int, str]], Matrix]:
    """Return the categories as (question, label), and the matrix with a 1 for each answer of each record."""
    categories = sorted({(q, answer) for record in records for q, answer in enumerate(record)})
    return categories, [[float(record[q] == label) for q, label in categories] for record in records]


def slow_adjusted(indicator: Sequence[float], questions: int, categories: int) -> tuple[list[float], float]:
    """Return adjusted inertias and Greenacre's total from those of the indicator matrix."""
    q = questions
    adjusted = [(q / (q - 1)) ** 2 * (v - 1 / q) ** 2 for v in indicator if v > 1 / q]
    total = q / (q - 1) * (sum(v**2 for v in indicator) - (categories - q) / q**2)
    return adjusted, total
