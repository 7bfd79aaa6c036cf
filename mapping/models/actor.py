"""What an institution means for a municipality: interest, influence, incentives, capacities, role offered."""

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.record import Record
from mapping.models.choices import Known
from mapping.models.institution import Institution

HIGHEST = 4
"""Interest, influence, will and capacity are judged from 0 (none) to 4 (very high)."""


class ActorKind(models.TextChoices):
    """Kinds of actor that the mapping must look for: government by level, then every other sector."""

    FEDERAL = "federal", _("Federal government")
    STATE = "state", _("State government")
    MUNICIPAL = "municipal", _("Municipal government")
    EMPLOYERS = "employers", _("Employers")
    WORKERS = "workers", _("Workers")
    CIVIL_SOCIETY = "civil_society", _("Civil society")
    RELIGIOUS = "religious", _("Religious bodies")
    ACADEMIA = "academia", _("Academia")
    INTERNATIONAL = "international", _("International organisations")


class ActorRole(models.TextChoices):
    """What an actor offers to do in the intervention."""

    DESIGN = "design", _("Design")
    INFORMATION = "information", _("Information")
    MONITORING = "monitoring", _("Monitoring")
    SERVICE = "service", _("Service")
    FUNDING = "funding", _("Funding")


class ActorProfile(Record):
    """One institution as an actor in one municipality. Null scores are not judged yet, never zero."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="profiles")
    covers = models.CharField(max_length=300, blank=True)
    has_contact_staff = models.CharField(max_length=8, choices=Known, default=Known.UNKNOWN)
    child_labour_actions = models.TextField(blank=True)
    incentives = models.TextField(blank=True)
    capabilities = models.TextField(blank=True)
    influence = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(HIGHEST)]
    )
    interest = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(HIGHEST)]
    )
    roles_offered = models.JSONField(default=list, blank=True)
    notes = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)
    illustrative = models.BooleanField(default=False)

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"notes"})

    class Meta:
        ordering = ("territory", "institution__name")
        constraints = [
            models.UniqueConstraint(fields=("territory", "institution"), name="actor_once_per_territory"),
            models.CheckConstraint(
                condition=(Q(influence__isnull=True) | Q(influence__lte=HIGHEST))
                & (Q(interest__isnull=True) | Q(interest__lte=HIGHEST)),
                name="actor_scores_in_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution}: {self.territory}"


class NoneFound(Record):
    """That somebody looked for actors of one kind here and found none; where they looked is said."""

    kind = models.CharField(max_length=13, choices=ActorKind)
    searched = models.TextField()
    confirmed_on = models.DateField()

    class Meta:
        ordering = ("territory", "kind")
        constraints = [models.UniqueConstraint(fields=("territory", "kind"), name="none_found_once")]

    def __str__(self) -> str:
        return str(self.get_kind_display())
