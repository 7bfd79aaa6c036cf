"""The columns of a file of territories: codes whole or in parts, and names by level."""

from clrisk_site.figures.message import N_, says
from clrisk_site.places.models import Level
from clrisk_site.tables.spec import Column, Kind

# By depth: headers that hold the part of the code, and headers that hold the name, of one level.
PART_HEADERS: dict[str, tuple[str, ...]] = {
    "state": ("cve_ent", "cve_agee", "cve_edo", "cve_entidad", "ent", "clave entidad", "state_code"),
    "municipality": ("cve_mun", "cve_agem", "mun", "clave municipio", "mun_code"),
    "locality": ("cve_loc", "loc", "clave localidad"),
    "ageb": ("cve_ageb", "ageb"),
    "department": ("ccdd", "cod_dep", "iddpto"),
    "province": ("ccpp", "cod_prov", "idprov"),
    "district": ("ccdi", "cod_dist", "iddist"),
    "parish": ("parish_code",),
}
NAME_HEADERS: dict[str, tuple[str, ...]] = {
    "state": ("nom_ent", "nom_agee", "nom_edo", "entidad", "entidad federativa", "estado", "state_name"),
    "municipality": ("nom_mun", "nom_agem", "municipio", "mun_name", "municipality"),
    "locality": ("nom_loc", "localidad", "locality"),
    "ageb": ("nom_ageb",),
    "department": ("nombdep", "departamento", "department"),
    "province": ("nombprov", "provincia", "province"),
    "district": ("nombdist", "distrito", "district"),
    "populated_centre": ("nomcp", "centro poblado"),
    "parish": ("parish", "parroquia"),
}
CODE_HEADERS = (
    "cvegeo",
    "cve_geo",
    "clave geoestadistica",
    "clave",
    "codigo",
    "code",
    "pcode",
    "ubigeo",
    "geocode",
)
NAME_ONLY = ("nomgeo", "nombre", "name", "nom_geo", "shapename")

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
    columns = [
        Column(
            "code", says("Official code"), Kind.CODE, synonyms=CODE_HEADERS, lengths=whole, example="07101"
        ),
        Column("name", says("Name"), Kind.TEXT, synonyms=NAME_ONLY, example="Tuxtla Gutiérrez"),
    ]
    for level in below:
        columns.append(
            Column(
                part_field(level.depth),
                says(PART_LABELS[level.depth]),
                Kind.CODE,
                synonyms=PART_HEADERS.get(level.code, ()),
            )
        )
        columns.append(
            Column(
                name_field(level.depth),
                says(NAME_LABELS[level.depth]),
                Kind.TEXT,
                synonyms=NAME_HEADERS.get(level.code, ()),
            )
        )
    columns.append(Column("geometry", says("Boundary"), Kind.GEOMETRY, synonyms=("geometry", "geom")))
    return tuple(columns)
