"""The literature log: which searches were made, what was kept, and what it says of the factors."""

from django.db import models
from django.db.models import Q

from clrisk_site.people.record import Record
from diagnosis.models.availability import DataLevel
from diagnosis.models.factor import Direction, Factor


class LiteratureSearch(Record):
    """One search: where, with which words, in which language, on which day, and how much was kept."""

    engine = models.CharField(max_length=200)
    terms = models.CharField(max_length=300)
    language = models.CharField(max_length=40)
    searched_on = models.DateField()
    hits = models.PositiveIntegerField(null=True, blank=True)
    kept = models.PositiveIntegerField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("territory", "-searched_on", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(hits__isnull=True) | Q(kept__isnull=True) | Q(kept__lte=models.F("hits")),
                name="search_keeps_no_more_than_it_found",
            )
        ]

    def __str__(self) -> str:
        return f"{self.terms} ({self.engine})"


class Reference(Record):
    """One publication that was read. `citation` is how it is cited; `level` is what it describes."""

    search = models.ForeignKey(
        LiteratureSearch, on_delete=models.SET_NULL, null=True, blank=True, related_name="references"
    )
    citation = models.TextField()
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    level = models.CharField(max_length=9, choices=DataLevel)
    population = models.CharField(max_length=300, blank=True)
    age_from = models.PositiveSmallIntegerField(null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(null=True, blank=True)
    url = models.URLField(max_length=500, blank=True)
    note = models.TextField(blank=True)
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ("territory", "-year", "citation")
        constraints = [
            models.CheckConstraint(
                condition=Q(age_from__isnull=True)
                | Q(age_to__isnull=True)
                | Q(age_to__gte=models.F("age_from")),
                name="reference_ages_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.citation[:100]


class FactorMention(models.Model):
    """What a publication says of one factor."""

    reference = models.ForeignKey(Reference, on_delete=models.CASCADE, related_name="mentions")
    factor = models.ForeignKey(Factor, on_delete=models.PROTECT, related_name="mentions")
    direction = models.CharField(max_length=8, choices=Direction, default=Direction.UNCLEAR)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("reference", "factor__position")
        constraints = [models.UniqueConstraint(fields=("reference", "factor"), name="mention_once")]

    def __str__(self) -> str:
        return f"{self.factor}: {self.direction}"
