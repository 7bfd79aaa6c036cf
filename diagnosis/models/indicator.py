"""Numbers of a territory as a producer published them: census, marginalisation, coverage."""

from django.db import models

from clrisk_site.places.models import Territory


class Indicator(models.Model):
    """What is measured. `code` is the producer's own short name, such as P6A14NAE."""

    country = models.CharField(max_length=2)
    code = models.CharField(max_length=120)
    name = models.CharField(max_length=300, blank=True)
    unit = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("country", "code")
        constraints = [models.UniqueConstraint(fields=("country", "code"), name="indicator_once_per_country")]

    def __str__(self) -> str:
        return self.name or self.code


class IndicatorValue(models.Model):
    """One published number. Two producers that disagree are two rows; what is not published has no row."""

    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="indicator_values")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="values")
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=300)
    value = models.FloatField()
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ("territory", "indicator", "-year", "source")
        constraints = [
            models.UniqueConstraint(
                fields=("territory", "indicator", "year", "source"), name="indicator_value_once_per_source"
            )
        ]

    def __str__(self) -> str:
        return f"{self.territory}: {self.indicator} ({self.year})"
