"""Schools as a register lists them: code, name, level and enrolment; no address, no head, no telephone."""

from django.db import models
from django.db.models import Q

from clrisk_site.places.models import Territory


class School(models.Model):
    """One school in one year. `territory` is the smallest area it lies in; blank counts are not known."""

    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="schools")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=250, blank=True)
    level = models.CharField(max_length=120, blank=True)
    enrolment = models.PositiveIntegerField(null=True, blank=True)
    girls = models.PositiveIntegerField(null=True, blank=True)
    boys = models.PositiveIntegerField(null=True, blank=True)
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=300)
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ("territory", "code", "-year")
        constraints = [
            models.UniqueConstraint(
                fields=("code", "level", "year", "source"), name="school_once_per_source"
            ),
            models.CheckConstraint(
                condition=Q(enrolment__isnull=True)
                | Q(girls__isnull=True)
                | Q(boys__isnull=True)
                | Q(enrolment__gte=models.F("girls") + models.F("boys")),
                name="school_enrolment_holds_both_sexes",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.code
