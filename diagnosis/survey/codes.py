"""The codes of a questionnaire as people write them down: 1, 2, 5-11, 14+."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Self

LONGEST = 200

_NUMBER = re.compile(r"([+-]?)0*(\d+)(?:[.,](\d*?)0*)?")
_RANGE = re.compile(r"(\d+(?:[.,]\d+)?)\s*[-–]\s*(\d+(?:[.,]\d+)?)")
_UPWARDS = re.compile(r"(\d+(?:[.,]\d+)?)\s*\+")


class CodesError(ValueError):
    """A list of codes that cannot be understood; `part` is the piece."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


@dataclass(frozen=True, slots=True)
class Codes:
    """Some answers of a question.

    Parameters
    ----------
    exact : frozenset of str
        Codes as `canonical` writes them.
    ranges : tuple of (float, float)
        Numbers from and to, both included.
    """

    exact: frozenset[str] = frozenset()
    ranges: tuple[tuple[float, float], ...] = ()

    @classmethod
    def read(cls, text: str) -> Self:
        """Read codes that are separated by commas.

        Raises
        ------
        CodesError
            If a range runs backwards.

        Examples
        --------
        >>> "01" in Codes.read("1, 3") and "16" in Codes.read("14+")
        True
        """
        return cls.of(piece.strip() for piece in re.split(r"[,;\n]", text[:LONGEST]))

    @classmethod
    def of(cls, parts: Iterable[str]) -> Self:
        """Return the codes and ranges of a list.

        Raises
        ------
        CodesError
            If a range runs backwards.
        """
        exact, ranges = set(), []
        for part in filter(None, parts):
            if found := _RANGE.fullmatch(part):
                low, high = (float(end.replace(",", ".")) for end in found.groups())
                if low > high:
                    raise CodesError(part)
                ranges.append((low, high))
            elif found := _UPWARDS.fullmatch(part):
                ranges.append((float(found[1].replace(",", ".")), math.inf))
            else:
                exact.add(canonical(part))
        return cls(frozenset(exact), tuple(ranges))

    def __bool__(self) -> bool:
        return bool(self.exact or self.ranges)

    def __contains__(self, cell: object) -> bool:
        code = canonical(str(cell))
        if code in self.exact:
            return True
        if not self.ranges:
            return False
        try:
            number = float(code)
        except ValueError:
            return False
        return any(low <= number <= high for low, high in self.ranges)

    def shared(self, other: Self) -> str:
        """Return the first answer that both stand for, or "".

        Examples
        --------
        >>> Codes.read("1-3").shared(Codes.read("03")), Codes.read("1").shared(Codes.read("2+"))
        ('3', '')
        """
        if exact := {code for code in self.exact | other.exact if code in self and code in other}:
            return min(exact)
        starts = (
            max(one[0], another[0])
            for one in self.ranges
            for another in other.ranges
            if max(one[0], another[0]) <= min(one[1], another[1])
        )
        return next((f"{start:g}" for start in starts), "")

    def contested(self, blank: Self) -> str:
        """Return a code named one by one that also means no answer, or "". In a range it just means that.

        Examples
        --------
        >>> Codes.read("21+").contested(Codes.read("99")), Codes.read("1, 9").contested(Codes.read("09"))
        ('', '9')
        """
        return type(self)(self.exact).shared(blank)


def code_in_two_lines(lines: Sequence[tuple[str, str]]) -> str:
    """Return a code that two categories of other names have, or "".

    Parameters
    ----------
    lines : sequence of (str, str)
        Codes and the name of each category.
    """
    read = [(Codes.read(codes), label.casefold()) for codes, label in lines]
    pairs = ((one, other) for one, other in combinations(read, 2) if one[1] != other[1])
    return next((code for one, other in pairs if (code := one[0].shared(other[0]))), "")


def canonical(cell: str) -> str:
    """Return a code without what only writing adds: 01, 1.0 and 1 are one code.

    Examples
    --------
    >>> [canonical(text) for text in ("01", " 1.0 ", "1,50", "Sí")]
    ['1', '1', '1.5', 'sí']
    """
    text = " ".join(cell.split())
    found = _NUMBER.fullmatch(text)
    if not found:
        return text.casefold()
    sign, whole, rest = found[1], found[2], found[3] or ""
    number = f"{whole}.{rest}" if rest else whole
    return f"-{number}" if sign == "-" and number != "0" else number
