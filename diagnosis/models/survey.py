"""What was computed from the microdata of a survey. The microdata themselves are never stored."""

from django.db import models
from django.db.models import Q

from clrisk_site.people.record import Record
from diagnosis.models.definition import DefinitionSheet


class Survey(Record):
    """One reading of one file: the choices, the hash of the file and the software, so that it can be redone.

    `plan` holds the columns and codes that were chosen on the header; `rows` are the records that were read.
    """

    definition = models.ForeignKey(DefinitionSheet, on_delete=models.PROTECT, related_name="surveys")
    title = models.CharField(max_length=200)
    source = models.CharField(max_length=300)
    year = models.PositiveSmallIntegerField()
    plan = models.JSONField(default=dict)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    software = models.CharField(max_length=60)
    illustrative = models.BooleanField(default=False)

    # The plan holds numbers of records too, which may be few. The record itself keeps it for a rerun.
    UNAUDITED = Record.UNAUDITED | {"plan"}

    class Meta:
        ordering = ("territory", "-year", "-id")

    def __str__(self) -> str:
        return f"{self.title} ({self.year})"


class SurveyShare(models.Model):
    """One estimated share, such as the girls who work among all girls; counts of the sample beside it.

    `variable` and `category` name the group, both blank for everyone; `n` and `cases` are unweighted,
    `population` is the sum of the weights of the group.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="shares")
    position = models.PositiveSmallIntegerField()
    variable = models.CharField(max_length=120, blank=True)
    category = models.CharField(max_length=120, blank=True)
    n = models.PositiveIntegerField()
    cases = models.PositiveIntegerField()
    population = models.FloatField()
    share = models.FloatField(null=True, blank=True)
    se = models.FloatField(null=True, blank=True)
    df = models.FloatField(null=True, blank=True)
    lower = models.FloatField(null=True, blank=True)
    upper = models.FloatField(null=True, blank=True)
    deff = models.FloatField(null=True, blank=True)
    verdict = models.CharField(max_length=10)
    failed = models.JSONField(default=list)

    class Meta:
        ordering = ("survey", "position")
        constraints = [
            models.UniqueConstraint(fields=("survey", "variable", "category"), name="share_once_per_group"),
            models.CheckConstraint(condition=Q(cases__lte=models.F("n")), name="share_cases_among_n"),
        ]

    def __str__(self) -> str:
        return f"{self.survey}: {self.variable} {self.category}".strip()
