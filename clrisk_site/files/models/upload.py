"""A file that was sent and waits in the private spool, at most an hour."""

import uuid

from django.conf import settings
from django.db import models

from clrisk_site.places.models import Territory


class Upload(models.Model):
    """One file on its way through the wizard, with what the person has answered so far.

    `stored_name` is random; `file_name` is what the person called it and is only ever shown. `said` holds
    each answer in words, for the receipt. `removes_gone` is whether stored rows that the file no longer holds
    go too. `total_rows` is how long the table is as it is read now, 0 while nobody counted. `review` is what
    a background job found in a long file, and `reviewed_state` the answers it was made with.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.SlugField(max_length=40)
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=255)
    stored_name = models.CharField(max_length=64, unique=True)
    size_bytes = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    reading = models.JSONField(default=dict)
    total_rows = models.PositiveIntegerField(default=0)
    mapping = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    said = models.JSONField(default=dict)
    facts = models.JSONField(default=dict)
    removes_gone = models.BooleanField(default=False)
    review = models.JSONField(null=True, blank=True)
    reviewed_state = models.CharField(max_length=64, blank=True)
    source = models.CharField(max_length=300, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.file_name
