"""Which mark a column uses for decimals and which for thousands, told from all its cells, never cell by cell.

The rule: the last of two different marks in a cell is the decimal one; a mark that occurs twice in a cell is
for thousands; a mark not followed by exactly three digits, or after more than three digits or a leading zero,
is the decimal one. If the cells contradict each other, or all of them could be read both ways, a person is
asked.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class DecimalMark(StrEnum):
    """The two ways of writing 1234.5."""

    POINT = "point"
    COMMA = "comma"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the cells of a column say; `ambiguous` tells of cells such as 1.234 that fit both ways."""

    point: bool
    comma: bool
    ambiguous_point: bool
    ambiguous_comma: bool

    @property
    def mark(self) -> DecimalMark | None:
        """The mark that the column surely uses; None when it says nothing or contradicts itself."""
        if self.point == self.comma:
            return None
        return DecimalMark.POINT if self.point else DecimalMark.COMMA

    @property
    def contradicts(self) -> bool:
        return self.point and self.comma

    @property
    def open(self) -> bool:
        """Whether nothing is sure and something would change with the mark."""
        return not self.point and not self.comma and (self.ambiguous_point or self.ambiguous_comma)


def _sure(decimal: str, thousands: str) -> re.Pattern[str]:
    d, t = re.escape(decimal), re.escape(thousands)
    return re.compile(
        rf"(?:^|(?<=\0))[-+ ]*(?:"
        rf"\d*{d}\d{{1,2}}(?=[\s%]*(?:\0|$))"  # 1.5, 12.25, .5
        rf"|\d*{d}\d{{4,}}(?=[\s%]*(?:\0|$))"  # 1.2345
        rf"|(?:0\d*|\d{{4,}})?{d}\d{{3}}(?=[\s%]*(?:\0|$))"  # 0.123, 1234.567
        rf"|\d{{1,3}}(?:{t}\d{{3}})+{d}\d+(?=[\s%]*(?:\0|$))"  # 1,234.567
        rf"|\d{{1,3}}(?:{t}\d{{3}}){{2,}}(?=[\s%]*(?:\0|$))"  # 1,234,567
        rf"|\d{{1,3}}(?: \d{{3}})+{d}\d+(?=[\s%]*(?:\0|$))"  # 1 234.567
        rf"|\d*{d}\d+[eE]"
        rf")"
    )


def _both(mark: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|(?<=\0))[-+ ]*[1-9]\d{{0,2}}{re.escape(mark)}\d{{3}}(?=[\s%]*(?:\0|$))")


_SURE_POINT, _SURE_COMMA = _sure(".", ","), _sure(",", ".")
_BOTH_POINT, _BOTH_COMMA = _both("."), _both(",")


def weigh(text: str, failing: str) -> Evidence:
    """Look at all cells of a column, and again at those that are no plain number; each one text with NUL
    between.

    Whatever a comma does stands in a cell that Python does not read as a number, so only those are searched
    for it.
    """
    has_point = "." in text
    point = bool(failing or has_point) and (_found(_SURE_POINT, text) or _found(_SURE_POINT, failing))
    comma = bool(failing) and _found(_SURE_COMMA, failing)
    return Evidence(
        point,
        comma,
        # Where one mark is sure, cells that fit both ways follow it: no need to look for them.
        ambiguous_point=has_point and not point and not comma and _found(_BOTH_POINT, text),
        ambiguous_comma="," in failing and not comma and _found(_BOTH_COMMA, failing),
    )


def count_sure(text: str) -> tuple[int, int]:
    """Return how many cells surely use a decimal point, and how many a comma."""
    return len(_SURE_POINT.findall(text)), len(_SURE_COMMA.findall(text))


def _found(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.search(text) is not None


def _number(decimal: str, thousands: str) -> re.Pattern[str]:
    d, t = re.escape(decimal), re.escape(thousands)
    return re.compile(rf"[-+]?(?:\d{{1,3}}(?:[{t} ]\d{{3}})+|\d+)?(?:{d}\d*)?(?:[eE][-+]?\d{{1,3}})?")


_NUMBERS = {DecimalMark.POINT: _number(".", ","), DecimalMark.COMMA: _number(",", ".")}


def to_plain(cell: str, mark: DecimalMark, *, thousands: bool = True) -> str | None:
    """Return a number as Python writes it, or None if the cell is not a number written with that mark."""
    text = cell.strip().replace("−", "-").replace("- ", "-")
    if not _NUMBERS[mark].fullmatch(text) or not any(letter.isdigit() for letter in text):
        return None
    decimal, other = (".", ",") if mark is DecimalMark.POINT else (",", ".")
    if other in text and not thousands:
        return None
    return text.replace(other, "").replace(" ", "").replace(decimal, ".")


def _column(decimal: str, thousands: str) -> re.Pattern[str]:
    d, t = re.escape(decimal), re.escape(thousands)
    # A number that goes on with a group starts with one to three digits and no zero, else the other mark is
    # meant.
    cell = rf"(?:(?!-?(?:0\d*|\d{{4,}}){t})-?\d++(?:{t}\d{{3}})*+(?:{d}\d++)?+)?+"
    return re.compile(rf"{cell}(?:\0{cell})*+")


_COLUMNS = {DecimalMark.POINT: _column(".", ","), DecimalMark.COMMA: _column(",", ".")}


def all_to_plain(text: str) -> tuple[list[str], DecimalMark] | None:
    """Read a whole column at once where every cell is blank or a number, and at least one is surely of one
    mark.

    The grammar of one mark leaves no room for a cell that is surely of the other, so nothing is decided
    silently.
    """
    for mark, sure in ((DecimalMark.POINT, _SURE_POINT), (DecimalMark.COMMA, _SURE_COMMA)):
        if _COLUMNS[mark].fullmatch(text) and sure.search(text):
            decimal, other = (".", ",") if mark is DecimalMark.POINT else (",", ".")
            return text.replace(other, "").replace(decimal, ".").split("\0"), mark
    return None
