"""What an import replaced, so that it can be undone; gone after 30 days, while the receipt stays."""

from django.db import models

from clrisk_site.files.models.receipt import ImportReceipt


class ImportJournal(models.Model):
    """The other half of a receipt: packed frames of the rows it created, and of those it changed or removed.

    `created` holds the key fields alone, `before` and `removed` the rows as they were stored.
    """

    receipt = models.OneToOneField(ImportReceipt, on_delete=models.CASCADE, related_name="journal")
    created = models.BinaryField()
    before = models.BinaryField()
    removed = models.BinaryField()

    def __str__(self) -> str:
        return str(self.receipt)
