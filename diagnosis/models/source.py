"""Statistical sources by level, and what each can tell (specification B2.1, activities 4 and 5)."""

from django.db import models
from django.db.models import Q

from clrisk_site.people.record import Record
from diagnosis.models.availability import Availability, DataLevel
from diagnosis.models.factor import Factor

CAPABILITIES = (
    "separates_labour",
    "covers_chores",
    "by_sex",
    "by_indigenous",
    "by_disability",
    "by_migration",
    "covers_worst_forms",
    "covers_street_work",
    "publishes_design",
)
"""The columns of the capability matrix, in their order; each is an `Availability`."""


def _capability() -> "models.CharField[str, str]":
    return models.CharField(max_length=7, choices=Availability, default=Availability.UNKNOWN)


class StatisticalSource(Record):
    """A survey, census or register at one level, and what it can tell of child labour."""

    name = models.CharField(max_length=200)
    producer = models.CharField(max_length=200)
    level = models.CharField(max_length=9, choices=DataLevel)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    age_from = models.PositiveSmallIntegerField(null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(null=True, blank=True)
    separates_labour = _capability()
    covers_chores = _capability()
    by_sex = _capability()
    by_indigenous = _capability()
    by_disability = _capability()
    by_migration = _capability()
    covers_worst_forms = _capability()
    covers_street_work = _capability()
    publishes_design = _capability()
    url = models.URLField(max_length=500, blank=True)
    note = models.TextField(blank=True)
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ("territory", "level", "name", "-year")
        constraints = [
            models.UniqueConstraint(
                fields=("territory", "name", "level", "year"), name="source_once_per_level_and_year"
            ),
            models.CheckConstraint(
                condition=Q(age_from__isnull=True)
                | Q(age_to__isnull=True)
                | Q(age_to__gte=models.F("age_from")),
                name="source_ages_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.year})" if self.year else self.name


class Inference(Record):
    """A value of another level used for this municipality, and why: "the state's value, because ..."."""

    subject = models.CharField(max_length=200)
    factor = models.ForeignKey(
        Factor, on_delete=models.PROTECT, null=True, blank=True, related_name="inferences"
    )
    from_level = models.CharField(max_length=9, choices=DataLevel)
    from_place = models.CharField(max_length=200)
    value = models.CharField(max_length=80, blank=True)
    source = models.CharField(max_length=300)
    year = models.PositiveSmallIntegerField()
    reason = models.TextField()
    limits = models.TextField(blank=True)
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ("territory", "subject")

    def __str__(self) -> str:
        return self.subject
