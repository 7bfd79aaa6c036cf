"""The columns by which a row says where a place lies and whether it is open; no name, street or telephone."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from clrisk_site.figures.message import says
from clrisk_site.places.models import Level
from clrisk_site.places.territory_columns import TERRITORY, territory_columns
from clrisk_site.tables.spec import Column, Kind
from clrisk_site.tables.wording import plain

LONGITUDE, LATITUDE, GEOMETRY, STATUS = "longitude", "latitude", "geometry", "status"

OF_PLACES = frozenset({"clave", "codigo", "code", "id"})
"""Words that mean the code of an area elsewhere, and that of the school or shop in a register of them."""

POSITION_COLUMNS = (
    Column(
        LONGITUDE,
        says("Longitude (or east, in metres)"),
        Kind.NUMBER,
        synonyms=("longitud", "lon", "long", "lng", "x", "coord x", "coordenada x", "coord_x", "utm x",
                  "este", "longitude decimal", "longitud decimal", "lon_decimal", "easting", "longitude",
                  "est"),
        tags=("#geo+lon",),
        example="-93.1153",
        of_position=True,
    ),
    Column(
        LATITUDE,
        says("Latitude (or north, in metres)"),
        Kind.NUMBER,
        synonyms=("latitud", "lat", "y", "coord y", "coordenada y", "coord_y", "utm y", "norte",
                  "latitude decimal", "latitud decimal", "lat_decimal", "northing", "latitude", "nord"),
        tags=("#geo+lat",),
        example="16.7528",
        of_position=True,
    ),
    Column(
        GEOMETRY,
        says("Point of the map"),
        Kind.GEOMETRY,
        synonyms=("geom", "the_geom", "geometría", "shape", "geometria", "géométrie"),
        may_fail=True,
    ),
    Column(
        STATUS,
        says("Open or closed"),
        Kind.TEXT,
        synonyms=("estatus de operación", "estatus", "estado de operación", "situación",
                  "situación de operación", "operational status", "status", "situação",
                  "situação de funcionamento", "statut", "condición de operación"),
    ),
)  # fmt: skip


def located_columns(levels: Sequence[Level], wanted: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns that say where a place lies, for the levels that are known here.

    A code that is not found is remarked upon only, since the coordinates may say the same. Names of areas
    are no columns: registers write them in a hundred ways, and have codes or coordinates beside them.
    """
    areas = territory_columns(levels, levels_wanted=wanted, required=False)
    names = {plain(text) for column in areas if column.narrows for text in column.synonyms}
    return (*(_of_area(column, names) for column in areas if not column.narrows), *POSITION_COLUMNS)


def _of_area(column: Column, names: Collection[str]) -> Column:
    if column.name != TERRITORY:
        return replace(column, synonyms=tuple(text for text in column.synonyms if plain(text) not in names))
    kept = tuple(text for text in column.synonyms if plain(text) not in OF_PLACES)
    label = says("Area: its official code")
    return replace(column, label=label, synonyms=kept, by_name=(), may_fail=True)
