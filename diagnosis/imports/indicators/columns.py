"""The columns of a file of indicators: those of the long shape, and one open column per indicator."""

from collections.abc import Sequence

from clrisk_site.figures.message import says
from clrisk_site.places.models import Level
from clrisk_site.places.territory_columns import territory_columns
from clrisk_site.tables.spec import Column, Kind, OpenColumns
from diagnosis.models import Indicator

INDICATOR = "indicator"
KEY = ("territory", INDICATOR, "year", "source")
LONG_ONLY = (INDICATOR, "value", "unit", "name")
"""Fields of the long shape; with one column per indicator they would say nothing."""

LONG_COLUMNS = (
    Column(
        INDICATOR,
        says("Indicator"),
        Kind.TEXT,
        synonyms=("indicador", "clave del indicador", "codigo del indicador", "variable", "id_indicador",
                  "indicator code", "código do indicador", "indicateur", "code de l'indicateur"),
        tags=("#indicator+code",),
        example="P6A14NAE",
    ),
    Column(
        "value",
        says("Value of the indicator"),
        Kind.NUMBER,
        synonyms=("valor", "valor del indicador", "dato", "cifra", "value", "valor do indicador", "valeur"),
        tags=("#indicator+value", "#indicator+num"),
        example="12.5",
    ),
    Column(
        "year",
        says("Year"),
        Kind.YEAR,
        synonyms=("año", "anio", "ano", "periodo", "ejercicio", "year", "período", "année", "annee"),
        tags=("#date+year",),
        example="2020",
    ),
    Column(
        "unit",
        says("Unit"),
        Kind.TEXT,
        synonyms=("unidad", "unidad de medida", "unit", "unidade", "unité", "unite de mesure"),
        tags=("#indicator+unit",),
        example="%",
    ),
    Column(
        "name",
        says("Name of the indicator"),
        Kind.TEXT,
        synonyms=("nombre del indicador", "descripcion", "descripcion del indicador", "indicator name",
                  "nome do indicador", "descrição", "nom de l'indicateur"),
        tags=("#indicator+name",),
        example="6 a 14 años que no asiste a la escuela",
    ),
    Column(
        "source",
        says("Source"),
        Kind.TEXT,
        synonyms=("fuente", "productor", "source", "fonte", "producteur"),
        tags=("#meta+source",),
        example="CONAPO",
    ),
)  # fmt: skip


def make_columns(levels: Sequence[Level]) -> tuple[Column, ...]:
    """Return the columns for the levels of a country."""
    return (*territory_columns(levels), *LONG_COLUMNS)


def make_open_columns(country: str) -> OpenColumns:
    """Return the open columns: the indicators that are stored, and any other header of numbers."""
    stored = Indicator.objects.filter(country=country).values_list("code", "name")
    known = {code: (code, name) if name else (code,) for code, name in stored}
    return OpenColumns(INDICATOR, says("Indicator"), Kind.NUMBER, known, free=True)
