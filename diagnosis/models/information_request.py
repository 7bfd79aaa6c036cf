"""Requests for administrative records: route, legal deadline, reminders, answer and its quality."""

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.entry import CatalogueEntry
from clrisk_site.people.record import Record
from clrisk_site.places.models import Territory
from diagnosis.models.availability import DataLevel


class RouteKind(models.TextChoices):
    """Who asks: the three ways of the first city."""

    MUNICIPALITY = "municipality", _("The municipality asks")
    PARTNER = "partner", _("A technical partner asks")
    TRANSPARENCY = "transparency", _("Transparency platform")


class DayKind(models.TextChoices):
    """How a legal deadline counts."""

    WORKING = "working", _("working days")
    CALENDAR = "calendar", _("calendar days")


class RequestRoute(CatalogueEntry):
    """A way to ask, with the deadline that a country's law sets. No days means that none is known.

    `country_only` is the country whose law it is; a route without one serves every country.
    """

    country_only = models.CharField(max_length=2, blank=True)
    kind = models.CharField(max_length=12, choices=RouteKind)
    days = models.PositiveSmallIntegerField(null=True, blank=True)
    extension_days = models.PositiveSmallIntegerField(null=True, blank=True)
    day_kind = models.CharField(max_length=8, choices=DayKind, default=DayKind.WORKING)
    legal_basis = models.CharField(max_length=300, blank=True)
    remind_after = models.PositiveSmallIntegerField(null=True, blank=True)

    CATALOGUE: ClassVar[str] = "request_routes"


class RequestAnswer(models.TextChoices):
    """What came back."""

    WAITING = "waiting", _("No answer yet")
    FULL = "full", _("Full answer")
    PARTIAL = "partial", _("Answer in part")
    DENIED = "denied", _("Denied")
    NONE = "none", _("Never answered")


class InformationRequest(Record):
    """One dataset asked of one holder. It may be shared with municipalities by name, once answered.

    `told_on` is the day on which the team was last told that it waits: a chore writes it, nobody edits it.
    """

    dataset = models.CharField(max_length=300)
    holder = models.CharField(max_length=200)
    level = models.CharField(max_length=9, choices=DataLevel)
    route = models.ForeignKey(RequestRoute, on_delete=models.PROTECT, related_name="requests")
    purpose = models.TextField(blank=True)
    legal_basis = models.CharField(max_length=300, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    folio = models.CharField(max_length=80, blank=True)
    answer = models.CharField(max_length=8, choices=RequestAnswer, default=RequestAnswer.WAITING)
    answered_on = models.DateField(null=True, blank=True)
    answer_format = models.CharField(max_length=120, blank=True)
    quality = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(4)])
    quality_note = models.TextField(blank=True)
    next_action = models.CharField(max_length=300, blank=True)
    told_on = models.DateField(null=True, blank=True, editable=False)
    shared_with = models.ManyToManyField(Territory, blank=True, related_name="requests_shared_here")
    illustrative = models.BooleanField(default=False)

    UNAUDITED: ClassVar[frozenset[str]] = Record.UNAUDITED | {"told_on"}

    # People write there whom they spoke with; the audit tells that it changed.
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"quality_note"})

    class Meta:
        ordering = ("territory", "-sent_on", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(quality__isnull=True) | Q(quality__lte=4), name="request_quality_0_to_4"
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True)
                | Q(sent_on__isnull=True)
                | Q(answered_on__gte=models.F("sent_on")),
                name="request_answered_after_it_was_sent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dataset} ({self.holder})"


class RequestReminder(Record):
    """A reminder that was sent, and what came of it."""

    request = models.ForeignKey(InformationRequest, on_delete=models.CASCADE, related_name="reminders")
    reminded_on = models.DateField()
    note = models.CharField(max_length=300, blank=True)

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"note"})

    class Meta:
        ordering = ("request", "reminded_on")

    def __str__(self) -> str:
        return f"{self.request}: {self.reminded_on}"
