"""The areas below a territory that a person may mean by a code, or by a name."""

from django.db.models import Q

from clrisk_site.places.models import Neighbourhood, Territory
from clrisk_site.places.names import search_form


def places_meant(typed: str, territory: Territory) -> list[Territory]:
    """Return the areas below a territory with this code, else with this name, else with this neighbourhood.

    Several are returned where the name is of several areas: who asks must choose by code.
    """
    below, wanted = Territory.objects.below(territory), search_form(typed)
    named = Q(code=typed.strip()) | Q(search_name=wanted)
    found = list(below.filter(named).order_by("path")) if wanted else []
    by_code = [one for one in found if one.code == typed.strip()]
    if by_code or found:
        return by_code or found
    first = wanted.split()[0] if wanted else ""
    rows = Neighbourhood.objects.filter(territory__in=below).select_related("territory") if first else []
    areas = {row.territory_id: row.territory for row in rows if search_form(row.name) == wanted}
    return sorted(areas.values(), key=lambda area: area.path)
