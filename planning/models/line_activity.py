"""One dated step of an action line: a row of the work plan."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from clrisk_site.people.record import Record
from planning.models.action_line import ActionLine


class LineActivity(Record):
    """What happens, from when to when, and which post answers for it."""

    line = models.ForeignKey(ActionLine, on_delete=models.CASCADE, related_name="activities")
    title = models.CharField(max_length=250)
    starts_on = models.DateField()
    ends_on = models.DateField()
    responsible = models.CharField(max_length=200)

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"responsible"})

    class Meta:
        ordering = ("line", "starts_on", "id")
        verbose_name_plural = "line activities"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("starts_on")), name="activity_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return self.title
