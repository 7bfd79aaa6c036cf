"""The columns of a file of territories: codes whole or in parts, and names by level."""

from clrisk_site.figures.message import N_, says
from clrisk_site.places import territory_headers as headers
from clrisk_site.places.models import Level
from clrisk_site.tables.spec import Column, Kind

# Headers that a map or a list of territories has beside those of any file that names territories.
PART_HEADERS: dict[str, tuple[str, ...]] = {"ageb": ("cve_ageb", "ageb")}
CODE_HEADERS = (
    "cvegeo", "cve_geo", "clave geoestadistica", "clave", "codigo", "code", "pcode", "p-code", "ubigeo",
    "geocode", "code officiel", "código oficial",
)  # fmt: skip
NAME_ONLY = ("nomgeo", "nombre", "name", "nome", "nom", "nom_geo", "shapename")
GEOMETRY_HEADERS = ("geometry", "geom", "geometria", "geometría", "géométrie", "contorno")

PART_LABELS = (
    N_("Country code"),
    N_("Code, first level below the country"),
    N_("Code, second level below the country"),
    N_("Code, third level below the country"),
    N_("Code, fourth level below the country"),
)
NAME_LABELS = (
    N_("Country name"),
    N_("Name, first level below the country"),
    N_("Name, second level below the country"),
    N_("Name, third level below the country"),
    N_("Name, fourth level below the country"),
)


def part_field(depth: int) -> str:
    """Return the field that holds the part of the code of one level."""
    return f"code_{depth}"


def name_field(depth: int) -> str:
    """Return the field that holds the name of one level."""
    return f"name_{depth}"


def make_columns(levels: list[Level]) -> tuple[Column, ...]:
    """Return the columns for a country's levels, the country first."""
    below = levels[1:]
    whole = tuple(level.code_length for level in below)
    example = "07101" if levels[0].country == "MX" else ""
    columns = [
        Column(
            "code",
            says("Official code"),
            Kind.CODE,
            synonyms=_code_headers(below),
            lengths=whole,
            tags=tuple(f"#adm{level.depth}+code" for level in reversed(below)),
            example=example,
        ),
        Column(
            "name",
            says("Name"),
            Kind.TEXT,
            synonyms=tuple(dict.fromkeys((*NAME_ONLY, *headers.ANY_NAME))),
            example="Tuxtla Gutiérrez" if example else "",
        ),
    ]
    for level in below:
        columns.append(
            Column(part_field(level.depth), says(PART_LABELS[level.depth]), Kind.CODE, synonyms=_parts(level))
        )
        columns.append(
            Column(
                name_field(level.depth),
                says(NAME_LABELS[level.depth]),
                Kind.TEXT,
                synonyms=headers.NAMES.get(level.code, ()),
                tags=(f"#adm{level.depth}+name", f"#adm{level.depth}"),
            )
        )
    columns.append(Column("geometry", says("Boundary"), Kind.GEOMETRY, synonyms=GEOMETRY_HEADERS))
    return tuple(columns)


def _parts(level: Level) -> tuple[str, ...]:
    """Return the headers of a level's part of the code; a word that also stands for its name is a name."""
    names = set(headers.NAMES.get(level.code, ()))
    found = (*PART_HEADERS.get(level.code, ()), *headers.PARTS.get(level.code, ()))
    return tuple(dict.fromkeys(header for header in found if header not in names))


def _code_headers(below: list[Level]) -> tuple[str, ...]:
    """Return the headers of the whole code, without those that hold the part of one level."""
    parts = {header for level in below for header in _parts(level)}
    levels = [header for level in reversed(below) for header in headers.WHOLE_CODES.get(level.code, ())]
    found = dict.fromkeys((*CODE_HEADERS, *headers.WHOLE, *levels, *headers.LAST_WHOLE))
    return tuple(header for header in found if header not in parts)
