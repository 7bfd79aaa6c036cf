"""What data exist per element of the definition and level, and the presets a sheet may begin with."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.entry import CatalogueEntry
from clrisk_site.catalogue.texts import resolve
from diagnosis.models.definition import DefinitionSheet


class DataLevel(models.TextChoices):
    """The level that a source or a number describes."""

    NATIONAL = "national", _("National")
    STATE = "state", _("State")
    MUNICIPAL = "municipal", _("Municipal")
    MICRO = "micro", _("Micro-territorial")


class Availability(models.TextChoices):
    """Whether data exist for an element at a level. Unknown is a value: nobody has looked yet."""

    YES = "yes", _("Yes")
    PARTIAL = "partial", _("In part")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Not known yet")


class DefinitionElement(CatalogueEntry):
    """One element of a definition of child labour, such as hours or own-home chores (specification B2.1)."""

    CATALOGUE: ClassVar[str] = "definition_elements"


class DefinitionPreset(CatalogueEntry):
    """A published definition that a sheet may begin with.

    `wordings` maps a field of the sheet (``legal``, ``operational``, ``working``, ``deviations``) to its text
    per language, and ``source`` to who published it; `series` tells apart versions whose numbers must never
    be mixed. Where `counts_chores` holds and `chores_hours` is None, the published cut-off was not verified,
    so the sheet has to say it.
    """

    series = models.CharField(max_length=60, blank=True)
    country_only = models.CharField(max_length=2, blank=True)
    age_from = models.PositiveSmallIntegerField(null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(null=True, blank=True)
    counts_chores = models.BooleanField(default=False)
    chores_hours = models.PositiveSmallIntegerField(null=True, blank=True)
    wordings = models.JSONField(default=dict)
    source = models.CharField(max_length=300)

    CATALOGUE: ClassVar[str] = "definition_presets"

    def wording(self, name: str) -> str:
        """Return one of its texts in the active language; "" where it has none."""
        return resolve(self.wordings.get(name, {}))

    @property
    def citation(self) -> str:
        """Who published it, in the active language."""
        return self.wording("source") or self.source


class ElementAvailability(models.Model):
    """One cell of the matrix element x level of a sheet; no row means "not known yet"."""

    definition = models.ForeignKey(DefinitionSheet, on_delete=models.CASCADE, related_name="availability")
    element = models.ForeignKey(DefinitionElement, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=9, choices=DataLevel)
    available = models.CharField(max_length=7, choices=Availability, default=Availability.UNKNOWN)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("definition", "element__position", "level")
        constraints = [
            models.UniqueConstraint(
                fields=("definition", "element", "level"), name="element_availability_once_per_level"
            )
        ]

    def __str__(self) -> str:
        return f"{self.element} ({self.level}): {self.available}"
