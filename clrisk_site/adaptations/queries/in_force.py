"""What a country adapted, as the catalogue floor lays it over the shipped entries."""

from clrisk_site.adaptations.models import Adaptation
from clrisk_site.catalogue.country import Adapted


def adaptations_in_force(country: str) -> dict[tuple[str, str], Adapted]:
    """Return every adaptation of a country that holds, by catalogue and code, in one query."""
    rows = Adaptation.objects.filter(territory__path=country, in_force=True)
    return {(row.catalogue, row.code): row.adapted for row in rows}
