"""Holm and Benjamini-Hochberg from their definitions: slow and obvious.

An adjusted p is the smallest level at which the procedure still rejects that hypothesis.
"""

from collections.abc import Sequence


def slow_holm(p: Sequence[float]) -> list[float]:
    """Return, for each test, the largest product of a p not above its own with the tests not below it."""
    adjusted = []
    for own in p:
        steps = [other * sum(third >= other for third in p) for other in p if other <= own]
        adjusted.append(min(1.0, max(steps)))
    return adjusted


def slow_benjamini_hochberg(p: Sequence[float]) -> list[float]:
    """Return, for each test, the smallest m p / rank of a p not below its own."""
    adjusted = []
    for own in p:
        steps = [other * len(p) / sum(third <= other for third in p) for other in p if other >= own]
        adjusted.append(min(1.0, *steps))
    return adjusted
