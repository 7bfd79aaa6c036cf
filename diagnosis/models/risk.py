"""Phase I results as they were published: releases, and one result per territory."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clrisk_site.places.models import Territory


class MeasureType(models.TextChoices):
    """What kind of number a release publishes; countries differ."""

    PROBABILITY = "probability", _("probability, 0 to 1")
    INDEX_100 = "index_100", _("index, 0 to 100")
    INDEX_10 = "index_10", _("index, 1 to 10")
    INDEX_OPEN = "index_open", _("index without a fixed scale")
    CLASS_ONLY = "class_only", _("class only, no number published")


class ClassScheme(models.TextChoices):
    """How many classes a release has."""

    THREE = "three", _("three levels: low, medium, high")
    FIVE = "five", _("five levels: very low to very high")
    NONE = "none", _("no classes published")


CLASSES: dict[str, tuple[str, ...]] = {
    ClassScheme.THREE: ("low", "medium", "high"),
    ClassScheme.FIVE: ("very_low", "low", "medium", "high", "very_high"),
    ClassScheme.NONE: (),
}

CLASS_LABELS = {
    "very_low": _("Very low"),
    "low": _("Low"),
    "medium": _("Medium"),
    "high": _("High"),
    "very_high": _("Very high"),
}


class ReleaseNature(models.TextChoices):
    """Whether the numbers are the model's risk or stand in for it."""

    PHASE_I = "phase_i", _("Phase I risk result")
    PROXY = "proxy", _("proxy index from another producer")


class RiskRelease(models.Model):
    """One publication of results: its producer, year, definition, measure and classes."""

    country = models.CharField(max_length=2)
    name = models.CharField(max_length=200)
    nature = models.CharField(max_length=10, choices=ReleaseNature, default=ReleaseNature.PHASE_I)
    year = models.PositiveSmallIntegerField()
    measure_type = models.CharField(max_length=12, choices=MeasureType)
    class_scheme = models.CharField(max_length=6, choices=ClassScheme)
    source = models.CharField(max_length=300)
    url = models.URLField(blank=True)
    definition = models.TextField(blank=True)
    illustrative = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("country", "-year", "name")
        constraints = [models.UniqueConstraint(fields=("country", "name", "year"), name="release_once")]

    def __str__(self) -> str:
        return f"{self.name} ({self.year})"


class RiskResult(models.Model):
    """What a release says of one territory. A null value means "not published", never zero.

    `official_class` is inherited and is never computed or changed here: a correction is a new release.
    `factor_values` maps a factor code to the published number of that factor in the territory.
    """

    release = models.ForeignKey(RiskRelease, on_delete=models.PROTECT, related_name="results")
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="risk_results")
    value = models.FloatField(null=True)
    lower = models.FloatField(null=True)
    upper = models.FloatField(null=True)
    official_class = models.CharField(max_length=10, blank=True)
    factor_values = models.JSONField(default=dict)

    class Meta:
        ordering = ("release", "territory")
        constraints = [
            models.UniqueConstraint(fields=("release", "territory"), name="risk_result_once_per_release"),
            models.CheckConstraint(
                condition=Q(lower__isnull=True, upper__isnull=True)
                | Q(lower__lte=models.F("value"), upper__gte=models.F("value")),
                name="risk_value_inside_its_interval",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.territory}: {self.release}"
