"""Puts the import of neighbourhoods together for one territory."""

from clrisk_site.figures.message import says
from clrisk_site.places.models import Level, Territory
from clrisk_site.places.neighbourhoods.checking import check_names
from clrisk_site.places.neighbourhoods.storing import Names, remove_names, stored_neighbourhoods, write_names
from clrisk_site.places.territory_columns import territory_columns
from clrisk_site.tables.counted import NAMES
from clrisk_site.tables.limits import BULK
from clrisk_site.tables.spec import Column, ImportSpec, Kind

NAME = Column(
    "name",
    says("Neighbourhood"),
    Kind.TEXT,
    required=True,
    many=True,
    synonyms=("colonia", "colonias", "nombre de la colonia", "asentamiento", "nombre del asentamiento",
              "nom_asen", "barrio", "barrios", "fraccionamiento", "neighbourhood", "neighbourhoods",
              "neighborhood", "bairro", "bairros", "quartier", "quartiers"),
    tags=("#loc+name",),
    example="Patria Nueva; San Isidro",
)  # fmt: skip
KEY = ("territory", "name")


def build_neighbourhoods_spec(territory: Territory) -> ImportSpec:
    """Return the spec for files of neighbourhoods in or below `territory`."""
    levels = list(Level.objects.filter(country=territory.country).order_by("depth"))
    spoken: Names = set()
    micro = [level.code for level in levels if level.is_micro]
    return ImportSpec(
        kind="neighbourhoods",
        label=says("Neighbourhoods"),
        columns=(*territory_columns(levels, levels_wanted=micro), NAME),
        key=KEY,
        existing=lambda context: stored_neighbourhoods(territory, context, spoken),
        write=lambda change, context: write_names(territory, change, context),
        remove=lambda rows, _: remove_names(territory, rows),
        check=lambda frame, context: check_names(territory, frame, spoken, context),
        limits=BULK,
        counted=NAMES,
    )
