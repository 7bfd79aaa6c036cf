"""What is asked of an import: a frozen question, and the context and table that answer it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from clrisk_site.files.models import Upload
from clrisk_site.files.registry import ImportKind
from clrisk_site.files.spool import path_of
from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from clrisk_site.tables.guard import CHOICES, Choices
from clrisk_site.tables.spec import Context
from clrisk_site.tables.territories import TerritoryIndex


@dataclass(frozen=True)
class ImportOrder:
    """One file, what kind it is of, where it belongs, and everything a person said about it.

    Parameters
    ----------
    reading : mapping
        What was chosen about how the file is read, by the names of `tables.guard.Choices`.
    columns : mapping of str to str
        Header to field, as the person chose; headers not named are matched by themselves.
    facts : mapping of str to str
        What is said once about the whole file, such as the name of a release.
    by : User or None
        None for the owner of the server at the command line.
    trusted : bool
        The file comes from the command line and has larger limits.
    removes_gone : bool
        Stored rows that the file no longer holds go too, because a person said so.
    """

    kind: ImportKind
    territory: Territory
    path: Path
    file_name: str
    reading: Mapping[str, Any] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    year: int | None = None
    source: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    by: User | None = None
    trusted: bool = False
    removes_gone: bool = False

    @property
    def choices(self) -> Choices:
        """The reading as the reader takes it; a key it does not know is left out."""
        return cast("Choices", {name: self.reading[name] for name in CHOICES if name in self.reading})

    @property
    def sheet(self) -> str | None:
        """The sheet that was chosen, None for the first with cells."""
        sheet: str | None = self.reading.get("sheet")
        return sheet

    @property
    def wanted_sheets(self) -> tuple[str, ...]:
        """What a sheet may be called that is about the place: its own name, then those of what it lies in.

        Not the country: a sheet of that name may be a state's, or hold all of them.
        """
        places = []
        place: Territory | None = self.territory
        while place is not None and place.parent_id is not None:
            places.append(place.name)
            place = place.parent
        return tuple(places)

    @property
    def header_row(self) -> int | None:
        """The row of the header that was chosen, None for the one that is found."""
        row: int | None = self.reading.get("header_row")
        return row


def order_of(
    upload: Upload, kind: ImportKind, reading: Mapping[str, Any] | None = None, *, by: User | None = None
) -> ImportOrder:
    """Return the order that an upload stands for, with what was answered so far.

    Parameters
    ----------
    reading : mapping, optional
        Another reading of the file than the one that was chosen, to look at it.
    by : User, optional
        Who asks; the person who sent the file when left out.
    """
    return ImportOrder(
        kind=kind,
        territory=upload.territory,
        path=path_of(upload.stored_name),
        file_name=upload.file_name,
        reading=upload.reading if reading is None else reading,
        columns=upload.mapping,
        year=upload.year,
        source=upload.source,
        answers=upload.answers,
        facts=upload.facts,
        by=by or upload.created_by,
        removes_gone=upload.removes_gone,
    )


def context_of(order: ImportOrder, territories: TerritoryIndex | None) -> Context:
    """Return what surrounds the import, for the spec."""
    return Context(
        territory_path=order.territory.path,
        year=order.year,
        source=order.source,
        answers=order.answers,
        actor=order.by,
        known_territories=territories,
        extra={"facts": order.facts},
    )
