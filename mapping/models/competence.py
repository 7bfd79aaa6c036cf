"""Powers that a norm gives to an institution over a factor; that it gives none is a finding too."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.record import Record
from diagnosis.models import Factor
from mapping.models.institution import Institution


class CompetenceNature(models.TextChoices):
    """What the norm lets the institution do."""

    EXECUTE = "execute", _("Execute")
    COORDINATE = "coordinate", _("Coordinate")
    REGULATE = "regulate", _("Regulate")
    FINANCE = "finance", _("Finance")
    MONITOR = "monitor", _("Monitor")
    NONE = "none", _("None: the norm was read and gives no power")


class Competence(Record):
    """One institution, one factor, one power, with the article that grants it."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="competences")
    factor = models.ForeignKey(Factor, on_delete=models.PROTECT, related_name="competences")
    nature = models.CharField(max_length=10, choices=CompetenceNature)
    document = models.CharField(max_length=250)
    article = models.CharField(max_length=80, blank=True)
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ("factor__position", "institution__level", "institution__name")
        constraints = [
            models.UniqueConstraint(
                fields=("institution", "factor", "nature", "document"), name="competence_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.institution}: {self.factor}"
