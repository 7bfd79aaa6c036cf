"""Names and numbers of persons in free text: found where they are frequent, and not in names of places."""

import pytest

from clrisk_site.figures.audience import Audience
from diagnosis.personal_names import names_in, numbers_of_persons_in
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
        ("Una maestra contó que en Copoya los martes no hay clases", ()),
        ("", ()),
    ],
)
def test_names_in_a_text(text: str, found: tuple[str, ...]) -> None:
    assert names_in(text, places=["José Terán"]) == found


def test_numbers_of_papers() -> None:
    assert numbers_of_persons_in("su CURP es GOMC100203MCSMRR09")
    assert not numbers_of_persons_in("AGEB 0711100010034, 24 de marzo")


def test_few_who_took_part_are_not_told_and_cannot_be_worked_out() -> None:
    shown = shown_participants([3, 12, 20], audience=Audience.COMMISSION, year=2026)
    assert [one.value for one in shown.groups] == [None, None, 20]
    assert shown.total.value == 35
    alone = shown_participants([1], audience=Audience.TEAM, year=2026)
    assert (alone.groups[0].value, alone.total.value) == (None, None)
