"""What a programme is, said once, in the territory of the institution that owns it."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from clrisk_site.figures.kleene import Known
from clrisk_site.people.record import Record
from diagnosis.models import Factor
from diagnosis.models.population import Sex
from mapping.eligibility import Eligibility, OfferFacts, judge
from mapping.models.choices import (
    AccelerationFactor,
    BenefitKind,
    Evidence,
    OfferStatus,
    Strategy,
    Strength,
)
from mapping.models.institution import GovernmentLevel, Institution
from mapping.models.running import runs
from mapping.models.searching import search_text


class Programme(Record):
    """A programme or service. What it can do in one municipality is its local offer."""

    name = models.CharField(max_length=300)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="programmes")
    level = models.CharField(max_length=10, choices=GovernmentLevel)
    legal_basis = models.CharField(max_length=300, blank=True)
    operation_rules = models.CharField(max_length=300, blank=True)
    operation_rules_year = models.PositiveSmallIntegerField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=OfferStatus, default=OfferStatus.UNKNOWN)
    purpose = models.TextField(blank=True)
    strategy = models.CharField(max_length=10, choices=Strategy, blank=True)
    acceleration_factor = models.CharField(max_length=20, choices=AccelerationFactor, blank=True)
    target_population = models.TextField(blank=True)
    age_from = models.PositiveSmallIntegerField(null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(null=True, blank=True)
    sex = models.CharField(max_length=5, choices=Sex, default=Sex.ALL)
    requirements = models.TextField(blank=True)
    documents_requested = models.TextField(blank=True)
    how_to_apply = models.TextField(blank=True)
    benefit_kind = models.CharField(max_length=14, choices=BenefitKind, blank=True)
    benefit = models.TextField(blank=True)
    benefit_mxn = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    intake_period = models.CharField(max_length=200, blank=True)
    territorial_scope = models.CharField(max_length=300, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    website = models.URLField(blank=True, max_length=500)
    directory_record = models.JSONField(default=dict, blank=True, editable=False)
    evidence = models.CharField(max_length=10, choices=Evidence, default=Evidence.CLAIMED)
    evidence_document = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=300, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    illustrative = models.BooleanField(default=False)
    factors = models.ManyToManyField(Factor, through="ProgrammeFactor", related_name="programmes")
    # Reviewed and found to address none; a programme with no factor and no mark is not reviewed yet.
    addresses_no_factor = models.BooleanField(default=False)
    # No index: a list is first narrowed to the few owners above a territory.
    search_text = models.TextField(editable=False)

    UNAUDITED = Record.UNAUDITED | {"search_text", "directory_record"}
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"contact"})

    class Meta:
        ordering = ("level", "name")
        constraints = [
            models.UniqueConstraint(
                fields=("territory", "institution", "name"), name="programme_once_per_owner"
            ),
            models.CheckConstraint(
                condition=Q(age_from__isnull=True)
                | Q(age_to__isnull=True)
                | Q(age_to__gte=models.F("age_from")),
                name="programme_ages_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(evidence="confirmed") | ~Q(evidence_document=""),
                name="programme_confirmed_by_a_document",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = search_text(
            self.name, self.purpose, self.target_population, self.benefit, self.territorial_scope
        )
        super().save(*args, **kwargs)

    def awaits_review(self, *, is_linked: bool) -> bool:
        """Whether nobody has said yet which factors it addresses; one that does not run need not be asked."""
        return not (is_linked or self.addresses_no_factor or runs(self.status) is Known.NO)

    @property
    def eligibility_without_offer(self) -> Eligibility:
        """What can be said of it in a municipality where no local offer has been recorded."""
        return judge(OfferFacts(operating=runs(self.status), has_offer=False))


class ProgrammeFactor(models.Model):
    """That a programme addresses a factor, how directly, and why somebody said so."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="factor_links")
    factor = models.ForeignKey(Factor, on_delete=models.PROTECT, related_name="programme_links")
    strength = models.CharField(max_length=8, choices=Strength, default=Strength.DIRECT)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("factor__position",)
        constraints = [models.UniqueConstraint(fields=("programme", "factor"), name="programme_factor_once")]

    def __str__(self) -> str:
        return f"{self.programme}: {self.factor}"
