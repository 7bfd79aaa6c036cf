"""How many children a factor concerns, in a zone or in the whole municipality: counts only."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from clrisk_site.people.record import Record
from diagnosis.models.factor import Factor
from diagnosis.models.population import PopulationBasis
from diagnosis.models.zone import Zone


class Need(Record):
    """Children 5 to 17 whom a factor concerns; supply is held against it. No zone means the municipality."""

    factor = models.ForeignKey(Factor, on_delete=models.PROTECT, related_name="needs")
    zone = models.ForeignKey(Zone, on_delete=models.CASCADE, null=True, blank=True, related_name="needs")
    children = models.PositiveIntegerField()
    lower = models.PositiveIntegerField(null=True, blank=True)
    upper = models.PositiveIntegerField(null=True, blank=True)
    basis = models.CharField(max_length=10, choices=PopulationBasis)
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=300)
    illustrative = models.BooleanField(default=False)

    COUNTS: ClassVar[frozenset[str]] = frozenset({"children", "lower", "upper"})

    class Meta:
        ordering = ("territory", "factor__position", "zone__letter")
        constraints = [
            models.UniqueConstraint(fields=("territory", "factor", "zone"), name="need_once_per_zone"),
            models.UniqueConstraint(
                fields=("territory", "factor"),
                condition=Q(zone__isnull=True),
                name="need_once_per_municipality",
            ),
            models.CheckConstraint(
                condition=Q(lower__isnull=True, upper__isnull=True)
                | Q(lower__lte=models.F("children"), upper__gte=models.F("children")),
                name="need_inside_its_interval",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.factor}: {self.zone or self.territory}"
