"""Which header of a list seems to say area, sex, age, programme or who somebody is. A person decides."""

import re
from collections.abc import Mapping, Sequence

from clrisk_site.tables.persons.counting import AGE, AREA, PERSON, PROGRAMME, SEX
from clrisk_site.tables.persons.headers import Sign, read_header
from clrisk_site.tables.wording import plain

_LIKELY: Mapping[str, tuple[str, ...]] = {
    AREA: (
        r"\bageb\b|census area|setor censitario|^area\b",
        r"coloni|\bbarrio|bairro|neighbou?rhood|quartier|asentamiento|fraccionamiento",
        r"localid|comunid|communit|localit",
        r"\barea\b|\bzona\b|\bzone\b|parroqui|parish|distrit|corregim|comuna",
        r"municip|commune",
    ),
    SEX: (r"^(?:sexo|sex|sexe)\b", r"^(?:genero|gender|genre)\b"),
    AGE: (r"^(?:edad|idade|age)\b", r"^anos cumplidos\b"),
    PROGRAMME: (r"program|\bapoyo\b|\bbeca\b|\bservicio|\bservice",),
}
"""Patterns of plain headers, the surest first."""

_SIGNS: Mapping[str, Sign] = {AGE: Sign.BIRTH, PERSON: Sign.IDENTIFIER}
_NO_AREA = re.compile(r"nacimiento|birth|naissance|nascimento")


def propose_columns(headers: Sequence[str]) -> dict[str, int]:
    """Return the column (from 0) proposed for each part; a part for which none offers itself is absent.

    Examples
    --------
    >>> propose_columns(["CURP", "Nombre", "Municipio", "Colonia", "Sexo", "Fecha de nacimiento"])
    {'area': 3, 'sex': 4, 'age': 5, 'person': 0}
    """
    words = [plain(header) for header in headers]
    signs = [read_header(header) for header in headers]
    found: dict[str, int] = {}
    for part in (*_LIKELY, PERSON):
        named = _first(part, words)
        if named is None and part in _SIGNS:
            named = next((place for place, sign in enumerate(signs) if _SIGNS[part] in sign), None)
        if named is not None and named not in found.values():
            found[part] = named
    return found


def _first(part: str, words: Sequence[str]) -> int | None:
    for pattern in _LIKELY.get(part, ()):
        for place, header in enumerate(words):
            if re.search(pattern, header) and not (part == AREA and _NO_AREA.search(header)):
                return place
    return None
