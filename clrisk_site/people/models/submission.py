"""A form that was sent: the same sending twice has one effect and one answer."""

from django.conf import settings
from django.db import models


class Submission(models.Model):
    """The token that a form carried when it was shown, what came with it, and where its first sending led.

    `content` is a hash: the same token with other words is a second text, not a repetition to be dropped.
    """

    token = models.UUIDField(unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    page = models.CharField(max_length=300)
    content = models.CharField(max_length=64)
    led_to = models.TextField(blank=True)
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)
        indexes = [models.Index(fields=("sent_at",))]

    def __str__(self) -> str:
        return f"{self.page} {self.token}"
