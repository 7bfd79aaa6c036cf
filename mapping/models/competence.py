"""Powers that a norm gives to an institution over a factor; that it gives none is a finding too."""

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.record import Record
from diagnosis.models import Factor
from mapping.models.institution import Institution
from mapping.models.norm import Norm


class CompetenceNature(models.TextChoices):
    """What the norm lets the institution do."""

    EXECUTE = "execute", _("Execute")
    COORDINATE = "coordinate", _("Coordinate")
    REGULATE = "regulate", _("Regulate")
    FINANCE = "finance", _("Finance")
    MONITOR = "monitor", _("Monitor")
    NONE = "none", _("None: the norm was read and gives no power")


class Competence(Record):
    """One institution, one factor, one power, with the article that grants it.

    Without a factor the power is over child labour itself. `document` is the title that is cited; `norm` is
    the entry of the checklist that it was read in, where there is one. It belongs to the territory that
    recorded it: a municipality reads for itself what the norms give to bodies of the state.
    """

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="competences")
    factor = models.ForeignKey(
        Factor, on_delete=models.PROTECT, null=True, blank=True, related_name="competences"
    )
    nature = models.CharField(max_length=10, choices=CompetenceNature)
    norm = models.ForeignKey(
        Norm, on_delete=models.PROTECT, null=True, blank=True, related_name="competences"
    )
    document = models.CharField(max_length=250)
    article = models.CharField(max_length=80, blank=True)
    summary = models.TextField(blank=True)
    illustrative = models.BooleanField(default=False)

    class Meta:
        # Databases disagree on where what has no factor stands, unless they are told.
        ordering = (
            F("factor__position").asc(nulls_first=True),
            "institution__level",
            "institution__name",
        )
        constraints = [
            models.UniqueConstraint(
                fields=("territory", "institution", "factor", "nature", "document"), name="competence_once"
            ),
            models.UniqueConstraint(
                fields=("territory", "institution", "nature", "document"),
                condition=models.Q(factor__isnull=True),
                name="competence_over_child_labour_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution}: {self.factor or self.document}"

    @property
    def is_power(self) -> bool:
        """Whether it lets the institution act."""
        return self.nature != CompetenceNature.NONE
