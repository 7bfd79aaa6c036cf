"""What an import changed: kept for good, while the file itself is gone."""

from django.conf import settings
from django.db import models

from clrisk_site.places.models import Territory

ON_MAP = "map"


class ImportReceipt(models.Model):
    """Who imported what, when, from which file, and the counts of what is stored.

    `rows`, `new`, `changed`, `same` and `removed` count what the kind stores (`CountedAs`); `refused` and
    `file_rows` are rows of the file.

    `upload_id` is that of the upload it came from, which is gone: its old addresses lead here, and none is
    saved twice.
    """

    kind = models.SlugField(max_length=40)
    territory = models.ForeignKey(
        Territory, on_delete=models.PROTECT, null=True, related_name="import_receipts"
    )
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    upload_id = models.UUIDField(null=True, unique=True, editable=False)
    source = models.CharField(max_length=300, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    rows = models.PositiveIntegerField()
    file_rows = models.PositiveIntegerField(null=True)
    new = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    same = models.PositiveIntegerField()
    refused = models.PositiveIntegerField()
    removed = models.PositiveIntegerField(default=0)
    mapping = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    facts = models.JSONField(default=dict)
    warnings = models.JSONField(default=list)
    """Texts; those about the map each under the word `ON_MAP`."""
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("-id",)
        indexes = [models.Index(fields=("territory", "-id")), models.Index(fields=("sha256",))]

    def __str__(self) -> str:
        return f"{self.kind}: {self.file_name}"
