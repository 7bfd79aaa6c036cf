"""The diagnosis stage as a Django app."""

from pathlib import Path

from django.apps import AppConfig


class DiagnosisConfig(AppConfig):
    """Characterisation of child labour."""

    name = "diagnosis"

    def ready(self) -> None:
        from clrisk_site.catalogue import registry
        from clrisk_site.files.registry import imports
        from diagnosis.imports import RISK_RESULTS
        from diagnosis.models import Factor

        registry.register(Factor, Path(__file__).parent / "catalogue" / "factors.yaml")
        imports.register(RISK_RESULTS)
