"""Documents that give powers: the checklist of specification B3.1 A, read or still to be found."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from clrisk_site.people.record import Record
from mapping.models.choices import Known
from mapping.models.institution import GovernmentLevel


class NormKind(models.TextChoices):
    """Kinds of document that the checklist asks for at each level."""

    CONSTITUTION = "constitution", _("Political constitution")
    ORGANIC_LAW = "organic_law", _("Organic law")
    REGULATION = "regulation", _("Internal regulation")
    CHILDREN = "children", _("Law or regulation on children and adolescents")
    OTHER = "other", _("Other norm")


class NormReading(models.TextChoices):
    """How far a document has been read."""

    SOUGHT = "sought", _("Being sought")
    NONE = "none", _("None exists: confirmed")
    FOUND = "found", _("Found, not read yet")
    READ = "read", pgettext_lazy("of a document", "Read")


class Norm(Record):
    """One document of one level, and whether it speaks of child labour. What it gives are competences."""

    name = models.CharField(max_length=250)
    kind = models.CharField(max_length=12, choices=NormKind)
    level = models.CharField(max_length=10, choices=GovernmentLevel)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    website = models.URLField(blank=True, max_length=500)
    reading = models.CharField(max_length=6, choices=NormReading, default=NormReading.FOUND)
    read_on = models.DateField(null=True, blank=True)
    is_child_labour_specific = models.CharField(max_length=8, choices=Known, default=Known.UNKNOWN)
    child_labour_article = models.CharField(max_length=80, blank=True)
    note = models.TextField(blank=True)
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ("level", "kind", "name")
        constraints = [models.UniqueConstraint(fields=("territory", "name"), name="norm_once_per_territory")]

    def __str__(self) -> str:
        return self.name
