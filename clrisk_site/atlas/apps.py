"""The atlas as a Django app."""

from django.apps import AppConfig


class AtlasConfig(AppConfig):
    """Boundaries of territories, by vintage."""

    name = "clrisk_site.atlas"
    label = "atlas"
