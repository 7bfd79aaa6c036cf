"""Names and numbers of persons in free text: found where they are frequent, and not in names of places."""

import pytest

from clrisk_site.figures.audience import Audience
from diagnosis.asking_for_persons import asks_for_persons
from diagnosis.personal_names import names_in, numbers_of_persons_in, ways_to_persons_in
from diagnosis.shown_participants import shown_participants


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ayer Juan Pérez y Ana López vinieron.", ("Juan Pérez", "Ana López")),
        ("La señora María Gómez Pérez vende pan", ("María Gómez Pérez",)),
        ("Rosa de la Cruz trabaja", ("Rosa de la Cruz",)),
        ("Las niñas de San José Terán cuidan hermanos", ()),
        ("Escuela Benito Juárez, colonia Emiliano Zapata", ()),
        ("En José Terán faltan a clases", ()),
        ("ana gómez ruiz de 9 años, calle Hidalgo", ("Ana Gómez Ruiz",)),
        ("El niño Brayan, de la casa azul", ("Brayan",)),
        ("la niña trabaja de 9 a 12 y los hijos ayudan desde los 8 años", ()),
        ("Una maestra contó que en Copoya los martes no hay clases", ()),
        ("", ()),
    ],
)
def test_names_in_a_text(text: str, found: tuple[str, ...]) -> None:
    assert names_in(text, places=["José Terán"]) == found


def test_numbers_of_papers() -> None:
    assert numbers_of_persons_in("su CURP es GOMC100203MCSMRR09")
    assert not numbers_of_persons_in("AGEB 0711100010034, 24 de marzo")
    assert ways_to_persons_in("calle Hidalgo 45, tel 961 123 4567") == (
        "calle Hidalgo 45",
        "tel 961 123 4567",
    )
    assert ways_to_persons_in("En la calle hay 12 puestos; en la calle 5 de Mayo 30 niños venden") == ()


def test_few_who_took_part_are_not_told_and_cannot_be_worked_out() -> None:
    shown = shown_participants([3, 12, 20], audience=Audience.COMMISSION, year=2026)
    assert [one.value for one in shown.groups] == [None, None, 20]
    assert shown.total.value == 35
    alone = shown_participants([1], audience=Audience.TEAM, year=2026)
    assert (alone.groups[0].value, alone.total.value) == (None, None)


ASKED_PERSONS = """
Lista de alumnos con nombre y dirección por escuela
Nombres completos de niñas y niños trabajadores
Relación de menores detectados con domicilio y fecha de nacimiento
Base de datos de beneficiarios con RFC y teléfono
Expedientes individuales de niñas, niños y adolescentes
Nómina de estudiantes
Lista nominal de becarios
Padrón nominal de becas
Nombres de las niñas de 5.º
Matrícula con CURP
Padrón de beneficiarios
Names of the pupils
List of children with addresses
Nombre y domicilio de los padres
Teléfonos de las familias
Lista dos alunos com CPF
"""
ASKED_COUNTS = """
Matrícula y abandono escolar por escuela y sexo, ciclo 2024-2025
Becas entregadas por localidad y sexo, 2025
Consultas médicas de 5 a 17 años por clínica, 2025
Inspecciones laborales con menores de edad encontrados, conteo por municipio, 2023 a 2025
Padrón de beneficiarios de becas, conteos por colonia
Padrón de beneficiarios por colonia y sexo
Matrícula de alumnos por escuela, con nombre y dirección de la escuela
Matrícula de alumnos con nombre de la escuela, sin CURP
Número de niñas y niños, sin nombres, domicilios ni teléfonos
Directorio de escuelas con nombre y clave
Relación alumnos por maestro
Ubicar las zonas donde más niñas, niños y adolescentes dejan la escuela.
Saber en qué actividades se han encontrado casos. Solo conteos.
Enrolment of pupils by school, without names or addresses
Dirección de Educación Básica: matrícula de alumnos
Nombre del programa y número de beneficiarios por municipio
Personas atendidas en guarderías por colonia
No pedimos nombres de personas
Número de niñas y niños con acta de nacimiento
"""


def test_a_request_for_persons_is_told_from_one_for_counts() -> None:
    assert [text for text in ASKED_PERSONS.strip().splitlines() if not asks_for_persons(text)] == []
    assert [text for text in ASKED_COUNTS.strip().splitlines() if asks_for_persons(text)] == []
