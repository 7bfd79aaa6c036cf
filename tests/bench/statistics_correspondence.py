"""Multiple correspondence analysis of a million records: time beside prince, memory, and all its digits."""

import sys
import time
import tracemalloc
import warnings
from decimal import Decimal, getcontext
from typing import Any

import numpy as np

RECORDS, QUESTIONS, CATEGORIES = 1_000_000, 6, 5
ROUNDS, PEER_ROUNDS = 5, 2
AIM = 15.0
DIGITS = 1e-11
"""Largest error of an inertia or coordinate, relative to the largest: more digits than anybody prints."""


def main() -> int:
    """Measure and say the ratio; 1 when it is below the aim or a digit is wrong."""
    from diagnosis.statistics.correspondence.multiple import multiple_correspondence

    given = _answers()
    own = min(_seconds(lambda: multiple_correspondence(given)) for _round in range(ROUNDS))
    tracemalloc.start()
    found = multiple_correspondence(given)
    memory = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    peer, theirs = _prince(given)
    inertia, coordinates = _exact(given)
    shared = len(found.inertia)
    error = max(
        float(np.abs(found.inertia - inertia[:shared]).max() / inertia[0]),
        float(np.abs(np.abs(found.columns.coordinates) - np.abs(coordinates[:, :shared])).max()),
    )
    off = float(np.abs(theirs - inertia[: len(theirs)]).max() / inertia[0])
    ratio = peer / own
    sys.stdout.write(
        f"correspondence of {RECORDS:,} records x {QUESTIONS} questions: {own:.3f} s, {memory:.0f} MB beside "
        f"the data; prince {peer:.2f} s, {ratio:.0f} times as long (aim {AIM:g})\n"
        f"  error beside 40 exact digits: {error:.1e} (aim {DIGITS:g}); that of prince: {off:.1e}\n"
    )
    return int(ratio < AIM or error > DIGITS)


def _answers() -> dict[str, Any]:
    """Return answers that lean on two hidden numbers, so that the axes are apart."""
    chance = np.random.default_rng(7)
    first, second = chance.normal(size=(2, RECORDS))
    given = {}
    for question in range(QUESTIONS):
        leaning = (0.9 - 0.1 * question) * first + 0.15 * question * second + chance.normal(size=RECORDS)
        given[f"q{question}"] = np.clip(np.rint(leaning + 2), 0, CATEGORIES - 1).astype(np.int8)
    return given


def _seconds(work: Any) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _prince(given: dict[str, Any]) -> tuple[float, Any]:
    """Return the seconds and the adjusted inertias of the peer; its usual engine, two axes."""
    import pandas as pd
    import prince

    frame = pd.DataFrame(given)
    best, theirs = float("inf"), np.zeros(0)
    for _round in range(PEER_ROUNDS):
        model = prince.MCA(n_components=2, correction="greenacre", random_state=1)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            best = min(best, _seconds(lambda model=model: model.fit(frame)))
        theirs = np.asarray(model.eigenvalues_)
    return best, theirs


def _exact(given: dict[str, Any]) -> tuple[Any, Any]:
    """Return adjusted inertias and coordinates from whole counts, in decimals of 40 digits."""
    getcontext().prec = 40
    size = QUESTIONS * CATEGORIES
    counts = np.zeros((size, size), dtype=np.int64)
    columns = list(given.values())
    for one in range(QUESTIONS):
        for other in range(QUESTIONS):
            for label in range(CATEGORIES):
                row = counts[one * CATEGORIES + label, other * CATEGORIES : (other + 1) * CATEGORIES]
                row += np.bincount(columns[other][columns[one] == label], minlength=CATEGORIES)
    q, n = Decimal(QUESTIONS), Decimal(RECORDS)
    mass = [Decimal(int(counts[j, j])) / (n * q) for j in range(size)]
    roots = [one.sqrt() for one in mass]
    matrix = [
        [
            Decimal(int(counts[j, k])) / (n * q * q) / (roots[j] * roots[k]) - roots[j] * roots[k]
            for k in range(size)
        ]
        for j in range(size)
    ]
    pairs = [pair for pair in _turned(matrix) if pair[0] > 1 / q]
    adjusted = [(q / (q - 1) * (value - 1 / q)) ** 2 for value, _ in pairs]
    coordinates = [
        [float(vector[j] / roots[j] * one.sqrt()) for (_, vector), one in zip(pairs, adjusted, strict=True)]
        for j in range(size)
    ]
    return np.array([float(one) for one in adjusted]), np.array(coordinates)


def _turned(a: list[list[Decimal]]) -> list[tuple[Decimal, list[Decimal]]]:
    """Return eigenvalues, largest first, with their vectors: rotations of Jacobi until nothing is off."""
    size = len(a)
    matrix = np.array(a, dtype=object)
    vectors = np.array([[Decimal(int(i == j)) for j in range(size)] for i in range(size)], dtype=object)
    for _sweep in range(30):
        if max(abs(matrix[i, j]) for i in range(size) for j in range(i)) < Decimal("1e-32"):
            break
        for i in range(size):
            for j in range(i):
                if abs(matrix[i, j]) > Decimal("1e-36"):
                    _rotate(matrix, vectors, i, j)
    order = sorted(range(size), key=lambda k: -matrix[k, k])
    return [(matrix[k, k], vectors[:, k].tolist()) for k in order]


def _rotate(matrix: Any, vectors: Any, i: int, j: int) -> None:
    theta = (matrix[j, j] - matrix[i, i]) / (2 * matrix[i, j])
    tangent = (1 if theta >= 0 else -1) / (abs(theta) + (theta * theta + 1).sqrt())
    cosine = 1 / (tangent * tangent + 1).sqrt()
    sine = tangent * cosine
    for part in (matrix, vectors):
        one, other = part[:, i].copy(), part[:, j].copy()
        part[:, i], part[:, j] = cosine * one - sine * other, sine * one + cosine * other
    one, other = matrix[i].copy(), matrix[j].copy()
    matrix[i], matrix[j] = cosine * one - sine * other, sine * one + cosine * other


if __name__ == "__main__":
    sys.exit(main())
