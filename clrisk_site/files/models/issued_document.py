"""The print log: every document that left the system, for whom, and how to recognise it again."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from clrisk_site.places.models import Territory

LIST_KIND = "table-"
"""How the kinds of those documents begin that are a list of a page, taken as a table."""


class DocumentFormat(models.TextChoices):
    """The kind of file."""

    PDF = "pdf", _("PDF")
    DOCX = "docx", _("Word")
    XLSX = "xlsx", _("Excel")
    CSV = "csv", _("CSV")


class IssuedDocument(models.Model):
    """One document as it was made: `number` counts within its territory, `sha256` is that of the file.

    `version` and `fingerprint` are those printed on it; a holder of the paper finds the row by them.
    """

    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    kind = models.SlugField(max_length=40)
    format = models.CharField(max_length=4, choices=DocumentFormat)
    title = models.CharField(max_length=300)
    language = models.CharField(max_length=5)
    version = models.CharField(max_length=60, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64)
    size_bytes = models.PositiveBigIntegerField()
    issued_at = models.DateTimeField(auto_now_add=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(fields=("territory", "number"), name="issued_document_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.territory} {self.number}: {self.title}"
