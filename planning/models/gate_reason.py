"""Why a warning of the gate stands: the written reason that the method asks for."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.record import Record
from planning.models.pilot import Pilot


class ReasonedRule(models.TextChoices):
    """The rules that a written reason excuses."""

    BALANCE = "c", _("Prevention and removal lines")
    MONITORING = "f", _("Monitoring and evaluation")
    OWN_AND_RESTITUTION = "h", _("Actions of the agency itself and on restitution of rights")


class GateReason(Record):
    """The reason of one municipality for leaving one warning as it is."""

    pilot = models.ForeignKey(Pilot, on_delete=models.CASCADE, related_name="gate_reasons")
    rule = models.CharField(max_length=1, choices=ReasonedRule)
    reason = models.TextField()

    class Meta:
        ordering = ("pilot", "rule")
        constraints = [models.UniqueConstraint(fields=("pilot", "rule"), name="gate_reason_once_per_rule")]

    def __str__(self) -> str:
        return f"{self.pilot}: {self.get_rule_display()}"
