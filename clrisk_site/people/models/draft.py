"""What a person has typed and not yet saved: theirs alone, kept by the server while the form is open."""

from django.conf import settings
from django.db import models


class Draft(models.Model):
    """The fields of one form on one page, as last sent by the browser; deleted when the form is saved.

    `base_version` is the version of the record that the person saw; None for a new record.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    page = models.CharField(max_length=300)
    fields = models.JSONField(default=dict)
    base_version = models.PositiveIntegerField(null=True, blank=True)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("-saved_at",)
        constraints = [models.UniqueConstraint(fields=("user", "page"), name="draft_once_per_page")]

    def __str__(self) -> str:
        return f"{self.user}: {self.page}"
