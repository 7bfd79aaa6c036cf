"""A link that lets a person in without a password: an invitation, a reset, or one record to fill in."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from clrisk_site.people.models.grant import Grant


class LinkPurpose(models.TextChoices):
    """What a link is for."""

    INVITATION = "invitation", _("invitation")
    RESET = "reset", _("new password")
    RECORD = "record", _("one record")


class AccessLink(models.Model):
    """A random token, of which only the hash is kept. Invitations and resets work once."""

    purpose = models.CharField(max_length=12, choices=LinkPurpose)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="access_links")
    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, null=True, related_name="access_links")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                condition=~Q(purpose="record") | Q(grant__isnull=False),
                name="access_link_for_a_record_names_its_grant",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="access_link_withdrawn_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}: {self.user}"

    @property
    def audit_label(self) -> str:
        """What the audit calls a link: what it is for, never whom."""
        with override(settings.LANGUAGE_CODE):
            return str(self.get_purpose_display())
