"""Factors associated with child labour, and what is known of them in a territory."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.entry import CatalogueEntry
from clrisk_site.people.record import Record


class Direction(models.TextChoices):
    """Which way a factor is associated with child labour."""

    RAISES = "raises", _("associated with more child labour")
    LOWERS = "lowers", _("associated with less child labour")
    UNCLEAR = "unclear", _("direction unclear")


class Factor(CatalogueEntry):
    """An associated factor: the method's Table 1, and own-home chores so that girls do not vanish."""

    direction = models.CharField(max_length=8, choices=Direction, default=Direction.UNCLEAR)
    in_national_model = models.BooleanField(default=True)
    about_girls = models.BooleanField(default=False)
    variable_state = models.CharField(max_length=30, blank=True)
    variable_municipal = models.CharField(max_length=30, blank=True)

    CATALOGUE: ClassVar[str] = "factors"


class FactorWeight(Record):
    """What a territory knows of one factor. A null weight means "not published": equal weights, said so.

    `effect_points` is a difference in percentage points with its interval, when someone published it.
    """

    factor = models.ForeignKey(Factor, on_delete=models.PROTECT, related_name="weights")
    direction = models.CharField(max_length=8, choices=Direction, default=Direction.UNCLEAR)
    weight = models.FloatField(null=True, blank=True)
    effect_points = models.FloatField(null=True, blank=True)
    effect_lower = models.FloatField(null=True, blank=True)
    effect_upper = models.FloatField(null=True, blank=True)
    is_priority = models.BooleanField(default=True)
    source = models.CharField(max_length=300, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.TextField(blank=True)
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ("territory", "factor__position")
        constraints = [
            models.UniqueConstraint(fields=("territory", "factor"), name="factor_weight_once_per_territory"),
            models.CheckConstraint(
                condition=Q(weight__isnull=True) | Q(weight__gte=0), name="factor_weight_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(effect_lower__isnull=True, effect_upper__isnull=True)
                | Q(effect_lower__lte=models.F("effect_points"), effect_upper__gte=models.F("effect_points")),
                name="factor_effect_inside_its_interval",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.factor} ({self.territory})"
