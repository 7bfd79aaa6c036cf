"""Reads profile cells from CSV or Parquet in one stream: millions of rows become the few that differ."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl

from clrisk_site.figures.message import Message, says
from clrisk_site.tables.readers.text import find_encoding, resolve_encoding
from clrisk_site.tables.values.parsed import is_missing
from diagnosis.statistics.errors import AnalysisError, listed
from diagnosis.statistics.logit.coding import labels_of
from diagnosis.statistics.transfer.cell_errors import (
    AmbiguousCountError,
    LackingColumnError,
    MissingAreaError,
    MissingCountError,
    NoCellsError,
    TextInCountsError,
    TwoRolesError,
    UnreadableCellsError,
    UnusableCountError,
)
from diagnosis.statistics.transfer.cells import Labelled, ProfileCells, profile_cells
from diagnosis.statistics.transfer.text_cells import (
    CsvForm,
    CsvTable,
    first_text,
    in_thousands,
    open_csv,
    spelled_numbers,
)
from diagnosis.survey.codes import canonical

PARQUET = b"PAR1"
COUNT, ROW = "count", "row of the file"
CHUNK = 1024 * 1024


def read_cells(
    path: Path,
    *,
    area: str,
    counts: str,
    columns: Sequence[str] = (),
    form: CsvForm | None = None,
    absent: Callable[[str], bool] = is_missing,
    missing: Mapping[str, Collection[str]] | None = None,
) -> ProfileCells:
    """Read the cells of a file and add up those that are alike.

    Parameters
    ----------
    path : Path
        Parquet, or a text with separators and one header row. What it is is seen in its first bytes.
    area, counts : str
        Columns of the area's code and of the number of children.
    columns : sequence of str
        Columns of the variables. One that the file lacks is lacking in the result too; `model_profiles` then
        says what the model needs it for.
    form : CsvForm, optional
        How a text is written, where that cannot be seen.
    absent : callable
        Whether a cell says in words or marks that its value is missing.
    missing : mapping of str to collection of str, optional
        Further codes that mean so, by column.

    Returns
    -------
    ProfileCells
        One cell for each combination of area and codes that occurs. Codes of areas are texts: a CSV keeps
        their leading zeros.

    Raises
    ------
    LackingColumnError, TwoRolesError
        If a column is not there, or has two roles.
    MissingAreaError, MissingCountError, UnusableCountError, TextInCountsError, NoCellsError
        If a row cannot be counted.
    UnreadableCellsError
        If the file is no table.

    Notes
    -----
    The rows are grouped while they are read, so memory does not grow with their number. Blank counts are
    counted in the same pass; they are never zero.
    """
    variables = list(dict.fromkeys(columns))
    for role in (area, counts):
        if role in variables or area == counts:
            raise TwoRolesError(role)
    with path.open("rb") as file:
        head = file.read(4)
    try:
        read = _parquet if head == PARQUET else _text
        form = replace(form or CsvForm(), absent=absent, missing=_numbers_of((missing or {}).get(counts, ())))
        cells, rows, numeric, variables = read(path, area, variables, counts, form)
    except (MissingCountError, UnusableCountError, TextInCountsError) as error:
        error.column = counts
        raise
    except MissingAreaError as error:
        error.column = area
        raise
    except (pl.exceptions.PolarsError, OSError) as error:
        raise UnreadableCellsError("Parquet" if head == PARQUET else "CSV") from error
    said = missing or {}
    labelled = {
        name: _without(_labelled(cells[f"v{place}"]), absent, said.get(name, ()))
        for place, name in enumerate(variables, 1)
    }
    areas = _without(_labelled(_area_as_text(cells["v0"])), absent, said.get(area, ()))
    try:
        found = profile_cells(areas, labelled, cells[COUNT].to_numpy())
    except AnalysisError as error:
        error.column = counts
        raise
    warnings = (*(_words(area) if numeric else ()), *_alike(found.areas.labels))
    return replace(found, rows=rows, warnings=warnings)


type Read = tuple[pl.DataFrame, int, bool, list[str]]
"""Cells, rows behind them, whether codes of areas were numbers, and the variables that are there."""


def _parquet(path: Path, area: str, variables: Sequence[str], counts: str, form: CsvForm) -> Read:
    schema = pl.read_parquet_schema(path)
    _check_columns((area, counts), list(schema))
    wanted = [area, *(name for name in variables if name in schema), counts]
    kind = schema[wanted[-1]]
    if not (kind.is_numeric() or kind == pl.Null):
        if kind != pl.String:
            raise TextInCountsError(counts, str(kind), 0)
        _refuse_texts(pl.scan_parquet(path), counts, spelled_numbers(pl.col(counts)), form.absent)
    keys = [
        pl.col(name).cast(pl.Int8 if schema[name] == pl.Boolean else schema[name]).alias(f"v{place}")
        for place, name in enumerate(wanted[:-1])
    ]
    number = _kept(pl.col(wanted[-1]).cast(pl.Float64), form)
    lazy = pl.scan_parquet(path)
    rows = int(lazy.select(pl.len()).collect().item())
    return _grouped(lazy, keys, number)[0], rows, schema[area].is_numeric(), wanted[1:-1]


def _text(path: Path, area: str, variables: Sequence[str], counts: str, form: CsvForm) -> Read:
    encoding = resolve_encoding(path, form.encoding) if form.encoding else _marked_encoding(path)
    try:
        if encoding in ("", "utf-8", "utf-8-sig"):
            return _utf8(path, area, variables, counts, form)
    except pl.exceptions.ComputeError:
        encoding = find_encoding(path)
        if encoding in ("utf-8", "utf-8-sig"):
            raise
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "cells.csv"
        _recode(path, encoding, copy)
        return _utf8(copy, area, variables, counts, form)


def _utf8(path: Path, area: str, variables: Sequence[str], counts: str, form: CsvForm) -> Read:
    table = open_csv(path, form)
    _check_columns((area, counts), table.names)
    wanted = [area, *(name for name in variables if name in table.names), counts]
    keys = [pl.col(name).alias(f"v{place}") for place, name in enumerate(wanted[:-1])]
    try:
        cells, rows = _counted(table, wanted, keys, form)
    except AnalysisError as error:
        error.file_row = None if error.row is None else table.skipped + 1 + error.row
        raise
    return cells, rows, False, wanted[1:-1]


def _counted(
    table: CsvTable, wanted: Sequence[str], keys: list[pl.Expr], form: CsvForm
) -> tuple[pl.DataFrame, int]:
    counts = wanted[-1]
    try:
        lazy = table.scan(wanted, typed=True)
        number = pl.col(counts)
        if form.decimal == "comma":
            number = spelled_numbers(number, form.decimal)
            _refuse_texts(lazy, counts, number, form.absent)
        cells, rows = _grouped(lazy, keys, _kept(number, form), count=True)
    except pl.exceptions.ComputeError:
        # A code or count further down is no number after all: once more, with all cells as texts.
        lazy = table.scan(wanted, typed=False)
        number = spelled_numbers(pl.col(counts), form.decimal)
        _refuse_texts(lazy, counts, number, form.absent)
        cells, rows = _grouped(lazy, keys, _kept(number, form), count=True)
    doubtful = counts in table.pointed or bool((cells[COUNT] % 1 != 0).any())
    if doubtful and not form.decimal and table.separator != ",":
        value = in_thousands(table.scan(wanted, typed=False).select(counts))
        if value is not None:
            raise AmbiguousCountError(counts, value)
    return cells, rows


def _refuse_texts(lazy: pl.LazyFrame, counts: str, number: pl.Expr, absent: Callable[[str], bool]) -> None:
    found = first_text(lazy.select(counts), number)
    if found is None:
        return
    row, value = found
    if absent(value):
        rows = int(lazy.select(number.is_null().sum()).collect(engine="streaming").item())
        raise MissingCountError(rows, row)
    raise TextInCountsError(counts, value, row)


def _grouped(
    lazy: pl.LazyFrame, keys: list[pl.Expr], number: pl.Expr, *, count: bool = False
) -> tuple[pl.DataFrame, int]:
    """Add up the counts of like rows, and refuse what has no count or no area; count the rows if asked."""
    # What is blank or negative makes the sum of its cell NaN, so that one cheap sum finds it.
    sound = pl.when(number >= 0).then(number).otherwise(math.nan).sum().alias(COUNT)
    asked = [sound, pl.len().alias("rows")] if count else [sound]
    found = lazy.group_by(keys).agg(asked).collect(engine="streaming")
    nowhere = pl.col("v0").cast(pl.String).str.strip_chars().fill_null("") == ""
    if found[COUNT].is_nan().any() or found.select(nowhere.any()).item():
        found = _explained(lazy, keys, number.fill_nan(None))
    return found, int(found["rows"].sum()) if count else 0


def _kept(number: pl.Expr, form: CsvForm) -> pl.Expr:
    """Make blank the numbers that stand for a missing count."""
    return pl.when(number.is_in(form.missing)).then(None).otherwise(number) if form.missing else number


def _explained(lazy: pl.LazyFrame, keys: list[pl.Expr], number: pl.Expr) -> pl.DataFrame:
    """Group once more where something is wrong: say what, or leave out the rows that are blank altogether."""
    area = keys[0].meta.undo_aliases()
    nowhere = area.cast(pl.String).str.strip_chars().fill_null("") == ""
    empty = pl.all_horizontal(key.meta.undo_aliases().is_null() for key in keys) & number.is_null()
    kept = lazy.with_row_index(ROW).filter(~empty)
    wrong = kept.select(
        pl.len().alias("all"),
        number.null_count().alias("blank"),
        nowhere.sum().alias("nowhere"),
        pl.col(ROW).filter(number.is_null()).first().alias("first_blank"),
        pl.col(ROW).filter(nowhere).first().alias("first_nowhere"),
        pl.col(ROW).filter(number < 0).first().alias("first_negative"),
        area.cast(pl.String).filter(number < 0).first().alias("area"),
    )
    told = wrong.collect(engine="streaming").row(0, named=True)
    if not told["all"]:
        raise NoCellsError
    if told["blank"]:
        raise MissingCountError(told["blank"], told["first_blank"])
    if told["nowhere"]:
        raise MissingAreaError(told["nowhere"], told["first_nowhere"])
    if told["first_negative"] is not None:
        raise UnusableCountError(str(told["area"]), told["first_negative"])
    return (
        kept.group_by(keys).agg(number.sum().alias(COUNT), pl.len().alias("rows")).collect(engine="streaming")
    )


def _labelled(codes: pl.Series) -> Labelled:
    """Label a column; texts are told apart by polars, which is faster than sorting them."""
    if codes.dtype != pl.String:
        return Labelled.of(codes.to_numpy())
    codes = codes.str.normalize("NFC")
    distinct = codes.drop_nulls().unique()
    labels, rank = labels_of(distinct.to_numpy())
    places = codes.cast(pl.Enum(distinct)).to_physical().cast(pl.Int64).fill_null(-1).to_numpy()
    return Labelled(tuple(labels), np.append(rank, -1)[places].astype(np.int64))


def _without(column: Labelled, absent: Callable[[str], bool], said: Collection[str]) -> Labelled:
    """Make blank what says that a value is missing."""
    codes = {canonical(code) for code in said}
    gone = [place for place, label in enumerate(column.labels) if absent(label) or canonical(label) in codes]
    if not gone:
        return column
    return Labelled(column.labels, np.where(np.isin(column.places, gone), -1, column.places))


def _numbers_of(codes: Collection[str]) -> tuple[float, ...]:
    """Return the numbers among codes."""
    found = []
    for code in codes:
        try:
            found.append(float(code))
        except ValueError:
            continue
    return tuple(found)


def _area_as_text(codes: pl.Series) -> pl.Series:
    if codes.dtype.is_float() and bool((codes == codes.floor()).all()):
        codes = codes.cast(pl.Int64)
    return codes.cast(pl.String).str.strip_chars()


def _check_columns(wanted: Sequence[str], present: Sequence[str]) -> None:
    for name in wanted:
        if name not in present:
            raise LackingColumnError(name, present)


def _marked_encoding(path: Path) -> str:
    """Return UTF-16 where the first bytes tell it; what else is not UTF-8 is met in reading."""
    with path.open("rb") as file:
        head = file.read(4)
    return "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in head else ""


def _recode(path: Path, encoding: str, copy: Path) -> None:
    try:
        with (
            path.open(encoding=find_encoding(path) if encoding == "utf-16" else encoding, newline="") as old,
            copy.open("w", encoding="utf-8", newline="") as new,
        ):
            while text := old.read(CHUNK):
                new.write(text)
    except (UnicodeDecodeError, LookupError) as error:
        raise UnreadableCellsError("CSV") from error


def row_of_code(path: Path, column: str, codes: Sequence[str], form: CsvForm) -> int | None:
    """Return the row of the file that first holds one of some codes in a column; a blank one without codes.

    Parameters
    ----------
    path : Path
        A file that `read_cells` has read.
    column : str
        The column.
    codes : sequence of str
        Codes as the labels of the column write them.
    form : CsvForm
        How a text is written.
    """
    with path.open("rb") as file:
        packed = file.read(4) == PARQUET
    try:
        table = None if packed else open_csv(path, form)
        lazy = pl.scan_parquet(path) if table is None else table.scan([column], typed=False)
        text = pl.col(column).cast(pl.String).str.strip_chars().str.replace(r"\.0$", "").fill_null("")
        wanted = text.is_in(list(codes)) if codes else text == ""
        found = lazy.with_row_index(ROW).filter(wanted).select(ROW).head(1).collect(engine="streaming")
    except (pl.exceptions.PolarsError, AnalysisError):
        return None
    if not found.height:
        return None
    return int(found.item()) + 1 + (0 if table is None else table.skipped)


def _alike(codes: Sequence[str]) -> tuple[Message, ...]:
    """Say which codes are one but for their leading zeros."""
    seen: dict[str, list[str]] = {}
    for code in codes:
        seen.setdefault(code.lstrip("0"), []).append(code)
    pairs = [" = ".join(one) for one in seen.values() if len(one) > 1]
    if not pairs:
        return ()
    return (
        says(
            "Codes of areas that differ in leading zeros only are counted as different areas: %(codes)s.",
            codes=listed(pairs),
        ),
    )


def _words(area: str) -> tuple[Message, ...]:
    return (
        says(
            "The file holds the codes of “%(column)s” as numbers, so leading zeros are lost. Store them as "
            "texts if the codes have any.",
            column=area,
        ),
    )
