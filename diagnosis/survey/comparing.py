"""Holds the shares of a rerun against those that are stored."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from diagnosis.survey.answer import Answer, GroupShare

DIGITS = 9
"""Digits that must agree: another processor may differ in the last ones."""

type Numbers = dict[str, float | None]


@dataclass(frozen=True, slots=True)
class StoredShare:
    """The numbers of one stored share, in the order of its reading."""

    name: str
    numbers: Numbers


def numbers_of(share: GroupShare) -> Numbers:
    """Return what is stored of a share."""
    found = share.proportion
    return {
        "n": found.n,
        "cases": found.cases,
        "population": found.population,
        "share": found.estimate,
        "se": found.se,
        "df": found.df,
        "lower": found.lower,
        "upper": found.upper,
        "deff": found.deff,
    }


def differing(stored: Iterable[StoredShare], answer: Answer) -> tuple[str, ...]:
    """Return the names of the shares that came out otherwise; empty when all digits agree."""
    before = list(stored)
    if len(before) != len(answer.shares):
        return tuple(share.name for share in before)
    return tuple(
        share.name
        for share, again in zip(before, answer.shares, strict=True)
        if not _same(share.numbers, numbers_of(again))
    )


def _same(before: Numbers, after: Numbers) -> bool:
    return all(_agree(before[name], after[name]) for name in after)


def _agree(before: float | None, after: float | None) -> bool:
    if before is None or after is None:
        return before is after
    return math.isclose(before, after, rel_tol=10.0**-DIGITS, abs_tol=10.0**-15)
