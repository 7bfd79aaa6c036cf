"""Numbers that states give to persons, told by their form and their check digits.

Numbers of firms (CNPJ, RFC of twelve characters, RUT from 50 million on) are none of them.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

CURP = re.compile(
    r"\b[A-Z][AEIOUX][A-Z]{2}(\d{2})(\d{2})(\d{2})[HMX][A-Z]{2}[B-DF-HJ-NP-TV-ZÑ]{3}[A-Z\d]\d\b"
)
CPF_WRITTEN = re.compile(r"\b\d{3}\.\d{3}\.\d{3}-\d{2}\b")
_RUT = re.compile(r"(\d{1,2}\.?\d{3}\.?\d{3})-([\dkK])")
_NOT_DIGIT = re.compile(r"\D")
_LETTERS = re.compile(r"[^\W\d_]")
LONGEST = 20
LENGTHS = frozenset((7, 8, 10, 11))
_NATURAL_RUT = 50_000_000
_PROVINCES_OF_ECUADOR = 24
_ABROAD = 30


@dataclass(frozen=True, slots=True)
class Check:
    """A check, and the share of the cells, `least` of them different, that must pass it to be believed."""

    passes: Callable[[str], bool]
    share: float
    least: int


def holds_identifiers(cells: Sequence[str]) -> bool:
    """Whether the cells of a column are numbers of persons, or texts with such numbers in them."""
    joined = "\n".join(cells)
    if has_curp(joined):
        return True
    written = {_NOT_DIGIT.sub("", found) for found in CPF_WRITTEN.findall(joined)}
    if sum(1 for digits in written if is_cpf(digits)) > 1:
        return True
    if "-" in joined and _believed(RUT, cells):
        return True
    digits = [
        _NOT_DIGIT.sub("", cell) if len(cell) <= LONGEST and not _LETTERS.search(cell) else ""
        for cell in cells
    ]
    if sum(1 for number in digits if len(number) in LENGTHS) * 2 < len(cells):
        return False
    return any(_believed(check, digits) for check in CHECKS)


def has_curp(text: str) -> bool:
    """Whether the text holds a Mexican CURP with a possible birth date.

    The last digit is not asked for: a CURP that was mistyped still names somebody, and nothing else looks
    like one.
    """
    return any(_is_date(*found.groups()) for found in CURP.finditer(text.upper()))


def is_cpf(digits: str) -> bool:
    """Whether eleven digits are a Brazilian CPF."""
    if len(digits) != 11 or len(set(digits)) == 1:
        return False
    first = _weighted(digits[:9], range(10, 1, -1)) * 10 % 11 % 10
    second = _weighted(digits[:10], range(11, 1, -1)) * 10 % 11 % 10
    return digits[9:] == f"{first}{second}"


def is_nis(digits: str) -> bool:
    """Whether eleven digits are a number of the Brazilian register of families (NIS, PIS)."""
    if len(digits) != 11 or len(set(digits)) == 1:
        return False
    rest = _weighted(digits[:10], (3, 2, 9, 8, 7, 6, 5, 4, 3, 2)) % 11
    return int(digits[10]) == (0 if rest < 2 else 11 - rest)


def is_rut(text: str) -> bool:
    """Whether a text is the RUT of a natural person of Chile, written with its dash."""
    found = _RUT.fullmatch(text)
    if found is None:
        return False
    number, check = found[1].replace(".", ""), found[2].upper()
    total = _weighted(number[::-1], (2, 3, 4, 5, 6, 7, 2, 3))
    return int(number) < _NATURAL_RUT and check == "0123456789K"[-total % 11]


def is_cedula_of_ecuador(digits: str) -> bool:
    if len(digits) != 10 or int(digits[2]) > 5:
        return False
    province = int(digits[:2])
    return (1 <= province <= _PROVINCES_OF_ECUADOR or province == _ABROAD) and _luhn(digits)


def is_cedula_of_the_dominican_republic(digits: str) -> bool:
    return len(digits) == 11 and len(set(digits)) > 1 and _luhn(digits[::-1], from_right=True)


def is_cedula_of_uruguay(digits: str) -> bool:
    if len(digits) not in (7, 8):
        return False
    padded = digits.zfill(8)
    return int(padded[7]) == -_weighted(padded[:7], (2, 9, 8, 7, 6, 3, 4)) % 10


def is_cuil(digits: str) -> bool:
    """Whether eleven digits are the CUIL of a natural person of Argentina."""
    if len(digits) != 11 or digits[:2] not in ("20", "23", "24", "27"):
        return False
    return int(digits[10]) == -_weighted(digits[:10], (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11 % 10


def _believed(check: Check, cells: Sequence[str]) -> bool:
    passed = {cell for cell in set(cells) if check.passes(cell)}
    return len(passed) >= check.least and sum(1 for cell in cells if cell in passed) >= check.share * len(
        cells
    )


RUT = Check(is_rut, 0.5, 3)
CHECKS = (
    Check(is_cpf, 0.5, 3),
    # One number in ten passes these by chance, so nearly all must.
    Check(is_nis, 0.9, 6),
    Check(is_cuil, 0.9, 4),
    Check(is_cedula_of_ecuador, 0.9, 6),
    Check(is_cedula_of_the_dominican_republic, 0.9, 6),
    Check(is_cedula_of_uruguay, 0.95, 8),
)


def _weighted(digits: str, weights: Iterable[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


def _luhn(digits: str, *, from_right: bool = False) -> bool:
    """Whether digits add up to a whole ten when every second one is doubled."""
    doubled = 1 if from_right else 0
    total = 0
    for place, digit in enumerate(digits):
        value = int(digit) * (2 if place % 2 == doubled else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _is_date(year: str, month: str, day: str) -> bool:
    # Of the century only the leap days depend; 2000 and 1900 differ in one of them.
    try:
        date(2000 + int(year), int(month), int(day))
    except ValueError:
        return False
    return True
