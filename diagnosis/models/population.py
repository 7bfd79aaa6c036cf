"""How many children and adolescents live in a territory: counts only, never persons."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clrisk_site.places.models import Territory


class PopulationBasis(models.TextChoices):
    """Where the number comes from."""

    MEASURED = "measured", _("counted by the producer")
    ESTIMATED = "estimated", _("estimated")


class Sex(models.TextChoices):
    """Sex as the sources record it."""

    ALL = "all", _("Girls and boys")
    GIRLS = "girls", _("Girls")
    BOYS = "boys", _("Boys")


class PopulationCount(models.Model):
    """Persons of an age band in a territory; `age_to` is included. `note` says how an estimate was made."""

    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="population_counts")
    sex = models.CharField(max_length=5, choices=Sex, default=Sex.ALL)
    age_from = models.PositiveSmallIntegerField(default=5)
    age_to = models.PositiveSmallIntegerField(default=17)
    persons = models.PositiveIntegerField()
    basis = models.CharField(max_length=10, choices=PopulationBasis)
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=300)
    note = models.CharField(max_length=300, blank=True)
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ("territory", "-year", "sex")
        constraints = [
            models.UniqueConstraint(
                fields=("territory", "year", "sex", "age_from", "age_to"), name="population_once_per_band"
            ),
            models.CheckConstraint(
                condition=Q(age_to__gte=models.F("age_from")), name="population_band_in_order"
            ),
            models.CheckConstraint(
                condition=Q(basis="measured") | ~Q(note=""), name="population_estimate_says_how"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.territory} {self.age_from}-{self.age_to} ({self.year})"
