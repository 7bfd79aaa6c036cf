"""What a person chose on the header of a survey: which columns and codes mean what. No records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from clrisk_site.tables.readers.request import Plain

ANY, ALL = "any", "all"
YOUNGEST, OLDEST = 5, 17


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its place, from 0, and by its name, which must be found again there.

    The name is "" for one that has none, or that may not be told.
    """

    place: int
    name: str


@dataclass(frozen=True, slots=True)
class Condition:
    """An answer that means "works": a column, its codes, and the codes that mean that nobody answered."""

    column: Column
    yes: str
    blank: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A column by which shares are told apart.

    Parameters
    ----------
    column : Column
        Where the groups stand.
    title : str
        What the column is called on the page.
    lines : tuple of (str, str)
        Codes and the label of each group. Without any, the codes of the file are the groups.
    """

    column: Column
    title: str
    lines: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """All choices of one reading.

    Parameters
    ----------
    conditions : tuple of Condition
        Answers that mean "works".
    joined : {"any", "all"}
        Whether one of them suffices.
    skipped : bool
        True if a blank answer beside another answer was skipped by the questionnaire and means "no".
    weight, stratum, unit, age : Column or None
        The design, and the age in years.
    youngest, oldest : int
        Ages that belong to the base, both included.
    groups : tuple of Group
        What the shares are told apart by.
    preset : str
        Rule of quality: ``eclac``, ``country`` or ``working``.
    chores : bool
        Whether the answers include chores in the own home.
    """

    conditions: tuple[Condition, ...]
    joined: str = ANY
    skipped: bool = False
    weight: Column | None = None
    stratum: Column | None = None
    unit: Column | None = None
    age: Column | None = None
    youngest: int = YOUNGEST
    oldest: int = OLDEST
    groups: tuple[Group, ...] = ()
    preset: str = "eclac"
    chores: bool = False

    @property
    def columns(self) -> tuple[Column, ...]:
        """Every column that is looked at."""
        named = (self.weight, self.stratum, self.unit, self.age)
        return (
            *(condition.column for condition in self.conditions),
            *(column for column in named if column is not None),
            *(group.column for group in self.groups),
        )

    def to_plain(self) -> dict[str, Plain]:
        """Return plain data from which `from_plain` makes an equal plan."""
        plain: dict[str, Plain] = asdict(self)
        return plain

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> Self:
        """Rebuild a plan."""
        design = {name: _column(data[name]) for name in ("weight", "stratum", "unit", "age")}
        return cls(
            conditions=tuple(
                Condition(Column(**one["column"]), one["yes"], one["blank"]) for one in data["conditions"]
            ),
            joined=data["joined"],
            skipped=data["skipped"],
            youngest=data["youngest"],
            oldest=data["oldest"],
            groups=tuple(
                Group(Column(**one["column"]), one["title"], tuple((a, b) for a, b in one["lines"]))
                for one in data["groups"]
            ),
            preset=data["preset"],
            chores=data["chores"],
            **design,
        )


def _column(data: Mapping[str, Any] | None) -> Column | None:
    return None if data is None else Column(**data)
