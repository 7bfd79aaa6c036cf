"""What the child process is asked, and what it answers, as plain data that crosses the process border as
JSON."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from clrisk_site.tables.limits import Limits

type Plain = str | int | float | bool | list[Plain] | dict[str, Plain] | None


@dataclass(frozen=True, slots=True)
class Request:
    """One file to read, with what the user chose; what is None is proposed.

    With `head` only so many rows are answered, though the whole file is read. `wanted_sheets` are names, the
    best first: a sheet that is called so is proposed before others. With `all_sheets` none of the sheets that
    are not read may list persons. With `header_only` no cell is answered at all; with `leaving`, only the
    columns under those headers leave the reading process. `plan` is what another program than the reader is
    to do with the table, in plain data. Of a map, `crs` is the coordinate system and `swap` says that north
    stands before east; `home` is the box in which it should lie.
    """

    path: Path
    kind: str
    limits: Limits
    sheet: str | None = None
    header_row: int | None = None
    header_rows: int | None = None
    last_row: int | None = None
    encoding: str | None = None
    separator: str | None = None
    repair: bool = False
    head: int | None = None
    wanted_sheets: tuple[str, ...] = ()
    header_only: bool = False
    all_sheets: bool = False
    plan: Mapping[str, Plain] = field(default_factory=dict)
    # What further kinds of files are asked stands below.
    crs: str | None = None
    swap: bool = False
    home: tuple[float, float, float, float] | None = None
    leaving: tuple[str, ...] | None = None

    def to_plain(self) -> dict[str, Any]:
        return asdict(self) | {"path": str(self.path)}

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> Self:
        fields = {"path": Path(data["path"]), "limits": Limits(**data["limits"])}
        return cls(**{**data, **fields, "wanted_sheets": tuple(data.get("wanted_sheets", ()))})


@dataclass(frozen=True, slots=True)
class Note:
    """A problem by its code, still without a sentence."""

    code: str
    row: int | None = None
    column: int | None = None
    warning: bool = False
    params: Mapping[str, str | int] = field(default_factory=dict)


type Rows = Iterator[list[str]]
"""Rows of cells as text, from row 1 of the file, blank rows included."""


@dataclass(slots=True)
class Reading:
    """What one reader found; `columns` are packed texts in UTF-8, one per header."""

    headers: list[str] = field(default_factory=list)
    columns: list[bytes] = field(default_factory=list)
    rows: int = 0
    skipped: list[int] = field(default_factory=list)
    first_row: int = 1
    layout: dict[str, int | None] = field(default_factory=dict)
    source: dict[str, Plain] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    typed: list[int] = field(default_factory=list)
    top: list[list[str]] = field(default_factory=list)
    geometry_column: int | None = None
    repairs: list[tuple[str, str]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    total_rows: int = 0
    accents: list[str] = field(default_factory=list)
    bottom: list[tuple[int, list[str]]] = field(default_factory=list)
    map: dict[str, Any] | None = None
