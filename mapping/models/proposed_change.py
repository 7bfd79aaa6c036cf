"""What a programme's owner would change in a record, waiting for whoever owns the record to decide."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.record import Record
from mapping.models.offer import LocalOffer
from mapping.models.programme import Programme


class ChangeState(models.TextChoices):
    """Whether a proposed change waits, or how it was decided."""

    WAITING = "waiting", _("Waiting")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Refused")
    OVERTAKEN = "overtaken", _("Overtaken by a later proposal")


class ProposedChange(Record):
    """One field of one record: what it said when it was asked, and what its owner says instead.

    `created_by` is the owner; `territory` is that of the record, whose own people decide. A fact that the
    owner confirms as it stands has the same value before and after.
    """

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, null=True, blank=True, related_name="proposed_changes"
    )
    offer = models.ForeignKey(
        LocalOffer, on_delete=models.CASCADE, null=True, blank=True, related_name="proposed_changes"
    )
    fact = models.CharField(max_length=40)
    before = models.JSONField(null=True, blank=True)
    proposed = models.JSONField(null=True, blank=True)
    state = models.CharField(max_length=9, choices=ChangeState, default=ChangeState.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, editable=False)
    reason = models.CharField(max_length=300, blank=True)

    UNAUDITED: ClassVar[frozenset[str]] = Record.UNAUDITED | {
        "before",
        "proposed",
        "decided_by",
        "decided_at",
    }

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(programme__isnull=False, offer__isnull=True)
                | Q(programme__isnull=True, offer__isnull=False),
                name="change_of_one_record",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme or self.offer}: {self.fact}"
