"""The mapping stage as a Django app."""

from django.apps import AppConfig


class MappingConfig(AppConfig):
    """Mapping of competences, offer and spaces."""

    name = "mapping"

    def ready(self) -> None:
        from clrisk_site.files.registry import imports
        from mapping.imports import PROGRAMMES

        imports.register(PROGRAMMES)
