"""Numbers from the cells of a column: at once where they are plain, as the imports read them where not."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import polars as pl
from numpy.typing import NDArray

from clrisk_site.figures.message import says
from clrisk_site.tables.spec import Column, Kind
from clrisk_site.tables.values.marks import DecimalMark, to_plain
from clrisk_site.tables.values.numbers import parse_numbers
from diagnosis.analyses.absent import is_absent
from diagnosis.analyses.faults import DecimalMarkError, NotANumberError, shortened

type Floats = NDArray[np.float64]
type RowOf = Callable[[int], int]

ENDLESS = {"inf": np.inf, "+inf": np.inf, "-inf": -np.inf, "infinity": np.inf, "-infinity": -np.inf}
_FITS_BOTH = r"^[-+]?[1-9]\d{0,2}\.\d{3}$"
_SURELY_POINT = r"\.(?:\d{1,2}|\d{4,})$|^[-+]?(?:0\d*|\d{4,})?\.\d+$|[eE]"


def read_numbers(
    texts: pl.Series, column: str, row: RowOf, *, decimal: str = "", by_comma: bool = False
) -> Floats:
    """Return the numbers of a column.

    Parameters
    ----------
    texts : Series of str of shape (n,)
        Cells as they stand; null where blank.
    column : str
        Header, for what is said of it.
    row : callable
        From a place, from 0, to the row of the file.
    decimal : str
        "point", "comma", or "" to find out.
    by_comma : bool
        True where commas separate the cells: a point alone in a number then separates its decimals.

    Returns
    -------
    ndarray of float of shape (n,)
        NaN where a cell is blank or says that the value is missing; infinite where it says so.

    Raises
    ------
    NotANumberError, DecimalMarkError
        If a cell is no number, or all of them could be read in two ways.
    """
    values = texts.cast(pl.Float64, strict=False)
    if values.null_count() > texts.null_count():
        texts = texts.str.strip_chars()
        texts = texts.set(texts == "", None)
        values = texts.cast(pl.Float64, strict=False)
    failed = values.is_null() & texts.is_not_null()
    if decimal == DecimalMark.COMMA or (failed.any() and _holds_comma(texts.filter(failed))):
        return _written(texts, column, row, decimal)
    if not decimal and not by_comma and texts.str.contains(".", literal=True).any():
        _refuse_both(texts, column, row)
    numbers = values.fill_null(np.nan).to_numpy().astype(np.float64)
    for place in np.flatnonzero(failed.to_numpy()).tolist():
        numbers[place] = _odd(str(texts[place]), column, row(place))
    return numbers


def _holds_comma(failed: pl.Series) -> bool:
    return bool(failed.str.contains(r"\d[,\s]|,\d").any())


def _refuse_both(texts: pl.Series, column: str, row: RowOf) -> None:
    """Refuse a column whose points could all separate thousands."""
    fits = texts.str.contains(_FITS_BOTH).fill_null(value=False)
    if not fits.any() or texts.str.contains(_SURELY_POINT).any():
        return
    place = int(np.argmax(fits.to_numpy()))
    raise DecimalMarkError(column, str(texts[place]), row(place))


def _odd(cell: str, column: str, row: int) -> float:
    """Return what a cell means that is no plain number; NaN for a mark of "missing"."""
    if cell.casefold() in ENDLESS:
        return ENDLESS[cell.casefold()]
    plain = to_plain(cell, DecimalMark.POINT)
    if plain is not None:
        return float(plain)
    if is_absent(cell):
        return np.nan
    raise NotANumberError(row, column, shortened(cell))


def _written(texts: pl.Series, column: str, row: RowOf, decimal: str) -> Floats:
    """Read a column with decimal commas or thousands as the imports do."""
    cells = [cell or "" for cell in texts.to_list()]
    if decimal:
        mark = DecimalMark(decimal)
        known = {cell: _marked(cell, mark) for cell in set(cells)}
        for place, cell in enumerate(cells):
            if known[cell] is None:
                raise NotANumberError(row(place), column, shortened(cell))
        return np.asarray([known[cell] for cell in cells], dtype=np.float64)
    wanted = Column("number", says("Number"), Kind.NUMBER)
    plain = {cell: "" if is_absent(cell) else cell.replace("\0", " ") for cell in set(cells)}
    found = parse_numbers("\0".join([plain[cell] for cell in cells]).encode(), wanted, {})
    if found.failures:
        place = min(int(places.min()) for places, _ in found.failures)
        raise NotANumberError(row(place), column, shortened(cells[place]))
    if found.questions:
        place = next(place for place, cell in enumerate(cells) if "," in cell or "." in cell)
        raise DecimalMarkError(column, shortened(cells[place]), row(place))
    return np.asarray(found.values, dtype=np.float64)


def _marked(cell: str, mark: DecimalMark) -> float | None:
    if not cell or is_absent(cell):
        return np.nan
    if cell.casefold() in ENDLESS:
        return ENDLESS[cell.casefold()]
    plain = to_plain(cell, mark)
    return None if plain is None else float(plain)
