"""A grant: the only thing that lets a person see or change something."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.permissions import ROLE_LABELS, Role
from clrisk_site.places.models import Territory


class GrantKind(models.TextChoices):
    """How far a grant reaches."""

    MEMBERSHIP = "membership", _("a territory and all below it")
    POST = "post", _("one municipality, during a mandate")
    SEAT = "seat", _("one coordination space")
    RECORD = "record", _("one record, by a link that ends")


class Constituency(models.TextChoices):
    """Whom a commission member speaks for."""

    GOVERNMENT = "government", _("Government")
    EMPLOYERS = "employers", _("Employers")
    WORKERS = "workers", _("Workers")
    CIVIL_SOCIETY = "civil_society", _("Civil society")
    ACADEMIA = "academia", _("Academia")
    INTERNATIONAL = "international", _("International organisation")


ROLES_BY_KIND = {
    GrantKind.MEMBERSHIP: (Role.ADMINISTRATOR, Role.COORDINATOR, Role.ILO_OFFICER, Role.OBSERVER),
    GrantKind.POST: (Role.LIAISON, Role.AUTHORITY, Role.ANALYST),
    GrantKind.SEAT: (Role.COMMISSION_MEMBER,),
    GrantKind.RECORD: (Role.PROGRAMME_OWNER,),
}


class GrantQuerySet(models.QuerySet["Grant"]):
    """Reads of grants."""

    def current(self, on: dt.date) -> Self:
        """Grants in force on a date; `ends` is the last day."""
        return self.filter(
            Q(starts__isnull=True) | Q(starts__lte=on),
            Q(ends__isnull=True) | Q(ends__gte=on),
            revoked_at__isnull=True,
        )


def _role_fits_kind() -> Q:
    condition = Q()
    for kind, roles in ROLES_BY_KIND.items():
        condition |= Q(kind=kind, role__in=[str(role) for role in roles])
    return condition


class Grant(models.Model):
    """One person, one role, one reach. Seats and record grants name the object they are for."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="grants")
    kind = models.CharField(max_length=12, choices=GrantKind)
    role = models.CharField(
        max_length=20, choices=[(str(role), label) for role, label in ROLE_LABELS.items()]
    )
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="grants")
    subject_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, null=True, blank=True)
    subject_id = models.PositiveBigIntegerField(null=True, blank=True)
    subject = GenericForeignKey("subject_type", "subject_id")
    constituency = models.CharField(max_length=15, choices=Constituency, blank=True)
    is_substitute = models.BooleanField(default=False)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    granted_at = models.DateTimeField(auto_now_add=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    successor = models.ForeignKey(  # who takes over, named when the person leaves
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reminded_on = models.DateField(null=True, blank=True)  # that the mandate ends soon

    objects = GrantQuerySet.as_manager()

    class Meta:
        ordering = ("user", "kind", "territory")
        constraints = [
            models.CheckConstraint(condition=_role_fits_kind(), name="grant_role_fits_kind"),
            models.CheckConstraint(
                condition=Q(kind__in=["membership", "post"], subject_id__isnull=True)
                | Q(kind__in=["seat", "record"], subject_id__isnull=False, subject_type__isnull=False),
                name="grant_subject_only_for_seat_and_record",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["post", "record"]) | Q(starts__isnull=False, ends__isnull=False),
                name="grant_post_and_record_have_an_end",
            ),
            models.CheckConstraint(
                condition=~Q(kind="seat") | ~Q(constituency=""), name="grant_seat_names_its_constituency"
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(starts__isnull=True) | Q(ends__gte=models.F("starts")),
                name="grant_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="grant_revoked_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(user=models.F("granted_by")), name="grant_given_by_somebody_else"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()} ({self.territory})"

    @property
    def audit_label(self) -> str:
        """What the audit calls a grant: the role and the person's number, no name."""
        return f"{self.role} #{self.user_id}"
