"""Qualitative work: interviews, groups and the like, and what they tell of a factor. No names of persons."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.record import Record
from diagnosis.models.factor import Direction, Factor
from diagnosis.models.population import Sex
from diagnosis.models.zone import Zone


class QualitativeMethod(models.TextChoices):
    """How it was found out (specification B2.1, qualitative fallback)."""

    INTERVIEW = "interview", _("Individual interview")
    GROUP = "group", _("Group interview")
    IMMERSION = "immersion", _("Immersion in the context")
    COMMUNITY = "community", _("Community-generated knowledge")
    EXPERT = "expert", _("Expert interview")


class Consent(models.TextChoices):
    """How those who took part agreed."""

    WRITTEN = "written", _("In writing")
    SPOKEN = "spoken", _("By word of mouth, noted")
    NOT_NEEDED = "not_needed", _("Not needed: nobody took part in person")
    UNKNOWN = "unknown", _("Not recorded")


class QualitativeInstrument(Record):
    """One exercise: its method, the questions used, when and where, and who took part, by group."""

    method = models.CharField(max_length=9, choices=QualitativeMethod)
    title = models.CharField(max_length=200)
    questions = models.TextField(blank=True)
    held_on = models.DateField()
    zone = models.ForeignKey(
        Zone, on_delete=models.SET_NULL, null=True, blank=True, related_name="instruments"
    )
    place = models.CharField(max_length=200, blank=True)
    consent = models.CharField(max_length=10, choices=Consent, default=Consent.UNKNOWN)
    note = models.TextField(blank=True)
    illustrative = models.BooleanField(default=False)

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"note"})

    class Meta:
        ordering = ("territory", "-held_on", "-id")

    def __str__(self) -> str:
        return f"{self.title} ({self.held_on})"


class AgeBand(models.TextChoices):
    """Age of those who took part; children are counted, never named."""

    CHILD = "5_11", _("5 to 11 years")
    EARLY = "12_14", _("12 to 14 years")
    LATE = "15_17", _("15 to 17 years")
    ADULT = "18_plus", _("18 years and over")


class ParticipantGroup(models.Model):
    """How many persons of one role, sex and age band took part."""

    instrument = models.ForeignKey(
        QualitativeInstrument, on_delete=models.CASCADE, related_name="participants"
    )
    role = models.CharField(max_length=120)
    sex = models.CharField(max_length=5, choices=Sex)
    age_band = models.CharField(max_length=7, choices=AgeBand)
    persons = models.PositiveSmallIntegerField()

    COUNTS: ClassVar[frozenset[str]] = frozenset({"persons"})

    class Meta:
        ordering = ("instrument", "role", "age_band", "sex")
        constraints = [
            models.UniqueConstraint(
                fields=("instrument", "role", "sex", "age_band"), name="participants_once_per_group"
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.age_band}"


class Finding(Record):
    """What an exercise tells of one factor, here or in one zone."""

    instrument = models.ForeignKey(QualitativeInstrument, on_delete=models.CASCADE, related_name="findings")
    factor = models.ForeignKey(Factor, on_delete=models.PROTECT, related_name="findings")
    strength = models.CharField(max_length=8, choices=Direction, default=Direction.UNCLEAR)
    zone = models.ForeignKey(Zone, on_delete=models.SET_NULL, null=True, blank=True, related_name="findings")
    text = models.TextField()

    class Meta:
        ordering = ("territory", "factor__position", "-id")

    def __str__(self) -> str:
        return f"{self.factor}: {self.text[:60]}"
