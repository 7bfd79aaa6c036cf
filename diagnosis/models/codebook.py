"""The codebook: variables with categories per level, local ones, recodes, crosswalks (B2.1, R8, R13)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.entry import CatalogueEntry
from clrisk_site.people.record import Record
from diagnosis.models.factor import Factor
from diagnosis.models.risk_model import RiskModel


class CodebookColumn(models.TextChoices):
    """Table 1 has two columns: the same variable is cut otherwise at each level."""

    STATE = "state", _("State")
    MUNICIPAL = "municipal", _("Municipal")


class CodebookVariable(CatalogueEntry):
    """One variable of one column of Table 1. `categories` is a list of {code, texts}, in their order.

    `subject` is shared by the state and the municipal variable of the same row; `factor` is a factor's code.
    """

    subject = models.SlugField(max_length=60)
    column = models.CharField(max_length=9, choices=CodebookColumn)
    name = models.SlugField(max_length=30)
    categories = models.JSONField(default=list)
    factor = models.SlugField(max_length=60, blank=True)
    in_national_model = models.BooleanField(default=True)

    CATALOGUE: ClassVar[str] = "codebook"


class LocalVariable(Record):
    """A variable that the national model lacks and that the territory added, with the reason."""

    name = models.SlugField(max_length=30)
    title = models.CharField(max_length=200)
    column = models.CharField(max_length=9, choices=CodebookColumn)
    categories = models.JSONField(default=list)
    factor = models.ForeignKey(Factor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField()

    class Meta:
        ordering = ("territory", "column", "name")
        constraints = [
            models.UniqueConstraint(fields=("territory", "column", "name"), name="local_variable_once")
        ]

    def __str__(self) -> str:
        return self.title


class Recode(Record):
    """How the codes of one column of a source become the categories of one variable.

    `mapping` is {code of the source: code of the category, or "" for "left out"}.
    """

    source = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField()
    variable = models.SlugField(max_length=60)
    column = models.CharField(max_length=120)
    mapping = models.JSONField(default=dict)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("territory", "source", "-year", "variable")
        constraints = [
            models.UniqueConstraint(
                fields=("territory", "source", "year", "variable"), name="recode_once_per_source"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.year}: {self.variable}"


class Crosswalk(Record):
    """Says that local categories are the same as those of a model; without it no coefficient is applied (R8).

    `mapping` is {variable of the model: {"column": local variable, "categories": {model's: local}}}.
    `definition` is the sheet in force when somebody found it the same as the model's; `shown` is the result
    that was asked for last, which may be an older one that was stored before.
    """

    model = models.ForeignKey(RiskModel, on_delete=models.PROTECT, related_name="crosswalks")
    source = models.CharField(max_length=300)
    year = models.PositiveSmallIntegerField()
    mapping = models.JSONField(default=dict)
    same_ages = models.BooleanField(default=False)
    same_definition = models.BooleanField(default=False)
    definition = models.ForeignKey(
        "DefinitionSheet", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    shown = models.ForeignKey(
        "AnalysisResult", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("territory", "model", "-year")
        constraints = [
            models.UniqueConstraint(
                fields=("territory", "model", "source", "year"), name="crosswalk_once_per_source"
            )
        ]

    def __str__(self) -> str:
        return f"{self.model}: {self.source}"


class InclusionTopic(models.TextChoices):
    """What must be looked at, or a reason given (R13)."""

    INDIGENOUS = "indigenous", _("Indigenous condition")
    DISABILITY = "disability", _("Disability")
    MIGRATION = "migration", _("Migration")


class InclusionChoice(Record):
    """Whether a topic is part of the diagnosis; left out only with a reason."""

    topic = models.CharField(max_length=10, choices=InclusionTopic)
    included = models.BooleanField()
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ("territory", "topic")
        constraints = [
            models.UniqueConstraint(fields=("territory", "topic"), name="inclusion_once_per_topic"),
            models.CheckConstraint(condition=Q(included=True) | ~Q(reason=""), name="left_out_with_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {self.included}"
