"""What was done, by whom, when, to what, in which territory: chained, so that a change shows."""

from django.conf import settings
from django.db import models

from clrisk_site.places.models import Territory


class AuditChain(models.Model):
    """The head of one chain: every territory has its own, and "" is the site's.

    Its row is locked while an entry is added, so writers of one municipality wait for each other and those
    of another do not. `signed_number` is that of its newest checkpoint, so that it cannot vanish.
    """

    path = models.CharField(max_length=255, unique=True, blank=True)
    length = models.PositiveBigIntegerField(default=0)
    head_hash = models.CharField(max_length=64, blank=True)
    signed_number = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ("path",)

    def __str__(self) -> str:
        return self.path or "·"


class AuditEntry(models.Model):
    """One act. Entries are only ever added; personal values never enter `changes`.

    `hash` covers the entry's own values and `previous_hash`, the hash of the entry before it in its chain.
    """

    chain = models.ForeignKey(AuditChain, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=60, blank=True)
    network = models.CharField(max_length=45, blank=True)  # the address of the visitor without its last part
    territory = models.ForeignKey(
        Territory, on_delete=models.PROTECT, null=True, related_name="audit_entries"
    )
    action = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=80, blank=True)
    subject_id = models.CharField(max_length=40, blank=True)
    subject_label = models.CharField(max_length=300, blank=True)
    changes = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("-id",)
        verbose_name_plural = "audit entries"
        constraints = [
            models.UniqueConstraint(fields=("chain", "number"), name="audit_entry_number_once_in_its_chain")
        ]
        indexes = [
            models.Index(fields=("subject_type", "subject_id", "-id")),
            models.Index(fields=("territory", "-id")),
            models.Index(fields=("territory", "by", "-id")),
            models.Index(fields=("territory", "at")),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.subject_label}"


class AuditCheckpoint(models.Model):
    """The head of a chain, signed with the site's key, which a rewriter of the chain does not hold."""

    chain = models.ForeignKey(AuditChain, on_delete=models.PROTECT, related_name="checkpoints")
    number = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)
    signed_on = models.DateTimeField()

    class Meta:
        ordering = ("chain", "-number")
        constraints = [
            models.UniqueConstraint(fields=("chain", "number"), name="audit_checkpoint_once_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.chain} {self.number}"
