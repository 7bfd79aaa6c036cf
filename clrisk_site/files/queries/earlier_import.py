"""Whether the very same file, or the very same upload, was imported before."""

import uuid

from clrisk_site.files.models import ImportReceipt
from clrisk_site.places.models import Territory


def earlier_import(territory: Territory, kind: str, sha256: str) -> ImportReceipt | None:
    """Return the newest receipt of the same bytes, kind and place."""
    found = ImportReceipt.objects.filter(territory=territory, kind=kind, sha256=sha256)
    return found.select_related("created_by").first()


def receipt_of_upload(path: str, upload_id: uuid.UUID) -> ImportReceipt | None:
    """Return the receipt of an upload that was saved in the territory of that path."""
    return ImportReceipt.objects.filter(upload_id=upload_id, territory__path=path).first()
