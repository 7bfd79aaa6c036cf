"""What is a list of persons, and what only looks like one."""

import random
from collections.abc import Sequence
from datetime import date

import pytest

from clrisk_site.tables.persons import identifiers
from clrisk_site.tables.persons.columns import Column
from clrisk_site.tables.persons.headers import Sign, read_header
from clrisk_site.tables.persons.judging import find_persons
from clrisk_site.tables.persons.names import is_full_name
from clrisk_site.tables.persons.refusing import name_of, refuse_persons
from clrisk_site.tables.persons.sampling import sample_cells
from clrisk_site.tables.persons.traits import are_births_of_children
from clrisk_site.tables.readers.request import Reading
from clrisk_site.tables.sentences import RefusedError
from tests.tables.corpus.persons import children, cpf_of, curp_of

NAMES = [child.name for child in children()]
PLACES = [
    "Tuxtla Gutiérrez",
    "San Juan Chamula",
    "Benito Juárez",
    "Emiliano Zapata",
    "Ángel Albino Corzo",
    "Tonalá",
]


def judged(**columns: Sequence[str]) -> list[str]:
    """The columns that make a table a list of persons."""
    table = [Column(header.replace("_", " "), cells) for header, cells in columns.items()]
    return [table[place].header for place in find_persons(table)]


def reading(*columns: tuple[str, Sequence[str]]) -> Reading:
    return Reading(
        headers=[header for header, _ in columns],
        columns=["\0".join(cells).encode() for _, cells in columns],
        rows=len(columns[0][1]),
    )


@pytest.mark.parametrize(
    ("header", "sign"),
    [
        ("CURP", Sign.IDENTIFIER),
        ("Nº de cédula", Sign.IDENTIFIER),
        ("cedula", Sign.IDENTIFIER),
        ("Documento de identidad", Sign.IDENTIFIER),
        ("Apellido paterno", Sign.NAME_PART),
        ("sobrenome", Sign.NAME_PART),
        ("Nom de famille", Sign.NAME_PART),
        ("Nombre(s)", Sign.GIVEN),
        ("Prénom", Sign.NAME_PART),
        ("Nombre del niño o niña", Sign.PERSON_NAME),
        ("Nome da criança", Sign.PERSON_NAME),
        ("Child's name", Sign.PERSON_NAME),
        ("Fecha de nacimiento", Sign.BIRTH),
        ("Data de nascimento", Sign.BIRTH),
        ("date_of_birth", Sign.BIRTH),
        ("Edad", Sign.COMPANION),
        ("Correo del responsable", Sign.CONTACT),
        ("Nombre de la escuela", Sign.THING),
        ("Nombre", Sign.NONE),
        ("Valor", Sign.NONE),
    ],
)
def test_case_37_headers_in_four_languages(header: str, sign: Sign) -> None:
    assert read_header(header) == sign


@pytest.mark.parametrize(
    "columns",
    [
        {"CURP": [curp_of(n, "2012-03-04") for n in range(5)]},
        {"DNI": ["45871236", "47712365"]},
        {"Apellido_paterno": ["Xʼukum", "Tzul"], "Escuela": ["Primaria 1", "Primaria 2"]},
        {"Nombre_del_alumno": ["Ana", "Beto"], "Grado": ["1", "2"]},
        {"Fecha_de_nacimiento": ["2014-05-01", "2013-02-03"], "Municipio": ["Tuxtla", "Tuxtla"]},
        {"Nombres": ["Ana", "José"], "AGEB": ["0458", "0462"]},
    ],
)
def test_case_37_a_header_of_persons_is_enough(columns: dict[str, Sequence[str]]) -> None:
    assert judged(**columns) == [next(iter(columns)).replace("_", " ")]


@pytest.mark.parametrize(
    "cells",
    [
        NAMES,
        [f"{child.father} {child.mother}, {child.given}".upper() for child in children()],
        [curp_of(n, "2012-03-04") for n in range(5)],
        [f"Beca de {curp_of(n, '2012-03-04')} entregada" for n in range(2)] + ["sin dato"] * 50,
        [cpf_of(n) for n in range(5)],
        [f"{c[:3]}.{c[3:6]}.{c[6:9]}-{c[9:]}" for c in map(cpf_of, range(4))],
        ["12.345.678-5", "7.654.321-6", "11.111.111-1"],
        ["1710034065", "0926687856", "0102030400", "1713175071", "0601234560", "1804567897"],
        ["20-12345678-6", "27-23456789-1", "20-34567890-6", "23-11223345-8"],
    ],
    ids=["names", "surnames first", "curp", "curp in a text", "cpf", "written cpf", "rut", "ecuador", "cuil"],
)
def test_case_38_cells_are_enough_under_any_header(cells: Sequence[str]) -> None:
    assert judged(col1=cells, valor=[str(n) for n in range(len(cells))]) == ["col1"]


def test_case_38_names_above_three_in_ten_cells() -> None:
    assert judged(col1=NAMES[:7] + ["Beca"] * 13) == ["col1"]
    assert judged(col1=NAMES[:6] + ["Beca"] * 14) == []
    assert judged(col1=NAMES[:5] + ["Beca"] * 15, edad=["9"] * 20) == ["col1"]


def test_case_38_full_names_under_the_header_of_a_place() -> None:
    """Parts of a town are called after persons, but not most of them."""
    assert judged(Colonia=NAMES[:7] + PLACES[:3]) == ["Colonia"]
    assert judged(Colonia=NAMES[:5] + PLACES[:5]) == []


def test_case_38_given_names_and_surnames_in_columns_of_their_own() -> None:
    given, family = [child.given for child in children()], [child.father for child in children()]
    assert judged(a=given, b=family) == ["a", "b"]
    assert judged(b=family, tipo=["x"] * 20) == []


def test_case_38_birth_dates_of_children_beside_a_telephone() -> None:
    births, phones = [child.born for child in children()], [child.phone for child in children()]
    assert judged(a=births, b=phones) == ["a", "b"]
    assert judged(a=births, b=phones, programa=["Beca"] * 20) == []
    assert not are_births_of_children(births, date(2060, 1, 1))


@pytest.mark.parametrize(
    "columns",
    [
        {
            "Nombre": [
                "Benito Juárez",
                "Miguel Hidalgo",
                "Emiliano Zapata",
                "Prof. Rafael Ramírez",
                "Sor Juana",
            ]
            * 4
        },
        {"Localidad": PLACES * 5},
        {"Nombre_de_la_escuela": NAMES[:12] + ["Jardín de niños"] * 8},
        {"Nombre": NAMES[:9] + ["Telesecundaria 12"] * 11, "latitud": ["16.7"] * 20},
        {"Programa": ["Becas"] * 20, "Nombre_del_responsable": NAMES, "Teléfono": ["9616127788"] * 20},
        {"Razón_social": NAMES[:10] + ["Panadería SA de CV"] * 10, "RFC": ["PAN010203AB1"] * 20},
        {"Municipio": PLACES, "Sexo": ["H"] * 6, "Edad": ["5 a 9"] * 6, "Niños": ["120"] * 6},
        {"Estado": ["Hidalgo", "Guerrero", "Guanajuato"], "Municipio": ["Victoria", "León", "Reyes"]},
        {"¿Requiere_CURP?": ["Sí", "No"], "Programa": ["Becas", "Comedores"]},
        {"cvegeo": ["07101", "07089"], "valor": ["0.123456789", "0.987654321"]},
        {"Inicio": ["2016-01-01", "2018-07-01", "2020-02-03", "2021-09-09"] * 5},
    ],
)
def test_case_37_what_only_looks_like_persons_passes(columns: dict[str, Sequence[str]]) -> None:
    assert judged(**columns) == []


def test_case_37_numbers_at_random_are_nobodys() -> None:
    chance = random.Random(20261122)
    for digits in (7, 8, 10, 11, 13):
        cells = [f"{chance.randrange(10**digits):0{digits}d}" for _ in range(400)]
        assert not identifiers.holds_identifiers(cells), digits


def test_rules_of_the_numbers() -> None:
    assert identifiers.is_cpf(cpf_of(3))
    assert not identifiers.is_cpf("11111111111")
    assert identifiers.is_nis("12056412545")
    assert not identifiers.has_curp("PEMX121399HCSRZBA1")
    assert identifiers.is_cedula_of_uruguay("12345672")
    assert identifiers.is_cedula_of_the_dominican_republic("00113918205")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("María Pérez", True),
        ("Pérez López María", True),
        ("Dra. Ana Gómez", True),
        ("Xunax Pérez López María", True),
        ("Maruch Gómez Díaz", True),
        ("Fraccionamiento Villa Flores", False),
        ("Lomas del Valle", False),
        ("María", False),
        ("San Cristóbal de las Casas", False),
        ("Benito Juárez", False),
        ("Juárez Hidalgo", False),
        ("Colonia Benito Pérez Vega Norte Tres", False),
        ("Calle 5", False),
    ],
)
def test_case_38_full_names(cell: str, expected: bool) -> None:
    assert is_full_name(cell) is expected


def test_a_sample_is_spread_over_the_column() -> None:
    cells = [str(n) for n in range(100_000)]
    sample = sample_cells("\0".join(cells).encode(), len(cells))
    assert 300 <= len(sample) <= 500
    assert set(sample) <= set(cells)
    assert int(sample[-1]) > 90_000
    assert sample_cells(b"a\0\0b", 3) == ["a", "b"]


def test_a_refusal_names_columns_by_letter_when_data_stands_in_the_header() -> None:
    assert name_of(["col1", "clave"], 0) == "«col1»"
    assert name_of([NAMES[0], "clave"], 1) == "(B)"
    with pytest.raises(RefusedError) as refused:
        refuse_persons(reading((NAMES[0], NAMES[1:]), ("07101", ["1"] * 19)))
    assert refused.value.code == "persons"
    assert refused.value.params == {"columns": "(A)"}


@pytest.mark.parametrize("where", ["top", "bottom"])
def test_rows_that_are_only_shown_are_looked_at_too(where: str) -> None:
    table = reading(("valor", ["1"]))
    if where == "top":
        table.top = [[name, "x"] for name in NAMES]
    else:
        table.bottom = [(number, [name, "x"]) for number, name in enumerate(NAMES, 3)]
    with pytest.raises(RefusedError):
        refuse_persons(table)
