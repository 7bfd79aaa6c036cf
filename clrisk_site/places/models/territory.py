"""A territory and its place in the tree, found by an indexed range on its path."""

import datetime as dt
from collections.abc import Iterator
from typing import Any, Self

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q

from clrisk_site.places.models.level import Level
from clrisk_site.places.names import search_form


class PathField(models.CharField[str, str]):
    """A path compared byte by byte on every database, so that a range on it uses one index."""

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, Any]:
        self.db_collation = {"postgresql": "C", "sqlite": "BINARY"}.get(connection.vendor)
        return super().db_parameters(connection)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("db_collation", None)
        return name, path, args, kwargs


class TerritoryQuerySet(models.QuerySet["Territory"]):
    """Reads of the tree."""

    def below(self, territory: "Territory") -> Self:
        """All territories strictly below one: an explicit range, since `startswith` scans."""
        return self.filter(path__gt=territory.path + ".", path__lt=territory.path + "/")

    def within(self, territory: "Territory") -> Self:
        """A territory and all below it."""
        return self.filter(
            Q(path=territory.path) | Q(path__gt=territory.path + ".", path__lt=territory.path + "/")
        )

    def valid_on(self, date: dt.date) -> Self:
        """Territories that existed on a date."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=date),
            Q(valid_to__isnull=True) | Q(valid_to__gt=date),
        )


class Territory(models.Model):
    """A country, state, municipality, locality or census area, keyed by its official code as a path.

    The path of Tuxtla Gutiérrez is "MX.07.101"; its code is "07101".
    """

    path = PathField(max_length=80, unique=True)
    code = models.CharField(max_length=40, db_index=True)
    name = models.CharField(max_length=200)
    search_name = models.CharField(max_length=200, db_index=True, editable=False)
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="territories")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    is_demo = models.BooleanField(default=False)

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        ordering = ("path",)
        verbose_name_plural = "territories"
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gt=models.F("valid_from")),
                name="territory_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_name = search_form(self.name)
        super().save(*args, **kwargs)

    @property
    def country(self) -> str:
        """ISO 3166 code of the country."""
        return self.path.split(".", 1)[0]

    @property
    def ancestor_paths(self) -> list[str]:
        """Paths of the territories above, the country first."""
        parts = self.path.split(".")
        return [".".join(parts[:depth]) for depth in range(1, len(parts))]

    def ancestors(self) -> Iterator["Territory"]:
        """Yield the territories above, the nearest first; read with `parent__parent`, it asks nothing."""
        above = self.parent
        while above is not None:
            yield above
            above = above.parent

    def contains(self, other: "Territory") -> bool:
        """Whether `other` is this territory or lies below it."""
        return other.path == self.path or other.path.startswith(self.path + ".")
