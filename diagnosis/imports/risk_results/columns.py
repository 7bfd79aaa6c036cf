"""The columns of a file of risk results."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.country import active_country
from clrisk_site.catalogue.entry import offered
from clrisk_site.figures.message import says
from clrisk_site.places.models import Level
from clrisk_site.places.territory_columns import territory_columns
from clrisk_site.tables.spec import Column, Kind, OpenColumns
from diagnosis.models import Factor

FACTOR = "factor"

CLASS_WORDS = {
    "very_low": _("Very low"),
    "low": _("Low"),
    "medium": _("Medium"),
    "high": _("High"),
    "very_high": _("Very high"),
}
CLASS_SPELLINGS = {
    "very_low": ("muy bajo", "muy baja", "very low", "muito baixo", "muito baixa", "très faible"),
    "low": ("bajo", "baja", "low", "baixo", "baixa", "faible", "riesgo bajo"),
    "medium": ("medio", "media", "medium", "moderado", "médio", "média", "moyen", "moyenne", "riesgo medio"),
    "high": ("alto", "alta", "high", "élevé", "élevée", "elevado", "riesgo alto"),
    "very_high": (
        "muy alto",
        "muy alta",
        "very high",
        "muito alto",
        "muito alta",
        "très élevé",
        "très élevée",
    ),
}

RESULT_COLUMNS = (
    Column(
        "value",
        says("Published value"),
        Kind.NUMBER,
        synonyms=("valor", "riesgo", "probabilidad", "probabilidad de riesgo", "indice", "risk",
                  "probability", "index", "risco", "probabilidade", "índice de risco", "risque"),
        example="0.118",
    ),
    Column(
        "lower",
        says("Lower end of the interval"),
        Kind.NUMBER,
        synonyms=("limite inferior", "li", "ic_inf", "inferior", "low_ci", "lower bound", "ci_lower",
                  "limite inferior do intervalo", "borne inférieure", "limite inférieure"),
    ),
    Column(
        "upper",
        says("Upper end of the interval"),
        Kind.NUMBER,
        synonyms=("limite superior", "ls", "ic_sup", "superior", "high_ci", "upper bound", "ci_upper",
                  "limite superior do intervalo", "borne supérieure", "limite supérieure"),
    ),
    Column(
        "official_class",
        says("Official class"),
        Kind.CHOICE,
        synonyms=("clase", "clase oficial", "nivel", "nivel de riesgo", "categoria", "grado", "class",
                  "risk class", "risk level", "risk_level", "classe", "nível de risco", "niveau de risque"),
        choices=CLASS_SPELLINGS,
        words=CLASS_WORDS,
        example="alto",
    ),
    Column(
        "population",
        says("Population aged 5 to 17"),
        Kind.INTEGER,
        minimum=0,
        synonyms=("poblacion 5 a 17", "poblacion de 5 a 17 años", "pob_5_17", "p5_17", "population_5_17",
                  "population 5 to 17", "população de 5 a 17", "população de 5 a 17 anos",
                  "population de 5 à 17 ans"),
    ),
)  # fmt: skip


def make_columns(levels: Sequence[Level]) -> tuple[Column, ...]:
    """Return the columns for the levels of a country."""
    return (*territory_columns(levels), *RESULT_COLUMNS)


def make_factor_columns() -> OpenColumns:
    """Return the open columns, one per factor of the catalogue, with every name a factor goes by."""
    known: dict[str, tuple[str, ...]] = {}
    for factor in offered(Factor, active_country()):
        # The name in the active language stands first: it is the one that pages show.
        shown, *others = factor.names or (factor.code,)
        known[factor.code] = tuple(dict.fromkeys((shown, factor.code, *others)))
    examples = dict.fromkeys(list(known)[:1], "12.5")
    return OpenColumns(FACTOR, says("Factor"), Kind.NUMBER, known, examples=examples)
