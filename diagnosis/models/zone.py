"""Priority zones: sets of census areas that people named together."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.record import Record
from clrisk_site.places.models import Territory
from diagnosis.models.result import AnalysisResult


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
    result = models.ForeignKey(
        AnalysisResult, on_delete=models.PROTECT, null=True, blank=True, related_name="zones"
    )
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ("territory", "letter")
        constraints = [models.UniqueConstraint(fields=("territory", "letter"), name="zone_letter_once")]

    def __str__(self) -> str:
        return f"{self.letter} {self.name}"


class ZoneChangeKind(models.TextChoices):
    """What people did to zones, each time with a reason (specification D8)."""

    PROPOSED = "proposed", _("Taken from a proposal")
    DRAWN = "drawn", _("Drawn by hand")
    MERGED = "merged", _("Merged")
    SPLIT = "split", _("Split")
    ADDED = "added", _("Areas added")
    EXCLUDED = "excluded", _("Areas taken out")
    NAMED = "named", _("Named")
    DROPPED = "dropped", _("Dropped")
    KEPT = "kept", _("Kept although small")
    RESUMED = "resumed", _("Taken up again")
    STATUS = "status", _("State changed")


class ZoneChange(Record):
    """One line of the trail of zones. `letters` and `areas` are as they were then; nobody edits a line."""

    kind = models.CharField(max_length=8, choices=ZoneChangeKind)
    letters = models.JSONField(default=list)
    areas = models.JSONField(default=list)
    reason = models.TextField()

    class Meta:
        ordering = ("territory", "-id")

    def __str__(self) -> str:
        return f"{self.kind}: {', '.join(self.letters)}"
