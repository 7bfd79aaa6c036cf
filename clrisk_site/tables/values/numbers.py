"""Numbers, whole numbers, years and per cents from text, a column at a time.

NaN is missing; it is never zero.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from clrisk_site.figures.message import N_, Message, says
from clrisk_site.tables.raw import SEPARATOR
from clrisk_site.tables.spec import Column, Kind, Option, Question
from clrisk_site.tables.values.marks import DecimalMark, all_to_plain, count_sure, to_plain, weigh
from clrisk_site.tables.values.parsed import (
    Parsed,
    Positions,
    answered,
    fail_each,
    is_missing,
    shown,
    spreadsheet_error,
    unpack,
)

type Floats = npt.NDArray[np.float64]

LARGEST_DEGREE = 180.0
LARGEST_WHOLE = 2**53
FIRST_YEAR, LAST_YEAR = 1900, 2100
SHARE, PERCENT = "share", "percent"
_END_PERCENT = re.compile(r" *%(?=\0|$)")
_ENDLESS = frozenset({"nan", "inf", "infinity", "infinito", "∞", "1.#inf", "1.#qnan"})


@dataclass(slots=True)
class _Reading:
    """The column on its way: cells, values, and the positions not yet understood."""

    column: Column
    cells: list[str]
    values: Floats
    open: Positions
    parsed: Parsed

    def settle(self, positions: Positions, values: Floats) -> None:
        """Take over the values that are numbers; the other positions stay open."""
        good = np.isfinite(values)
        self.values[positions[good]] = values[good]
        self.open = np.setdiff1d(self.open, positions[good], assume_unique=True)


def parse_numbers(
    packed: bytes, column: Column, answers: Mapping[str, str], *, typed: bool = False
) -> Parsed:
    """Read a column of numbers.

    Parameters
    ----------
    packed : bytes
        Cells in UTF-8 with NUL between them.
    answers : mapping of str to str
        Answers to the questions ``decimal:FIELD`` and ``scale:FIELD``.
    typed : bool
        Some cells were true numbers in a workbook, so the decimal mark is a point.

    Returns
    -------
    Parsed
        Values are ``float64`` for numbers and per cents, ``Int64`` for whole numbers and years.
    """
    cells = unpack(packed)
    at_once = all_to_plain(SEPARATOR.join(cells)) if b"," in packed and not typed else None
    cells = at_once[0] if at_once else cells
    values = _plain_numbers(cells)
    reading = _Reading(column, cells, values, np.flatnonzero(~np.isfinite(values)), Parsed(values))
    values[reading.open] = np.nan
    signed = _take_percent_signs(reading)
    # A column that is surely written one way needs no look at single cells.
    mark = at_once[1] if at_once else _take_written_numbers(reading, answers, typed=typed)
    if (b"," in packed or mark is DecimalMark.COMMA) and not reading.parsed.questions:
        reading.parsed.decimal_mark = mark
    _explain_rest(reading)
    _check_signs(reading, signed)
    if column.kind is Kind.PERCENT and not signed.any():
        _ask_scale(reading, answers)
    _check_bounds(reading)
    whole = column.kind in (Kind.INTEGER, Kind.YEAR)
    reading.parsed.values = _whole(reading) if whole else reading.values
    return reading.parsed


def _plain_numbers(cells: list[str]) -> Floats:
    """Read what Python itself reads as a number; NaN elsewhere."""
    try:
        values = np.fromiter(map(float, cells), np.float64, len(cells))
    except ValueError:
        values = np.fromiter(map(_float, cells), np.float64, len(cells))
    if "_" in "".join(cells):
        # float() allows 1_000, nobody else does.
        values[[position for position, cell in enumerate(cells) if "_" in cell]] = np.nan
    return values


def _float(cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        return math.nan


def _take_percent_signs(reading: _Reading) -> npt.NDArray[np.bool_]:
    """Drop per cent signs where the kind allows them; return which cells had one."""
    signed = np.zeros(len(reading.cells), dtype=bool)
    positions = np.array(
        [i for i in reading.open.tolist() if "%" in reading.cells[i] and _digit(reading.cells[i])],
        dtype=np.intp,
    )
    if len(positions) and reading.column.kind in (Kind.PERCENT, Kind.NUMBER):
        bare = _END_PERCENT.sub("", SEPARATOR.join(reading.cells[i] for i in positions.tolist())).split(
            SEPARATOR
        )
        for position, cell in zip(positions.tolist(), bare, strict=True):
            reading.cells[position] = cell
            signed[position] = "%" not in cell
        reading.settle(positions, _plain_numbers(bare))
    return signed


def _take_written_numbers(reading: _Reading, answers: Mapping[str, str], *, typed: bool) -> DecimalMark:
    """Settle the decimal mark of the column, read the numbers written with it, and return it."""
    failing = SEPARATOR.join(reading.cells[i] for i in reading.open.tolist() if _digit(reading.cells[i]))
    text = SEPARATOR.join(reading.cells) if failing or not typed else ""
    evidence = weigh(text, failing)
    contradicts = evidence.contradicts or (typed and (evidence.comma or evidence.ambiguous_comma))
    mark = evidence.mark or DecimalMark.POINT
    if contradicts:
        points, commas = count_sure(text)
        mark = DecimalMark.POINT if typed or points >= commas else DecimalMark.COMMA
    elif evidence.open and not typed:
        mark = _open_mark(reading, answers, point=evidence.ambiguous_point)
    if mark is DecimalMark.COMMA or (evidence.open and reading.column.kind is Kind.INTEGER):
        # Python read 1.234 as a little more than one, which this column does not mean.
        again = np.array([i for i, cell in enumerate(reading.cells) if "." in cell], dtype=np.intp)
        reading.values[again] = np.nan
        reading.open = np.union1d(reading.open, again)
    _read_open(reading, mark, thousands=not contradicts)
    return mark


def _open_mark(reading: _Reading, answers: Mapping[str, str], *, point: bool) -> DecimalMark:
    """Return the mark of a column whose cells, such as 1.234, fit both ways."""
    as_decimal = DecimalMark.POINT if point else DecimalMark.COMMA
    as_thousands = DecimalMark.COMMA if point else DecimalMark.POINT
    if reading.column.kind is Kind.INTEGER:
        return as_thousands
    if reading.column.maximum is not None and reading.column.maximum < 1000:
        return as_decimal
    if reading.column.of_position:
        return as_decimal if _are_degrees(reading, as_decimal) else as_thousands
    question = _mark_question(reading, as_decimal, as_thousands)
    answer = answered(answers, question)
    if answer is None:
        affected = np.array(
            [i for i, cell in enumerate(reading.cells) if "." in cell or "," in cell], dtype=np.intp
        )
        reading.parsed.questions.append(question)
        reading.parsed.waiting[question.code] = affected
        return as_decimal
    return DecimalMark(answer)


def _are_degrees(reading: _Reading, mark: DecimalMark) -> bool:
    """Whether every number is a degree when the mark separates its decimals."""
    read = (to_plain(cell.strip(), mark) for cell in reading.cells if _digit(cell))
    return all(abs(float(text)) <= LARGEST_DEGREE for text in read if text is not None)


def _mark_question(reading: _Reading, as_decimal: DecimalMark, as_thousands: DecimalMark) -> Question:
    sign = "." if as_decimal is DecimalMark.POINT else ","
    found = [cell.strip() for cell in reading.cells if sign in cell]
    return Question(
        f"decimal:{reading.column.name}",
        says(
            N_("Does «%(mark)s» in the column %(column)s separate decimals or thousands?"),
            mark=sign,
            column=reading.column.label,
        ),
        (
            Option(as_decimal.value, says(N_("Decimals: %(cell)s is less than a thousand"), cell=found[0])),
            Option(as_thousands.value, says(N_("Thousands: %(cell)s is a thousand or more"), cell=found[0])),
        ),
        rows=len(found),
    )


def _read_open(reading: _Reading, mark: DecimalMark, *, thousands: bool) -> None:
    positions = np.array([i for i in reading.open.tolist() if _digit(reading.cells[i])], dtype=np.intp)
    if not len(positions):
        return
    cells = [reading.cells[i] for i in positions.tolist()]
    read = {cell: to_plain(cell, mark, thousands=thousands) or "" for cell in set(cells)}
    reading.settle(positions, _plain_numbers([read[cell] for cell in cells]))


def _digit(cell: str) -> bool:
    return any("0" <= letter <= "9" for letter in cell)


def _explain_rest(reading: _Reading) -> None:
    """Tell missing marks from cells that are wrong."""
    missing: dict[str, bool] = {}
    wrong = []
    for position in reading.open.tolist():
        cell = reading.cells[position]
        if cell not in missing:
            missing[cell] = is_missing(cell)
        if not missing[cell]:
            wrong.append(position)
        elif cell.strip():
            mark = cell.strip()
            reading.parsed.missing[mark] = reading.parsed.missing.get(mark, 0) + 1
    fail_each(reading.parsed, reading.cells, np.array(wrong, dtype=np.intp), _not_a_number)
    zero = np.flatnonzero((reading.values == 0) & np.signbit(reading.values))
    _fail(reading, zero, says(N_("«-0» is not a number of a table. Write 0 or the right value.")))


def _not_a_number(cell: str) -> Message:
    if cell.strip().lstrip("+-").casefold() in _ENDLESS or _overflows(cell):
        return says(
            N_("«%(cell)s» is not a number that can be stored. Write the value or leave it blank."),
            cell=shown(cell),
        )
    return spreadsheet_error(cell) or says(
        N_("«%(cell)s» is not a number. Write digits with the same decimal mark as the other rows."),
        cell=shown(cell),
    )


def _overflows(cell: str) -> bool:
    try:
        return math.isinf(float(cell))
    except ValueError:
        return False


def _check_signs(reading: _Reading, signed: npt.NDArray[np.bool_]) -> None:
    """Refuse a column that is per cent in some rows and possibly shares in the others."""
    if not signed.any():
        return
    known = np.isfinite(reading.values)
    plain = known & ~signed
    if reading.column.kind is Kind.PERCENT:
        plain &= (reading.values > 0) & (reading.values <= 1)
    message = says(
        N_("Other rows of this column have a per cent sign. Write this value in per cent too, with the sign.")
    )
    _fail(reading, np.flatnonzero(plain), message)


def _ask_scale(reading: _Reading, answers: Mapping[str, str]) -> None:
    """Ask whether a column of per cents, all of them at most 1, holds shares."""
    known = reading.values[np.isfinite(reading.values)]
    if len(known) < 2 or (known > 1).any() or (known < 0).any() or not ((known > 0) & (known < 1)).any():
        return
    question = Question(
        f"scale:{reading.column.name}",
        says(
            N_("All values of the column %(column)s lie between 0 and 1. Are they shares or per cents?"),
            column=reading.column.label,
        ),
        (
            Option(
                SHARE,
                says(
                    N_("Shares: %(value)s means %(percent)s %%"), value=_two(known), percent=_two(known * 100)
                ),
            ),
            Option(PERCENT, says(N_("Per cents: %(value)s means %(value)s %%"), value=_two(known))),
        ),
        recommended=SHARE,
        rows=len(known),
    )
    answer = answered(answers, question)
    if answer is None:
        reading.parsed.questions.append(question)
        reading.parsed.waiting[question.code] = np.flatnonzero(np.isfinite(reading.values))
    elif answer == SHARE:
        # Fifteen digits hold what the file says; the rest is noise of the multiplication.
        reading.values = np.array([float(f"{value:.15g}") for value in reading.values * 100])


def _two(values: Floats) -> str:
    return f"{values[values > 0][0]:.4g}"


def _check_bounds(reading: _Reading) -> None:
    low, high = reading.column.minimum, reading.column.maximum
    if reading.column.kind is Kind.YEAR:
        low = FIRST_YEAR if low is None else low
        high = LAST_YEAR if high is None else high
    elif reading.column.kind is Kind.PERCENT:
        low, high = (0.0 if low is None else low), (100.0 if high is None else high)
    with np.errstate(invalid="ignore"):
        if low is not None:
            message = says(
                N_("The value is below %(limit)s. Correct it or leave it blank."), limit=f"{low:g}"
            )
            _fail(reading, np.flatnonzero(reading.values < low), message)
        if high is not None:
            message = says(
                N_("The value is above %(limit)s. Correct it or leave it blank."), limit=f"{high:g}"
            )
            _fail(reading, np.flatnonzero(reading.values > high), message)


def _whole(reading: _Reading) -> pd.api.extensions.ExtensionArray:
    values = reading.values
    with np.errstate(invalid="ignore"):
        broken = np.flatnonzero(np.isfinite(values) & ((values % 1 != 0) | (np.abs(values) > LARGEST_WHOLE)))
    _fail(reading, broken, says(N_("The value must be a whole number.")))
    mask = np.isnan(values)
    return pd.arrays.IntegerArray(np.where(mask, 0, values).astype(np.int64), mask)


def _fail(reading: _Reading, positions: Positions, message: Message) -> None:
    if len(positions):
        reading.parsed.failures.append((positions, message))
        reading.values[positions] = np.nan
