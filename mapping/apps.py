"""The mapping stage as a Django app."""

from django.apps import AppConfig


class MappingConfig(AppConfig):
    """Mapping of competences, offer and spaces."""

    name = "mapping"
