"""The places room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    """Territories and boundaries."""

    name = "clrisk_site.places"
    label = "places"

    def ready(self) -> None:
        from clrisk_site.catalogue.registry import Catalogue, register
        from clrisk_site.places.countries import LEVELS_FILE, read_levels, seed_countries
        from clrisk_site.places.models import Level

        register(
            Catalogue(
                code=Level.CATALOGUE,
                label=_("Levels of territory"),
                explanation=_("What the country's territories are called, level by level."),
                read=read_levels,
                files=(LEVELS_FILE,),
                load=seed_countries,
                name_label=_("Name of one"),
                more_label=_("Name of many"),
            )
        )
