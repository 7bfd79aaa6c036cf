"""The columns of a register of schools; the register may hold more, which is never read."""

from collections.abc import Sequence

from clrisk_site.figures.message import says
from clrisk_site.places.models import Level
from clrisk_site.tables.spec import Column, Kind
from diagnosis.imports.located.columns import located_columns

CODE, LEVEL = "school_code", "level"
KEY = (CODE, LEVEL)
COUNTS = ("enrolment", "girls", "boys")
STORED = ("territory", CODE, "name", LEVEL, *COUNTS)
LONGEST = {CODE: 40, "name": 250, LEVEL: 120}

SCHOOL_COLUMNS = (
    Column(
        CODE,
        says("Code of the school"),
        Kind.TEXT,
        required=True,
        synonyms=("cct", "clavecct", "clave cct", "clave del centro de trabajo",
                  "clave de centro de trabajo", "centro de trabajo", "clave de la escuela",
                  "clave escuela", "código de la escuela", "código modular", "cod_mod",
                  "código dane sede", "código inep", "co_entidade", "inep", "school code", "school id",
                  "code de l'école", "código da escola", "codigo escola", "osm_id", "clave", "código",
                  "id", "code"),
        example="07DPR0001A",
    ),
    Column(
        "name",
        says("Name of the school"),
        Kind.TEXT,
        synonyms=("n_clavecct", "nombre del centro de trabajo", "nombre de la escuela", "nombre escuela",
                  "nombrect", "nom_ct", "escuela", "plantel", "nombre del plantel", "school name",
                  "school", "no_entidade", "nome da escola", "escola", "nom de l'école",
                  "nom de l'établissement", "école", "nombre", "name", "nome", "nom"),
        example="Benito Juárez",
    ),
    Column(
        LEVEL,
        says("Level of the school"),
        Kind.TEXT,
        synonyms=("nivel", "nivel educativo", "nivel_edu", "tipo educativo", "nivel escolar",
                  "nivel de enseñanza", "categoría", "category", "fclass", "amenity", "school level",
                  "education level", "level", "etapa", "etapa de ensino", "nível", "nível de ensino",
                  "niveau", "niveau d'enseignement"),
        example="Primaria",
    ),
    Column(
        "enrolment",
        says("Enrolment"),
        Kind.INTEGER,
        synonyms=("insct", "matrícula", "matricula total", "alumnos", "total de alumnos",
                  "alumnos total", "inscripción total", "inscritos", "enrollment", "pupils", "students",
                  "total pupils", "matrículas", "alunos", "qt_mat_bas", "effectif", "effectifs",
                  "élèves"),
        minimum=0,
        counts_persons=True,
        example="176",
    ),
    Column(
        "girls",
        says("Girls enrolled"),
        Kind.INTEGER,
        synonyms=("insctm", "inscm", "mujeres", "alumnas", "alumnos mujeres", "matrícula mujeres",
                  "niñas", "total mujeres", "girls", "female", "female pupils", "meninas", "feminino",
                  "qt_mat_bas_fem", "filles"),
        minimum=0,
        counts_persons=True,
        example="89",
    ),
    Column(
        "boys",
        says("Boys enrolled"),
        Kind.INTEGER,
        synonyms=("inscth", "insch", "hombres", "alumnos hombres", "matrícula hombres", "niños",
                  "total hombres", "boys", "male", "male pupils", "meninos", "masculino",
                  "qt_mat_bas_masc", "garçons"),
        minimum=0,
        counts_persons=True,
        example="87",
    ),
)  # fmt: skip


def make_columns(levels: Sequence[Level], wanted: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns for the levels of a country, those with areas here being wanted."""
    return (*SCHOOL_COLUMNS, *located_columns(levels, wanted))
