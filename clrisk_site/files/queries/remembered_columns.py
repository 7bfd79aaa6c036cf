"""Which columns were chosen for files of one kind in a territory before."""

from clrisk_site.files.models import RememberedColumn
from clrisk_site.places.models import Territory


def remembered(territory: Territory, kind: str) -> dict[str, str]:
    """Return plain header to field, "" for a column that was left out."""
    chosen = RememberedColumn.objects.filter(territory=territory, kind=kind)
    return dict(chosen.values_list("header", "field"))
