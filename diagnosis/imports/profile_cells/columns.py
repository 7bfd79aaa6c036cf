"""The columns of a file of profile cells: the area, the persons, and one open column per variable."""

from collections.abc import Sequence

from clrisk_site.figures.message import says
from clrisk_site.places.models import Level, Territory
from clrisk_site.places.territory_columns import territory_columns
from clrisk_site.tables.spec import Column, Kind, OpenColumns
from diagnosis.models import Coefficient, ProfileCell

VARIABLE = "variable"
PREFIX = f"{VARIABLE}:"
KEY = ("territory", "profile")

PERSONS = Column(
    "persons",
    says("Persons"),
    Kind.INTEGER,
    minimum=0,
    counts_persons=True,
    synonyms=("personas", "count", "n", "conteo", "total", "casos", "poblacion", "frecuencia", "persons",
              "niños", "nna", "children", "pessoas", "contagem", "população", "personnes", "effectif",
              "nombre de personnes"),
    example="247",
)  # fmt: skip


EXAMPLES = {"sexo": "niña", "edad": "15 a 17"}
"""Variables that a template shows; a file may name others."""


def make_columns(levels: Sequence[Level]) -> tuple[Column, ...]:
    """Return the columns for the levels of a country."""
    return (*territory_columns(levels), PERSONS)


def make_open_columns(territory: Territory) -> OpenColumns:
    """Return the open columns: the variables of stored models and cells, and any other header."""
    models = Coefficient.objects.filter(model__country=territory.country).exclude(variable="")
    names = set(models.order_by().values_list("variable", flat=True).distinct())
    inside = ProfileCell.objects.filter(territory__in=Territory.objects.within(territory)).order_by()
    for year, source in inside.values_list("year", "source").distinct():
        one = inside.filter(year=year, source=source).first()
        names |= set(one.profile) if one else set()
    known = {name: (name,) for name in sorted(names)}
    return OpenColumns(VARIABLE, says("Variable"), Kind.TEXT, known, free=True, examples=EXAMPLES)
