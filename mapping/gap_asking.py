"""What the address of the supply page asks for, and the part of the matrix that answers it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mapping.models.institution import GovernmentLevel
from mapping.supply import By, SupplyMatrix

WIDTHS = {By.ZONE: 5, By.BOTH: 5, By.LEVEL: len(GovernmentLevel)}
"""Columns on one page: as many as can be read beside the panel of a cell."""


@dataclass(frozen=True)
class Wanted:
    """Columns; one factor, level or zone, or all of them; which page of zones, and the open cell."""

    by: By = By.ZONE
    factor: str = ""
    level: str = ""
    zone: str = ""
    page: int = 1
    cell: tuple[str, str] | None = None

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Wanted:
        """Read the address; what is not understood counts as not asked."""
        by = By(query["by"]) if query.get("by") in set(By) else By.ZONE
        level = query.get("level", "")
        code, slash, key = query.get("cell", "").partition("/")
        number = query.get("page", "")
        return cls(
            by,
            query.get("factor", ""),
            level if by is By.ZONE and level in GovernmentLevel.values else "",
            "" if by is By.LEVEL else query.get("zone", "").strip().upper(),
            int(number) if number.isascii() and number.isdecimal() and len(number) < 5 else 1,
            (code, key) if slash else None,
        )

    @property
    def kept(self) -> dict[str, str]:
        """The address without page and cell: what links to other cells keep."""
        named = {"level": self.level, "factor": self.factor, "zone": self.zone}
        return {"by": self.by.value, **{name: value for name, value in named.items() if value}}


@dataclass(frozen=True)
class ZonePage:
    """The columns of one page: their first and last place from 1, of how many, and which page of how many."""

    matrix: SupplyMatrix
    first: int
    last: int
    columns: int
    number: int
    pages: int


def page_of(matrix: SupplyMatrix, wanted: Wanted) -> ZonePage:
    """Return the factor, the zone and the page that are asked for; a page that is not there is the last."""
    matrix = matrix.only(wanted.factor)
    places = [place for place, column in enumerate(matrix.columns) if column.letter == wanted.zone != ""]
    if places:
        return ZonePage(matrix.part(places[0], places[0] + 1), places[0] + 1, places[0] + 1, 1, 1, 1)
    width, columns = WIDTHS[wanted.by], len(matrix.columns)
    pages = max(1, -(-columns // width))
    number = min(max(1, wanted.page), pages)
    first = (number - 1) * width
    last = min(columns, first + width)
    return ZonePage(matrix.part(first, last), first + 1, last, columns, number, pages)


def asked_by_key(key: str) -> tuple[By, str]:
    """Return the columns, and the level in a zone, that the key of a cell belongs to.

    Examples
    --------
    >>> asked_by_key("A.state")
    (<By.ZONE: 'zone'>, 'state')
    """
    if key in GovernmentLevel.values:
        return By.LEVEL, ""
    place, _point, level = key.rpartition(".")
    return By.ZONE, level if place and level in GovernmentLevel.values else ""
