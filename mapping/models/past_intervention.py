"""What was tried before, against child labour or in one sector, and what was learned from it."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.record import Record
from diagnosis.models import Factor
from mapping.models.choices import Evidence, Known
from mapping.models.institution import Institution
from mapping.models.searching import search_text


class InterventionKind(models.TextChoices):
    """What a past intervention was about."""

    CHILD_LABOUR = "child_labour", _("Against child labour")
    SECTORAL = "sectoral", _("Of one sector, to learn from")


class PastIntervention(Record):
    """An intervention that ended or was handed over: what was done, what came of it, what was learned."""

    name = models.CharField(max_length=250)
    kind = models.CharField(max_length=12, choices=InterventionKind)
    institutions = models.ManyToManyField(Institution, blank=True, related_name="past_interventions")
    factors = models.ManyToManyField(Factor, blank=True, related_name="past_interventions")
    year_from = models.PositiveSmallIntegerField(null=True, blank=True)
    year_to = models.PositiveSmallIntegerField(null=True, blank=True)
    place = models.CharField(max_length=300, blank=True)
    what_was_done = models.TextField(blank=True)
    results = models.TextField(blank=True)
    was_successful = models.CharField(max_length=8, choices=Known, default=Known.UNKNOWN)
    lessons = models.TextField(blank=True)
    contact_post = models.CharField(max_length=200, blank=True)
    evidence = models.CharField(max_length=10, choices=Evidence, default=Evidence.CLAIMED)
    evidence_document = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=300, blank=True)
    illustrative = models.BooleanField(default=False)
    search_text = models.TextField(editable=False)

    UNAUDITED = Record.UNAUDITED | {"search_text"}
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"contact_post"})

    class Meta:
        ordering = ("territory", F("year_from").desc(nulls_last=True), "name")
        constraints = [
            models.UniqueConstraint(fields=("territory", "name"), name="past_intervention_once"),
            models.CheckConstraint(
                condition=Q(year_from__isnull=True)
                | Q(year_to__isnull=True)
                | Q(year_to__gte=F("year_from")),
                name="past_intervention_years_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(evidence="confirmed") | ~Q(evidence_document=""),
                name="past_intervention_confirmed_by_a_document",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = search_text(self.name, self.what_was_done, self.results, self.lessons, self.place)
        super().save(*args, **kwargs)
