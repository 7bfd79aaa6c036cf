"""Lists of children who do not exist, in every disguise, for the tests that none of them is ever kept.

The names are put together from frequent words, the numbers are computed from their rules.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

FIRST = (
    "Ximena",
    "José Luis",
    "María Fernanda",
    "Brayan",
    "Guadalupe",
    "Emiliano",
    "Lucía",
    "Diego",
    "Valeria",
    "Iker",
)
FATHER = ("Pérez", "Gómez", "Hernández", "López", "Díaz", "Vázquez", "Núñez", "Jiménez", "Ruiz", "Álvarez")
MOTHER = (
    "Santiz",
    "Cruz",
    "Méndez",
    "Girón",
    "Domínguez",
    "Aguilar",
    "Moreno",
    "Zenteno",
    "Ochoa",
    "Villatoro",
)
CURP_LETTERS = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Child:
    """Somebody who does not exist."""

    given: str
    father: str
    mother: str
    curp: str
    cpf: str
    born: str
    phone: str
    mail: str
    home: str
    area: str

    @property
    def name(self) -> str:
        return f"{self.given} {self.father} {self.mother}"

    @property
    def canaries(self) -> tuple[str, ...]:
        """What may be found nowhere afterwards."""
        return (self.name, self.curp, self.cpf, self.phone, self.mail, self.home)


def children(count: int = 20) -> list[Child]:
    return [_child(number) for number in range(count)]


def _child(number: int) -> Child:
    given, father = FIRST[number % 10], FATHER[(number * 3 + number // 10) % 10]
    mother = MOTHER[(number * 7 + number // 10) % 10]
    born = f"20{10 + number % 8:02d}-{1 + number % 12:02d}-{1 + number * 3 % 28:02d}"
    return Child(
        given,
        father,
        mother,
        curp_of(number, born),
        cpf_of(number),
        born,
        f"961{4_870_133 + number * 7919:07d}",
        f"canaria{number:02d}@correo.example",
        f"Calle Canario {417 + number} interior {number}",
        f"07101000104{58 + number:02d}",
    )


def curp_of(number: int, born: str) -> str:
    """A CURP with its check digit, of nobody."""
    start = "PE" + "MGLH"[number % 4] + "XABCDEFGHJ"[number % 10]
    body = f"{start}{born[2:4]}{born[5:7]}{born[8:]}{'HM'[number % 2]}CSRZ{'BCDFGHJKLM'[number % 10]}A"
    body = body[:16] + "A"
    total = sum((18 - place) * CURP_LETTERS.index(letter) for place, letter in enumerate(body))
    return f"{body}{-total % 10}"


def cpf_of(number: int) -> str:
    """A CPF with its check digits, of nobody."""
    digits = f"{318_207_451 + number * 1_234_577:09d}"
    for length in (9, 10):
        total = sum(int(digit) * (length + 1 - place) for place, digit in enumerate(digits))
        digits += str(total * 10 % 11 % 10)
    return digits


def open_list(count: int = 20) -> list[Sequence[str]]:
    """Case 37: a list that says what it is."""
    rows: list[Sequence[str]] = [
        ("Nombre completo", "CURP", "Fecha de nacimiento", "Teléfono", "Correo", "Domicilio", "AGEB")
    ]
    return rows + [
        (child.name, child.curp, child.born, child.phone, child.mail, child.home, child.area)
        for child in children(count)
    ]


def disguised_list(count: int = 20) -> list[Sequence[str]]:
    """Case 38: the same children under headers that say nothing."""
    rows: list[Sequence[str]] = [("col1", "col2", "clave", "col4")]
    return rows + [(child.name, child.phone, child.area, child.home) for child in children(count)]


def as_csv(rows: Iterable[Sequence[str]]) -> str:
    return "".join(",".join(row) + "\n" for row in rows)
