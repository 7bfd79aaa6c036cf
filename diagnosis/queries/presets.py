"""The published definitions that a territory may begin a sheet with."""

from django.db.models import QuerySet

from clrisk_site.catalogue.entry import offered
from clrisk_site.places.models import Territory
from diagnosis.models import DefinitionPreset


def presets_for(territory: Territory) -> QuerySet[DefinitionPreset]:
    """Return those of every country and those of the territory's own, in the order of the catalogue."""
    return offered(DefinitionPreset, territory.country).filter(country_only__in=["", territory.country])
