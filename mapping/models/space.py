"""Coordination spaces and who sits in them."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.models import Constituency
from clrisk_site.people.record import Record
from mapping.models.actor import HIGHEST
from mapping.models.choices import Known
from mapping.models.institution import GovernmentLevel, Institution

TRIPARTITE = (Constituency.GOVERNMENT, Constituency.EMPLOYERS, Constituency.WORKERS)
"""The sectors that a tripartite space needs."""


class SpaceRole(models.TextChoices):
    """What a member does in a space."""

    CHAIR = "chair", _("Chair")
    SECRETARIAT = "secretariat", _("Secretariat")
    MEMBER = "member", _("Member")
    GUEST = "guest", _("Guest")


class CoordinationSpace(Record):
    """A commission that could host the intervention. Tripartite is computed from its members.

    `will` and `capacity` go from 0 to 4; null is not judged yet. `judged_from` says what that rests on.
    """

    name = models.CharField(max_length=250)
    acronym = models.CharField(max_length=40, blank=True)
    level = models.CharField(max_length=10, choices=GovernmentLevel)
    instrument = models.CharField(max_length=300, blank=True)
    instrument_date = models.DateField(null=True, blank=True)
    is_institutionalised = models.CharField(max_length=8, choices=Known, default=Known.UNKNOWN)
    is_child_labour_specific = models.CharField(max_length=8, choices=Known, default=Known.UNKNOWN)
    has_preventive_mandate = models.CharField(max_length=8, choices=Known, default=Known.UNKNOWN)
    are_decisions_binding = models.CharField(max_length=8, choices=Known, default=Known.UNKNOWN)
    can_host = models.CharField(max_length=8, choices=Known, default=Known.UNKNOWN)
    will = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(HIGHEST)])
    capacity = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(HIGHEST)]
    )
    judged_from = models.CharField(max_length=300, blank=True)
    meets_every_months = models.PositiveSmallIntegerField(null=True, blank=True)
    last_session = models.DateField(null=True, blank=True)
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ("level", "name")
        constraints = [
            models.UniqueConstraint(fields=("territory", "name"), name="space_once_per_territory"),
            models.CheckConstraint(
                condition=(Q(will__isnull=True) | Q(will__lte=HIGHEST))
                & (Q(capacity__isnull=True) | Q(capacity__lte=HIGHEST)),
                name="space_scores_in_range",
            ),
        ]

    def __str__(self) -> str:
        return self.acronym or self.name


class SpaceMember(Record):
    """A seat: which institution, for which sector, in which role. Persons hold grants, never seats here."""

    space = models.ForeignKey(CoordinationSpace, on_delete=models.CASCADE, related_name="members")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="seats")
    constituency = models.CharField(max_length=15, choices=Constituency)
    role = models.CharField(max_length=12, choices=SpaceRole, default=SpaceRole.MEMBER)

    class Meta:
        ordering = ("space", "role", "institution__name")
        constraints = [
            models.UniqueConstraint(fields=("space", "institution"), name="member_once_per_space"),
            models.UniqueConstraint(
                fields=("space",), condition=models.Q(role="chair"), name="space_has_one_chair"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution} ({self.space})"

    @property
    def speaks_for_its_own(self) -> bool:
        """Whether its institution is of the sector that it speaks for."""
        return may_speak_for(self.constituency, self.institution)


def may_speak_for(constituency: str, institution: Institution) -> bool:
    """Whether an institution may hold a seat for a sector.

    Government, employers and workers speak each for themselves; the rest may speak for one another.
    """
    return constituency == institution.sector or not {constituency, institution.sector} & set(TRIPARTITE)
