"""The order of a list, asked for by `?sort=`: heads to press, a choice for phones, and the rows in order."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, F, Model, QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext

PARAMETER = "sort"
_DROPPED = frozenset({PARAMETER, "page"})


@dataclass(frozen=True)
class SortColumn:
    """A column that sorts.

    `field` is what the database sorts by; `number` begins with the largest; `words` say the two directions,
    from the first and from the last, where "A to Z" would be wrong.
    """

    key: str
    label: str | Promise
    number: bool = False
    field: F | Case | None = None
    words: tuple[str | Promise, str | Promise] | None = None


@dataclass(frozen=True)
class Sorting:
    """The order in force and the addresses of all others."""

    columns: tuple[SortColumn, ...]
    key: str
    descending: bool
    url: str
    query: tuple[tuple[str, str], ...]

    def head(self, key: str) -> dict[str, Any]:
        """Return what a column's head needs beside its label, for components/table.html."""
        column = next(one for one in self.columns if one.key == key)
        current = key == self.key
        descending = not self.descending if current else column.number
        return {
            "label": column.label,
            "number": column.number,
            "sort_url": self._address(key, descending=descending),
            "sorted": ("descending" if self.descending else "ascending") if current else "",
            "sorted_words": _direction(column, descending=self.descending) if current else "",
        }

    @property
    def choices(self) -> list[dict[str, Any]]:
        """Every order as an option; the likelier direction of each column first."""
        return [
            {
                "value": _value(column.key, descending=descending),
                "label": f"{column.label}: {_direction(column, descending=descending)}",
                "selected": (column.key, descending) == (self.key, self.descending),
            }
            for column in self.columns
            for descending in (column.number, not column.number)
        ]

    @property
    def kept(self) -> list[dict[str, str]]:
        """What else the address asks, such as filters, to be sent along."""
        return [{"name": name, "value": value} for name, value in self.query]

    def on(self, table: Mapping[str, Any], keys: Mapping[int, str]) -> dict[str, Any]:
        """Return a table of components/table.html with heads to press; `keys` says which column is which."""
        columns = [
            {**column, **self.head(keys[place])} if place in keys else column
            for place, column in enumerate(table["columns"])
        ]
        return {**table, "columns": columns, "sorting": self}

    def in_order[T](self, rows: Sequence[T], values: Mapping[str, Callable[[T], Any]]) -> list[T]:
        """Return rows in order; what has no value stands last in both directions."""
        value = values[self.key]
        known = [row for row in rows if value(row) is not None]
        unknown = [row for row in rows if value(row) is None]
        return sorted(known, key=value, reverse=self.descending) + unknown

    def of_database[M: Model](self, queryset: QuerySet[M], *ties: str) -> QuerySet[M]:
        """Return a queryset in order; ties by other fields and last by key, so that pages do not overlap."""
        field = next(one.field for one in self.columns if one.key == self.key)
        if field is None:
            raise ValueError(f"the column {self.key} does not sort in the database")
        return queryset.order_by(field.desc() if self.descending else field.asc(), *ties, "pk")

    def _address(self, key: str, *, descending: bool) -> str:
        pairs = [*self.query, (PARAMETER, _value(key, descending=descending))]
        return f"{self.url}?{urlencode(pairs)}"


def sorting_of(request: HttpRequest, columns: Sequence[SortColumn], *, default: str) -> Sorting:
    """Read the order from the address; an unknown one is the default, and no error.

    Parameters
    ----------
    default : str
        A column's key, with "-" before it for the largest or last first.
    """
    keys = {column.key for column in columns}
    asked = request.GET.get(PARAMETER, "")
    chosen = asked if asked.removeprefix("-") in keys else default
    query = tuple(
        (name, value) for name, values in request.GET.lists() if name not in _DROPPED for value in values
    )
    return Sorting(tuple(columns), chosen.removeprefix("-"), chosen.startswith("-"), request.path, query)


def _value(key: str, *, descending: bool) -> str:
    return f"-{key}" if descending else key


def _direction(column: SortColumn, *, descending: bool) -> str:
    if column.words:
        return str(column.words[descending])
    if column.number:
        return gettext("highest first") if descending else gettext("lowest first")
    return gettext("Z to A") if descending else gettext("A to Z")
