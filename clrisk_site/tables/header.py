"""Only the names of the columns of a file: for lists of persons, of which no cell may be seen."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self, Unpack

from clrisk_site.tables.asking import ask, refusal
from clrisk_site.tables.guard import Choices
from clrisk_site.tables.limits import Limits
from clrisk_site.tables.persons.heading import LONGEST
from clrisk_site.tables.raw import Sheet
from clrisk_site.tables.readers.packing import letter
from clrisk_site.tables.sentences import RefusedError
from clrisk_site.tables.spec import Refusal


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a table, in order, and how the file is read so that exactly these are found again.

    Parameters
    ----------
    columns : tuple of str
        The names as they stand; "" for a column without one, and for all when the row is no header.
    named : bool
        False when the file has no header, so that its first row, a row of data, is not told.
    rows : int
        Rows of data below it.
    reading : mapping
        Sheet, header row, encoding and separator as they were found or chosen, as `Choices`.
    sheets : tuple of Sheet
        All sheets of a workbook.
    sha256 : str
        Of the file that was looked at; "" when nobody asked for it.
    """

    columns: tuple[str, ...]
    named: bool = True
    rows: int = 0
    reading: Mapping[str, Any] = field(default_factory=dict)
    sheets: tuple[Sheet, ...] = ()
    sha256: str = ""

    @property
    def labels(self) -> tuple[str, ...]:
        """What each column is called on a page: by its name, else by its letter, as "(B)"."""
        return tuple(name or f"({letter(place)})" for place, name in enumerate(self.columns))

    @property
    def choices(self) -> Choices:
        """The reading, to be handed to the program that takes the file the second time."""
        found: Choices = {}
        found.update(self.reading)  # type: ignore[typeddict-item]  # its keys are those of `Choices`
        return found

    def to_plain(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> Self:
        sheets = tuple(Sheet(**sheet) for sheet in data["sheets"])
        return cls(**{**data, "columns": tuple(data["columns"]), "sheets": sheets})


def read_header(path: Path, limits: Limits, *, name: str, **choices: Unpack[Choices]) -> Header | Refusal:
    """Read the names of the columns of a file, also of a list of persons.

    Parameters
    ----------
    path, limits, name, **choices
        As for `asking.ask`.

    Returns
    -------
    Header or Refusal
        Never raises for what the file holds.
    """
    answer = ask(path, limits, name=name, header_only=True, **choices)
    if isinstance(answer, Refusal):
        return answer
    try:
        return _header(answer[0], choices)
    except (KeyError, TypeError, ValueError, AttributeError):
        return refusal(RefusedError("ended"), name)


def _header(head: Mapping[str, Any], choices: Choices) -> Header:
    source, layout = head["source"], head["layout"]
    found: dict[str, Any] = {
        "sheet": str(source.get("sheet", "")),
        "header_row": layout["header_row"],
        "header_rows": layout["header_rows"],
        "encoding": str(source.get("encoding", "")),
        "separator": str(source.get("separator", "")),
    }
    sheets = (Sheet(str(sheet["name"]), bool(sheet["hidden"])) for sheet in source.get("sheets", ()))
    return Header(
        columns=tuple(str(column)[:LONGEST] for column in head["headers"]),
        named=not head["tags"],
        rows=max(0, int(head["total_rows"])),
        reading={key: value for key, value in (found | choices).items() if value},
        sheets=tuple(sheets),
    )
