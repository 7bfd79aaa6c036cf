"""Puts the import of territories together for the country of one territory."""

from clrisk_site.figures.message import says
from clrisk_site.places.imports.checking import check_territories
from clrisk_site.places.imports.columns import make_columns
from clrisk_site.places.imports.comparing import stored_territories
from clrisk_site.places.imports.writing import write_territories
from clrisk_site.places.models import Level, Territory
from clrisk_site.tables.limits import GEOMETRY
from clrisk_site.tables.spec import ImportSpec


def build_territories_spec(territory: Territory) -> ImportSpec:
    """Return the spec for files of territories in or below `territory`."""
    levels = list(Level.objects.filter(country=territory.country).order_by("depth"))
    return ImportSpec(
        kind="territories",
        label=says("Territories and boundaries"),
        columns=make_columns(levels),
        key=("path",),
        existing=lambda _: stored_territories(territory),
        write=lambda change, context: write_territories(levels, change, context),
        check=lambda frame, context: check_territories(territory, levels, frame, context),
        limits=GEOMETRY,
    )
