"""What a programme can do in one municipality in one year, which zones it reaches, and whom it serves."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from clrisk_site.figures import kleene
from clrisk_site.people.record import Record
from diagnosis.models import Zone
from diagnosis.models.population import Sex
from mapping.eligibility import Admission, Eligibility, OfferFacts, judge
from mapping.marginal_cost import class_of, contradicts
from mapping.models.choices import Evidence, Known, MarginalCost, RegisterShareable, WithRule
from mapping.models.programme import Programme
from mapping.models.running import runs


class LocalOffer(Record):
    """Places, redirection, who decides, cost and evidence. Null numbers are unknown, never zero."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="offers")
    year = models.PositiveSmallIntegerField()
    goal = models.PositiveIntegerField(null=True, blank=True)
    goal_unit = models.CharField(max_length=80, blank=True)
    achieved = models.PositiveIntegerField(null=True, blank=True)
    places_per_year = models.PositiveIntegerField(null=True, blank=True)
    without_quota = models.BooleanField(default=False)
    places_used = models.PositiveIntegerField(null=True, blank=True)
    girls_served = models.PositiveIntegerField(null=True, blank=True)
    boys_served = models.PositiveIntegerField(null=True, blank=True)
    budget_source = models.CharField(max_length=200, blank=True)
    budget_approved_mxn = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    budget_spent_mxn = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    contact_post = models.CharField(max_length=200, blank=True)
    funding_established = models.CharField(max_length=8, choices=Known, default=Known.UNKNOWN)
    admits_new = models.CharField(max_length=16, choices=WithRule, default=WithRule.UNKNOWN)
    redirects_to_zones = models.CharField(max_length=8, choices=Known, default=Known.UNKNOWN)
    criteria_can_change = models.CharField(max_length=8, choices=Known, default=Known.UNKNOWN)
    blocking_rule = models.CharField(max_length=300, blank=True)
    decided_by = models.CharField(max_length=200, blank=True)
    places_available = models.PositiveIntegerField(null=True, blank=True)
    unit_cost_mxn = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    marginal_cost_mxn = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    marginal_cost_basis = models.CharField(max_length=200, blank=True)
    marginal_cost = models.CharField(max_length=8, choices=MarginalCost, default=MarginalCost.UNKNOWN)
    register_shareable = models.CharField(
        max_length=9, choices=RegisterShareable, default=RegisterShareable.UNKNOWN
    )
    next_window = models.CharField(max_length=200, blank=True)
    obstacles = models.TextField(blank=True)
    evidence = models.CharField(max_length=10, choices=Evidence, default=Evidence.CLAIMED)
    evidence_document = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=300, blank=True)
    illustrative = models.BooleanField(default=False)
    zones = models.ManyToManyField(Zone, through="OfferCoverage", related_name="offers")

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"contact_post"})
    COUNTS: ClassVar[frozenset[str]] = frozenset(
        {"achieved", "places_used", "places_available", "girls_served", "boys_served"}
    )

    class Meta:
        ordering = ("territory", "programme__name", "-year")
        constraints = [
            models.UniqueConstraint(fields=("territory", "programme", "year"), name="offer_once_per_year"),
            models.CheckConstraint(
                condition=~Q(evidence="confirmed") | ~Q(evidence_document=""),
                name="offer_confirmed_by_a_document",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme} ({self.year})"

    @property
    def facts(self) -> OfferFacts:
        """What eligibility is judged on."""
        return OfferFacts(
            operating=runs(self.programme.status),
            funding_established=kleene.Known(self.funding_established),
            cost_very_low=costs_very_little(self.cost_class),
            admits=Admission(self.admits_new),
            redirects=kleene.Known(self.redirects_to_zones),
            criteria_can_change=kleene.Known(self.criteria_can_change),
        )

    @property
    def cost_class(self) -> str:
        """Class of the cost of one more child: the chosen one, unless both amounts say the contrary."""
        computed = class_of(self.marginal_cost_mxn, self.unit_cost_mxn)
        if self.marginal_cost == MarginalCost.UNKNOWN or contradicts(self.marginal_cost, computed):
            return computed
        return self.marginal_cost

    @property
    def eligibility(self) -> Eligibility:
        """Whether an action line may rest on it (R4), and why."""
        return judge(self.facts)


def costs_very_little(cost: str) -> kleene.Known:
    """Whether one more child costs nothing or very little."""
    if cost == MarginalCost.UNKNOWN:
        return kleene.Known.UNKNOWN
    return kleene.Known.of(cost in {MarginalCost.NONE, MarginalCost.VERY_LOW})


class OfferCoverage(models.Model):
    """Whether an offer reaches a zone, with its places there when known."""

    offer = models.ForeignKey(LocalOffer, on_delete=models.CASCADE, related_name="coverage")
    zone = models.ForeignKey(Zone, on_delete=models.CASCADE, related_name="coverage")
    reaches = models.CharField(max_length=8, choices=Known, default=Known.UNKNOWN)
    places = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("zone__letter",)
        constraints = [models.UniqueConstraint(fields=("offer", "zone"), name="coverage_once_per_zone")]

    def __str__(self) -> str:
        return f"{self.offer}: {self.zone}"


class CoverageGroup(models.Model):
    """Places and persons of one sex and age band, in one zone or in the municipality as a whole."""

    offer = models.ForeignKey(LocalOffer, on_delete=models.CASCADE, related_name="coverage_groups")
    zone = models.ForeignKey(
        Zone, on_delete=models.CASCADE, null=True, blank=True, related_name="coverage_groups"
    )
    sex = models.CharField(max_length=5, choices=Sex, default=Sex.ALL)
    age_from = models.PositiveSmallIntegerField(null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(null=True, blank=True)
    places = models.PositiveIntegerField(null=True, blank=True)
    places_used = models.PositiveIntegerField(null=True, blank=True)

    COUNTS: ClassVar[frozenset[str]] = frozenset({"places_used"})

    class Meta:
        ordering = ("offer", "zone__letter", "age_from", "sex")
        constraints = [
            models.UniqueConstraint(
                fields=("offer", "zone", "sex", "age_from", "age_to"), name="coverage_group_once"
            ),
            models.CheckConstraint(
                condition=Q(age_from__isnull=True, age_to__isnull=True)
                | Q(age_from__isnull=False, age_to__gte=models.F("age_from")),
                name="coverage_ages_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offer}: {self.zone or self.offer.territory}"
