"""Priority zones: sets of census areas that people named together."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.record import Record
from clrisk_site.places.models import Territory


class ZoneStatus(models.TextChoices):
    """How far a zone has come. Its role in the intervention is the plan's affair."""

    CANDIDATE = "candidate", _("Candidate")
    PRIORITISED = "prioritised", _("Prioritised")
    DROPPED = "dropped", _("Dropped")


class Zone(Record):
    """A named set of areas inside a municipality, with the neighbourhood names people use."""

    letter = models.CharField(max_length=3)
    name = models.CharField(max_length=120)
    neighbourhoods = models.JSONField(default=list, blank=True)
    status = models.CharField(max_length=12, choices=ZoneStatus, default=ZoneStatus.CANDIDATE)
    areas = models.ManyToManyField(Territory, related_name="zones")
    reason = models.TextField()
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ("territory", "letter")
        constraints = [models.UniqueConstraint(fields=("territory", "letter"), name="zone_letter_once")]

    def __str__(self) -> str:
        return f"{self.letter} {self.name}"
