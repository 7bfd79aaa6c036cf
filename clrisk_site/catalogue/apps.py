"""The catalogue room as a Django app: the loader command and the thresholds; it has no tables of its own."""

from pathlib import Path

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    """Catalogue loader and wording."""

    name = "clrisk_site.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        from clrisk_site.catalogue.registry import Catalogue, register
        from clrisk_site.catalogue.thresholds import THRESHOLDS, read_thresholds, smallest_shown
        from clrisk_site.figures.suppression import read_smallest_with

        register(
            Catalogue(
                code=THRESHOLDS,
                label=_("Thresholds"),
                explanation=_("Numbers that decide what is shown and judged, within fixed limits."),
                read=read_thresholds,
                files=(Path(__file__).parent / "thresholds.yaml",),
                more_label=_("Explanation"),
            )
        )
        read_smallest_with(smallest_shown)
