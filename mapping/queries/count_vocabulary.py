"""What a list of persons may say of area and programme: the codes and names that are known here."""

from clrisk_site.places.models import Neighbourhood, Territory
from clrisk_site.tables.persons.vocabulary import KnownArea, Vocabulary, make_vocabulary
from mapping.models import Programme
from mapping.queries.programmes import programmes_seen_from


def count_vocabulary(territory: Territory) -> Vocabulary:
    """Return the areas in and below a territory, with their neighbourhoods, and the programmes it sees.

    Areas and programmes are numbered by their keys. Two queries for areas and one for programmes.
    """
    within = Territory.objects.within(territory)
    called: dict[int, list[str]] = {}
    for area, name in Neighbourhood.objects.filter(territory__in=within).values_list("territory_id", "name"):
        called.setdefault(area, []).append(name)
    areas = [
        KnownArea(key, path, code, (name, *called.get(key, ())))
        for key, path, code, name in within.values_list("pk", "path", "code", "name")
    ]
    return make_vocabulary(areas, offered_programmes(territory))


def offered_programmes(territory: Territory) -> list[tuple[int, str]]:
    """Return key and name of the programmes that the territory sees, by name."""
    seen = programmes_seen_from(territory)
    return list(Programme.objects.filter(pk__in=seen.values("pk")).order_by("name").values_list("pk", "name"))
