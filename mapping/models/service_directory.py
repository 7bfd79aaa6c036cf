"""A service directory of others that was taken in, and what of it belongs to no single institution."""

from django.db import models

from clrisk_site.people.record import Record


class ServiceDirectory(Record):
    """One directory in the HSDS standard. What it says of institutions and services stands with them.

    `shared` holds the rewritten tables that belong to all of them, such as the terms of its taxonomy, so that
    the directory can be handed out again whole. No name of a person is in them.
    """

    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, editable=False)
    organizations = models.PositiveIntegerField(default=0)
    services = models.PositiveIntegerField(default=0)
    locations = models.PositiveIntegerField(default=0)
    shared = models.JSONField(default=dict, blank=True, editable=False)

    UNAUDITED = Record.UNAUDITED | {"shared", "sha256"}

    class Meta:
        ordering = ("territory", "name")
        constraints = [
            models.UniqueConstraint(fields=("territory", "name"), name="directory_once_per_territory")
        ]

    def __str__(self) -> str:
        return self.name
