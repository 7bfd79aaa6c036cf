"""A municipality's walk through the four stages, and the zones it chose."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.record import Record
from diagnosis.models import Zone
from mapping.models import CoordinationSpace, Institution, Known


class InterventionType(models.TextChoices):
    """How the intervention works (B4, activity 4)."""

    TERRITORIAL = "territorial", _("Territorial targeting of existing programmes")
    SECTORAL = "sectoral", _("Sectoral")
    SCHOOL = "school", _("School-based")
    MIXED = "mixed", _("Mixed")


class Pilot(Record):
    """Facts of stages 1 and 3 that are not records of their own. Statuses are derived, never ticked."""

    opened_on = models.DateField()
    selected_on = models.DateField(null=True, blank=True)
    selection_reason = models.TextField(blank=True)
    liaison_name = models.CharField(max_length=150, blank=True)
    liaison_post = models.CharField(max_length=200, blank=True)
    liaison_unit = models.ForeignKey(
        Institution, on_delete=models.PROTECT, null=True, blank=True, related_name="pilots_led"
    )
    liaison_has_mandate = models.CharField(max_length=8, choices=Known, default=Known.UNKNOWN)
    mandate_basis = models.CharField(max_length=300, blank=True)
    delegation_document = models.CharField(max_length=300, blank=True)
    instrument = models.CharField(max_length=300, blank=True)
    instrument_signed_on = models.DateField(null=True, blank=True)
    no_instrument_reason = models.TextField(blank=True)
    space = models.ForeignKey(
        CoordinationSpace, on_delete=models.PROTECT, null=True, blank=True, related_name="pilots"
    )
    intervention_type = models.CharField(max_length=12, choices=InterventionType, blank=True)
    intervention_reason = models.TextField(blank=True)
    expansion_criteria = models.TextField(blank=True)
    baseline_method = models.TextField(blank=True)
    illustrative = models.BooleanField(default=False)

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"liaison_name"})

    class Meta:
        ordering = ("territory", "-opened_on")
        constraints = [models.UniqueConstraint(fields=("territory",), name="pilot_once_per_municipality")]

    def __str__(self) -> str:
        return str(self.territory)


class ScopeRole(models.TextChoices):
    """What a zone is in the intervention."""

    PILOT = "pilot", _("Pilot")
    EXPANSION = "expansion", _("Expansion")
    DROPPED = "dropped", _("Dropped")


class ScopeZone(Record):
    """A zone's role in the intervention, with the reason."""

    pilot = models.ForeignKey(Pilot, on_delete=models.CASCADE, related_name="scope_zones")
    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="scope_roles")
    role = models.CharField(max_length=10, choices=ScopeRole)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ("zone__letter",)
        constraints = [
            models.UniqueConstraint(fields=("pilot", "zone"), name="scope_zone_once"),
            models.CheckConstraint(
                condition=~Q(role="dropped") | ~Q(reason=""), name="scope_dropped_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.zone}: {self.get_role_display()}"
