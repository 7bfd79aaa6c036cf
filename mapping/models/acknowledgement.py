"""That an institution has read and accepted the working definition."""

from django.db import models

from clrisk_site.people.record import Record
from diagnosis.models import DefinitionSheet
from mapping.models.institution import Institution


class DefinitionAcknowledgement(Record):
    """One institution and the frozen sheet that it acknowledged, on a date."""

    sheet = models.ForeignKey(DefinitionSheet, on_delete=models.PROTECT, related_name="acknowledgements")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="acknowledgements")
    acknowledged_on = models.DateField()

    class Meta:
        ordering = ("sheet", "institution__name")
        constraints = [models.UniqueConstraint(fields=("sheet", "institution"), name="acknowledged_once")]

    def __str__(self) -> str:
        return f"{self.institution}: {self.sheet}"
