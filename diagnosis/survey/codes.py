"""The codes of a questionnaire as people write them down: 1, 2, 5-11, 14+."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
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
        exact, ranges = set(), []
        for part in filter(None, (piece.strip() for piece in re.split(r"[,;\n]", text[:LONGEST]))):
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
