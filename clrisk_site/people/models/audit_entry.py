"""What was done, by whom, when, to what, in which territory."""

from django.conf import settings
from django.db import models

from clrisk_site.places.models import Territory


class AuditEntry(models.Model):
    """One write. Entries are only ever added; personal values never enter `changes`."""

    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    territory = models.ForeignKey(
        Territory, on_delete=models.PROTECT, null=True, related_name="audit_entries"
    )
    action = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=40)
    subject_label = models.CharField(max_length=300)
    changes = models.JSONField(default=dict)

    class Meta:
        ordering = ("-id",)
        verbose_name_plural = "audit entries"
        indexes = [
            models.Index(fields=("subject_type", "subject_id")),
            models.Index(fields=("territory", "-id")),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.subject_label}"
