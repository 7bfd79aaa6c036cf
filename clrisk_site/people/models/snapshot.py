"""What a record said when it was frozen: content, language and texts, sealed by a hash."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from clrisk_site.places.models import Territory


class Snapshot(models.Model):
    """One frozen version of one record. It is never changed: the next freezing adds the next number.

    `content` holds labels and texts as they were resolved in `language`, so that a later change of a
    catalogue cannot alter what was signed.
    """

    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    subject_type = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    subject_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    language = models.CharField(max_length=5)
    catalogue_version = models.CharField(max_length=64)
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("subject_type", "subject_id", "-number")
        constraints = [
            models.UniqueConstraint(
                fields=("subject_type", "subject_id", "number"), name="snapshot_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} · {self.number}"
