"""The columns of a file of coverage: one row per zone, or one column per zone."""

from clrisk_site.figures.message import says
from clrisk_site.places.models import Territory
from clrisk_site.tables.spec import Column, Kind, OpenColumns
from mapping.imports import spellings
from mapping.models import Known
from mapping.queries.zone_letters import zone_letters

ZONE = "zone"

COLUMNS = (
    Column(
        "programme",
        says("Name of the programme"),
        Kind.TEXT,
        required=True,
        synonyms=(
            "programa", "nombre del programa", "programme", "program", "nombre", "name", "servicio",
            "service", "nome do programa", "nom du programme",
        ),
        example="Becas para continuar en la escuela",
    ),
    Column(
        "institution",
        says("Institution"),
        Kind.TEXT,
        synonyms=("institucion", "dependencia", "institution", "instituição", "órgão", "organisme"),
        example="Secretaría de Educación del Estado",
    ),
    Column(
        "year",
        says("Year of the offer"),
        Kind.YEAR,
        synonyms=("año", "ejercicio", "year", "ano", "année"),
        example="2026",
    ),
    Column(
        "zone",
        says("Zone"),
        Kind.TEXT,
        synonyms=("zona", "letra de la zona", "zona prioritaria", "zone", "zone letter"),
        example="A",
    ),
    Column(
        "reaches",
        says("Does it reach the zone?"),
        Kind.CHOICE,
        synonyms=("llega", "cubre", "cobertura", "alcanza", "reaches", "covers", "alcança", "cobre",
                  "couvre"),
        choices=spellings.KNOWN,
        words=dict(Known.choices),
        example="sí",
    ),
    Column(
        "places",
        says("Places in the zone"),
        Kind.INTEGER,
        synonyms=("lugares", "lugares en la zona", "cupo en la zona", "places", "vagas", "vagas na zona",
                  "places dans la zone"),
        minimum=0,
        maximum=10_000_000,
        example="40",
    ),
)  # fmt: skip


def zone_columns(territory: Territory) -> OpenColumns:
    """Return the open columns, one per zone, with what a zone is called in each language."""
    known = {
        letter: (name, f"{letter} {name}", *(f"{word} {letter}" for word in ("zona", "zone", "reaches")))
        for letter, name in zone_letters(territory)
    }
    return OpenColumns(ZONE, says("Zone"), Kind.YES_NO_UNKNOWN, known)
