"""A computed result with everything that is needed to do it again (R6, R9, R23)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clrisk_site.figures.estimate import Verdict
from clrisk_site.people.record import Record
from diagnosis.models.definition import DefinitionSheet
from diagnosis.models.factor import Factor
from diagnosis.models.population import Sex


class Technique(models.TextChoices):
    """What was computed; the codes are those of `diagnosis.analyses`."""

    PROPORTION = "proportion", _("Shares")
    DIFFERENCE = "difference", _("Differences of shares")
    CORRESPONDENCE = "correspondence", _("Correspondence map")
    LOGIT = "logit", _("Logistic model")
    TRANSFER = "transfer", _("National model on local data")
    INDEX = "index", _("Index by area")
    ZONES = "zones", _("Proposed zones")


class Outcome(models.TextChoices):
    """What counts as a case. Work and own-home chores stand apart, so that girls do not vanish (R2)."""

    WORK = "work", _("Economic activity")
    CHORES = "chores", _("Chores in the own home")
    CHILD_LABOUR = "child_labour", _("Child labour as defined")
    NONE = "none", _("No outcome")


class AnalysisResult(Record):
    """One result. Microdata are never stored: `sha256` is the file's, or that of the stored inputs.

    `parameters` is the specification as it was computed, `result` the plain data that came out, `inputs`
    tells in plain data what was read (file name and rows, or which stored rows).
    """

    technique = models.CharField(max_length=14, choices=Technique)
    outcome = models.CharField(max_length=12, choices=Outcome, default=Outcome.NONE)
    title = models.CharField(max_length=200)
    definition = models.ForeignKey(DefinitionSheet, on_delete=models.PROTECT, related_name="results")
    source = models.CharField(max_length=300)
    year = models.PositiveSmallIntegerField()
    parameters = models.JSONField(default=dict)
    inputs = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64)
    seed = models.PositiveBigIntegerField(null=True, blank=True)
    software = models.CharField(max_length=60)
    result = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    illustrative = models.BooleanField(default=False)

    # The result holds counts of the sample, which may be few. The record itself keeps it for a rerun.
    UNAUDITED = Record.UNAUDITED | {"parameters", "inputs", "result"}

    class Meta:
        ordering = ("territory", "-created_at", "-id")

    def __str__(self) -> str:
        return f"R-{self.pk} {self.title}"


class FactorEffect(models.Model):
    """How strongly one factor is associated with an outcome in one result: a row of the factor ranking.

    `points` are percentage points with their interval; odds ratios only where the technique has them. `n` and
    `cases` are of the sample, unweighted; those of the other side tell whether these may be shown.
    """

    result = models.ForeignKey(AnalysisResult, on_delete=models.CASCADE, related_name="effects")
    factor = models.ForeignKey(Factor, on_delete=models.PROTECT, related_name="effects")
    sex = models.CharField(max_length=5, choices=Sex, default=Sex.ALL)
    variable = models.CharField(max_length=120)
    category = models.CharField(max_length=120)
    reference = models.CharField(max_length=120, blank=True)
    points = models.FloatField(null=True, blank=True)
    lower = models.FloatField(null=True, blank=True)
    upper = models.FloatField(null=True, blank=True)
    odds_ratio = models.FloatField(null=True, blank=True)
    odds_lower = models.FloatField(null=True, blank=True)
    odds_upper = models.FloatField(null=True, blank=True)
    p_value = models.FloatField(null=True, blank=True)
    n = models.PositiveIntegerField(null=True, blank=True)
    cases = models.PositiveIntegerField(null=True, blank=True)
    n_reference = models.PositiveIntegerField(null=True, blank=True)
    cases_reference = models.PositiveIntegerField(null=True, blank=True)
    verdict = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Verdict], blank=True)

    class Meta:
        ordering = ("result", "factor__position", "sex", "category")
        constraints = [
            models.UniqueConstraint(
                fields=("result", "factor", "sex", "variable", "category"), name="effect_once_per_category"
            )
        ]

    def __str__(self) -> str:
        return f"{self.factor}: {self.points}"
