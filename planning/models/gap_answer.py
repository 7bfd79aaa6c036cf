"""What people decided about a computed gap."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.record import Record
from diagnosis.models import Factor, Zone
from mapping.models import GovernmentLevel
from planning.models.pilot import Pilot


class GapDecision(models.TextChoices):
    """An empty row must be answered (R15)."""

    ACCEPTED = "accepted", _("Gap accepted")
    ACTION = "action", _("An action line answers it")


class GapAnswer(Record):
    """A decision on one gap. It turns stale when the evidence no longer has the hash it answered."""

    pilot = models.ForeignKey(Pilot, on_delete=models.CASCADE, related_name="gap_answers")
    factor = models.ForeignKey(Factor, on_delete=models.PROTECT, related_name="+")
    zone = models.ForeignKey(Zone, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    level = models.CharField(max_length=10, choices=GovernmentLevel, blank=True)
    decision = models.CharField(max_length=8, choices=GapDecision)
    reason = models.TextField()
    evidence_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("pilot", "factor__position", "zone__letter")
        constraints = [
            models.UniqueConstraint(
                fields=("pilot", "factor", "zone", "level"),
                condition=models.Q(zone__isnull=False),
                name="gap_answer_once_per_zone",
            ),
            models.UniqueConstraint(
                fields=("pilot", "factor", "level"),
                condition=models.Q(zone__isnull=True),
                name="gap_answer_once_per_level",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.factor}: {self.get_decision_display()}"
