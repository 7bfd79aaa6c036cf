"""Institutions of every level and sector that may act on child labour."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.record import Record
from mapping.models.searching import search_text


class GovernmentLevel(models.TextChoices):
    """Level of government that an institution belongs to."""

    FEDERAL = "federal", _("Federal")
    STATE = "state", _("State")
    MUNICIPAL = "municipal", _("Municipal")
    NONE = "none", _("Not a government body")


class Sector(models.TextChoices):
    """Part of society that an institution belongs to."""

    GOVERNMENT = "government", _("Government")
    EMPLOYERS = "employers", _("Employers")
    WORKERS = "workers", _("Workers")
    CIVIL_SOCIETY = "civil_society", _("Civil society")
    RELIGIOUS = "religious", _("Religious body")
    ACADEMIA = "academia", _("Academia")
    INTERNATIONAL = "international", _("International organisation")


class Institution(Record):
    """A body known once, in the territory that it serves: a national one at the country, a local one here.

    `parent` is the body that it is a local part of. `directory_record` holds what a service directory said of
    it and no field here holds, so that it can be handed out again whole.
    """

    name = models.CharField(max_length=250)
    acronym = models.CharField(max_length=40, blank=True)
    level = models.CharField(max_length=10, choices=GovernmentLevel)
    sector = models.CharField(max_length=15, choices=Sector, default=Sector.GOVERNMENT)
    parent = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="local_bodies"
    )
    description = models.TextField(blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=60, blank=True)
    website = models.URLField(blank=True)
    directory_record = models.JSONField(default=dict, blank=True, editable=False)
    source = models.CharField(max_length=300, blank=True)
    illustrative = models.BooleanField(default=False)
    search_text = models.TextField(editable=False)

    UNAUDITED = Record.UNAUDITED | {"search_text", "directory_record"}

    class Meta:
        ordering = ("level", "name")
        constraints = [
            models.UniqueConstraint(fields=("territory", "name"), name="institution_once_per_territory")
        ]

    def __str__(self) -> str:
        return self.acronym or self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = search_text(self.name, self.acronym)
        super().save(*args, **kwargs)

    @property
    def full_name(self) -> str:
        """Acronym and name, as lists show it."""
        return f"{self.acronym} · {self.name}" if self.acronym else self.name
