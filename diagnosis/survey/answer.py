"""What leaves the process that reads a survey: shares and counts, checked again when they arrive."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from diagnosis.statistics.proportions import Proportion

LEAST_RECORDS = 5
MOST_CODES = 20
LONGEST_CODE = 16
EVERYONE = -1
MOST_SHARES = 200
MANY_WEIGHTS = 4
"""From so many different values on, a column may well be a weight."""

_COUNTS = frozenset({"df", "n", "cases", "blank", "single_strata"})
_NUMBERS = frozenset({"estimate", "se", "lower", "upper", "population", "deff", "n_eff", "cv", "log_cv"})


@dataclass(frozen=True, slots=True)
class GroupShare:
    """The share of one group.

    Parameters
    ----------
    variable : int
        Place of the group column in the plan; EVERYONE for all children together.
    category : str
        Label or code; "" for everyone, and for all values that have no group of their own.
    proportion : Proportion
        The share with its uncertainty.
    """

    variable: int
    category: str
    proportion: Proportion


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything that is told of a file.

    Parameters
    ----------
    rows : int
        Records that were read.
    left_out : int
        Rows below the records that are a total or a note.
    outside, ageless : int
        Records of other ages, and without an age.
    shares : tuple of GroupShare
        Everyone first.
    weights : int
        Different weights in the base, counted up to `MANY_WEIGHTS`; 0 where no weight was chosen.
    """

    rows: int
    left_out: int
    outside: int
    ageless: int
    shares: tuple[GroupShare, ...]
    weights: int = 0

    def to_plain(self) -> dict[str, Any]:
        """Return plain data."""
        return asdict(self)

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> Self:
        """Rebuild an answer, believing none of its numbers.

        Raises
        ------
        KeyError, TypeError, ValueError
            If it is not one.
        """
        shares = tuple(_share(one) for one in data["shares"][:MOST_SHARES])
        if not shares or shares[0].variable != EVERYONE:
            raise ValueError("the share of everyone is missing")
        names = ("rows", "left_out", "outside", "ageless", "weights")
        return cls(**{name: _count(data[name]) for name in names}, shares=shares)


def _share(data: Mapping[str, Any]) -> GroupShare:
    plain: Mapping[str, Any] = data["proportion"]
    values: dict[str, Any] = {name: _count(plain[name]) for name in _COUNTS}
    values |= {name: _number(plain[name]) for name in _NUMBERS}
    values["design_known"] = bool(plain["design_known"])
    if values["cases"] > values["n"] or not 0 <= values["estimate"] <= 1:
        raise ValueError("a share outside its bounds")
    return GroupShare(int(data["variable"]), str(data["category"])[:120], Proportion(**values))


def _count(value: object) -> int:
    if not isinstance(value, int) or value < 0:
        raise ValueError(f"{value!r} counts nothing")
    return value


def _number(value: object) -> float | None:
    if value is None:
        return None
    number = float(value)  # type: ignore[arg-type]  # a TypeError is what the caller expects
    if not math.isfinite(number):
        raise ValueError(f"{value!r} is no number")
    return number
