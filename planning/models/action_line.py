"""One action line of the intervention: the form of B4."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from clrisk_site.people.record import Record
from diagnosis.models import Factor, Sex, Zone
from mapping.models import Institution, LocalOffer, Strategy
from mapping.models.choices import AccelerationFactor
from planning.models.pilot import Pilot


class LineStatus(models.TextChoices):
    """Where a line stands."""

    DRAFT = "draft", pgettext_lazy("action line", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("action line", "Submitted")
    VALIDATED = "validated", pgettext_lazy("action line", "Validated")
    RUNNING = "running", pgettext_lazy("action line", "Running")
    PAUSED = "paused", pgettext_lazy("action line", "Paused")
    DONE = "done", pgettext_lazy("action line", "Done")


class Outcome(models.IntegerChoices):
    """The four outcomes of the acceleration framework (C2)."""

    INTERRUPT = 1, _("Interrupt pathways into child labour")
    REMOVE = 2, _("Remove those below the minimum age")
    PROTECT = 3, _("Protect adolescents of legal age")
    RESTORE = 4, _("Restore rights of victims of the worst forms")


class ActionLine(Record):
    """What will be done, on which offer, for whom, where, by whom, with what; every link is a key."""

    pilot = models.ForeignKey(Pilot, on_delete=models.CASCADE, related_name="action_lines")
    code = models.CharField(max_length=12)
    title = models.CharField(max_length=200)
    objective = models.TextField()
    factors = models.ManyToManyField(Factor, related_name="action_lines")
    strategy = models.CharField(max_length=10, choices=Strategy)
    outcome = models.PositiveSmallIntegerField(choices=Outcome)
    acceleration_factor = models.CharField(max_length=20, choices=AccelerationFactor, blank=True)
    is_for_girls = models.BooleanField(default=False)
    girls_mechanism = models.TextField(blank=True)
    population = models.CharField(max_length=250)
    age_from = models.PositiveSmallIntegerField(null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(null=True, blank=True)
    sex = models.CharField(max_length=5, choices=Sex, default=Sex.ALL)
    zones = models.ManyToManyField(Zone, blank=True, related_name="action_lines")
    offers = models.ManyToManyField(LocalOffer, blank=True, related_name="action_lines")
    lead = models.ForeignKey(
        Institution, on_delete=models.PROTECT, null=True, blank=True, related_name="lines_led"
    )
    co_responsible = models.ManyToManyField(Institution, blank=True, related_name="lines_supported")
    mechanism = models.TextField(blank=True)
    resources_available = models.TextField(blank=True)
    resources_missing = models.TextField(blank=True)
    nothing_missing_because = models.TextField(blank=True)
    funding_source = models.CharField(max_length=250, blank=True)
    budget_code = models.CharField(max_length=80, blank=True)
    no_budget_code_because = models.TextField(blank=True)
    marginal_cost_mxn = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    risks = models.TextField(blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=LineStatus, default=LineStatus.DRAFT)
    is_own_action = models.BooleanField(default=False)
    is_restitution_or_street = models.BooleanField(default=False)
    exception_reason = models.TextField(blank=True)
    exception_funding_plan = models.TextField(blank=True)
    exception_approved_at = models.DateTimeField(null=True, blank=True, editable=False)
    exception_approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ("pilot", "code")
        constraints = [
            models.UniqueConstraint(fields=("pilot", "code"), name="line_code_once_per_pilot"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=models.F("starts_on")),
                name="line_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(exception_approved_at__isnull=True, exception_approved_by__isnull=True)
                | Q(exception_approved_at__isnull=False, exception_approved_by__isnull=False),
                name="line_exception_approved_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"
