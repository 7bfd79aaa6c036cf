"""Whether the very same file was imported before."""

from clrisk_site.files.models import ImportReceipt
from clrisk_site.places.models import Territory


def earlier_import(territory: Territory, kind: str, sha256: str) -> ImportReceipt | None:
    """Return the newest receipt of the same bytes, kind and place."""
    found = ImportReceipt.objects.filter(territory=territory, kind=kind, sha256=sha256)
    return found.select_related("created_by").first()
