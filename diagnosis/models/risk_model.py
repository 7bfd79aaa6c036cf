"""The coefficients of a risk model as its producer published them (specification D5)."""

from django.db import models
from django.db.models import Q


class RiskModel(models.Model):
    """A logit estimated on a survey elsewhere, to be applied to local profile cells.

    `covariance` maps a term to its row of the covariance matrix of the coefficients, by term; empty when the
    producer published standard errors only.
    """

    country = models.CharField(max_length=2)
    name = models.CharField(max_length=200)
    survey = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=300)
    definition = models.TextField(blank=True)
    age_from = models.PositiveSmallIntegerField(default=5)
    age_to = models.PositiveSmallIntegerField(default=17)
    covariance = models.JSONField(default=dict, blank=True)
    illustrative = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("country", "-year", "name")
        constraints = [
            models.UniqueConstraint(fields=("country", "name", "year"), name="risk_model_once"),
            models.CheckConstraint(
                condition=Q(age_to__gte=models.F("age_from")), name="risk_model_ages_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.year})"


class Coefficient(models.Model):
    """One term of a model. The reference category has no value: others compare to it."""

    model = models.ForeignKey(RiskModel, on_delete=models.CASCADE, related_name="coefficients")
    term = models.CharField(max_length=120)
    variable = models.CharField(max_length=120, blank=True)
    category = models.CharField(max_length=120, blank=True)
    is_reference = models.BooleanField(default=False)
    value = models.FloatField(null=True)
    standard_error = models.FloatField(null=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("model", "position")
        constraints = [
            models.UniqueConstraint(fields=("model", "term"), name="coefficient_once_per_term"),
            models.CheckConstraint(
                condition=Q(is_reference=True, value__isnull=True)
                | Q(is_reference=False, value__isnull=False),
                name="coefficient_has_a_value_unless_reference",
            ),
            models.CheckConstraint(
                condition=Q(standard_error__isnull=True) | Q(standard_error__gte=0),
                name="coefficient_error_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model}: {self.term}"
