"""A file that belongs to a record: a signed agreement, a resolution, a piece of evidence."""

import uuid

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clrisk_site.places.models import Territory


class AttachmentKind(models.TextChoices):
    """What the file is."""

    AGREEMENT = "agreement", _("Signed agreement")
    RESOLUTION = "resolution", _("Resolution")
    MINUTES = "minutes", _("Minutes")
    EVIDENCE = "evidence", _("Evidence")
    OTHER = "other", _("Other document")


class Classification(models.TextChoices):
    """Who may open the file."""

    OPEN = "open", _("Open: whoever may see the record")
    RESTRICTED = "restricted", _("Restricted: the municipality's own team")


class Attachment(models.Model):
    """One file beside a record. It is never changed: it is removed, and another one is attached.

    `stored_name` is random; `file_name` is what the person called it and is only ever shown.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    subject_type = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    subject_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    kind = models.CharField(max_length=12, choices=AttachmentKind)
    title = models.CharField(max_length=200)
    classification = models.CharField(
        max_length=12, choices=Classification, default=Classification.RESTRICTED
    )
    file_name = models.CharField(max_length=255)
    stored_name = models.CharField(max_length=64, unique=True)
    media_type = models.CharField(max_length=100)
    size_bytes = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("-created_at",)
        indexes = [models.Index(fields=("subject_type", "subject_id"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="attachment_removed_by_someone",
            )
        ]

    def __str__(self) -> str:
        return self.title
