"""The places room as a Django app."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Territories and boundaries."""

    name = "clrisk_site.places"
    label = "places"
