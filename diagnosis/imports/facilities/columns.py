"""The columns of a register of services: where each place lies, whether it is open, or counts made before."""

from collections.abc import Sequence

from clrisk_site.figures.message import says
from clrisk_site.places.models import Level
from clrisk_site.places.territory_columns import TERRITORY
from clrisk_site.tables.spec import Column, Kind
from diagnosis.imports.located.columns import located_columns

KEY = (TERRITORY,)
COUNT, ESTABLISHMENT = "count", "establishment"

OWN_COLUMNS = (
    Column(
        COUNT,
        says("Number of places"),
        Kind.INTEGER,
        synonyms=("número de lugares", "número de unidades", "unidades", "conteo", "conteo_registros",
                  "cuantos", "total de unidades", "unidades económicas", "ue", "count",
                  "number of units", "places", "quantidade", "nombre de lieux", "nombre d'unités"),
        minimum=0,
        example="3",
    ),
    Column(
        ESTABLISHMENT,
        says("Code of the place that begins with that of its municipality"),
        Kind.TEXT,
        synonyms=("clee", "clave estadística empresarial"),
    ),
)  # fmt: skip


def make_columns(levels: Sequence[Level], wanted: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns for the levels of a country, those with areas here being wanted."""
    return (*located_columns(levels, wanted), *OWN_COLUMNS)
