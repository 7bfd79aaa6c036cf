"""The places room as a Django app."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Territories and boundaries."""

    name = "clrisk_site.places"
    label = "places"

    def ready(self) -> None:
        from clrisk_site.catalogue import registry
        from clrisk_site.places.countries import LEVELS_FILE, seed_countries

        registry.register_loader(LEVELS_FILE, seed_countries)
