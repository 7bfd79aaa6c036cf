"""How an action line will be measured."""

from django.db import models

from clrisk_site.people.record import Record
from planning.models.action_line import ActionLine


class Indicator(Record):
    """A measure with base, target and means of verification. A null base is "to register", never zero."""

    line = models.ForeignKey(ActionLine, on_delete=models.CASCADE, related_name="indicators")
    name = models.CharField(max_length=250)
    unit = models.CharField(max_length=80)
    baseline = models.FloatField(null=True, blank=True)
    baseline_year = models.PositiveSmallIntegerField(null=True, blank=True)
    baseline_plan = models.CharField(max_length=250, blank=True)
    target = models.FloatField(null=True, blank=True)
    target_on = models.DateField(null=True, blank=True)
    means_of_verification = models.CharField(max_length=250)
    every = models.CharField(max_length=60)

    class Meta:
        ordering = ("line", "id")

    def __str__(self) -> str:
        return self.name
