"""The catalogue room as a Django app: it brings the loader command and no tables of its own."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Catalogue loader and wording."""

    name = "clrisk_site.catalogue"
    label = "catalogue"
