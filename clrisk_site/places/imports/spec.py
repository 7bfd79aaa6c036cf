"""Puts the import of territories together for the country of one territory."""

from clrisk_site.figures.message import says
from clrisk_site.places.imports.checking import check_territories
from clrisk_site.places.imports.columns import make_columns
from clrisk_site.places.imports.comparing import FileReach, stored_territories
from clrisk_site.places.imports.restoring import remove_territories
from clrisk_site.places.imports.writing import write_territories
from clrisk_site.places.models import Level, Territory
from clrisk_site.places.resting import NameOf, plain_name_of
from clrisk_site.tables.limits import GEOMETRY
from clrisk_site.tables.spec import ImportSpec


def build_territories_spec(territory: Territory, name_of: NameOf = plain_name_of) -> ImportSpec:
    """Return the spec for files of territories in or below `territory`.

    Parameters
    ----------
    name_of : callable
        From a model to what people call its records, for the sentence that says what rests on a territory.
    """
    levels = list(Level.objects.filter(country=territory.country).order_by("depth"))
    reach = FileReach()
    return ImportSpec(
        kind="territories",
        label=says("Territories and boundaries"),
        columns=make_columns(levels),
        key=("path",),
        existing=lambda context: stored_territories(territory, context, reach),
        write=lambda change, context: write_territories(levels, change, context, reach.drawn),
        remove=lambda rows, context: remove_territories(rows, context, name_of),
        check=lambda frame, context: check_territories(territory, levels, frame, context, reach),
        limits=GEOMETRY,
        drawn=lambda: reach.drawn,
        words={
            "area_km2": says("Area in km²"),
            "extent": says("Where it lies (west, south, east, north)"),
            "map_name": says("Name on the map"),
        },
    )
