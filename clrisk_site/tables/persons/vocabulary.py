"""The closed vocabulary of a counting: texts that mean a known area or programme. No other text is read."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Self

from clrisk_site.tables.territories import name_key
from clrisk_site.tables.values.texts import clean_code
from clrisk_site.tables.wording import plain

NOT_KNOWN = -1
_KINDS_OF_NEIGHBOURHOOD = frozenset({
    "colonia", "col", "barrio", "bo", "fraccionamiento", "fracc", "frac", "colonias", "bairro", "quartier",
    "localidad", "loc", "ejido", "ageb",
})  # fmt: skip
_FULL_CODE = re.compile(r"\d[\dA-Z]*")
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class KnownArea:
    """One area as lists may write it: its place in the tree, its code, its names and its neighbourhoods'."""

    number: int
    path: str
    code: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Comparable forms of codes and names to the number of the area or programme that they mean."""

    codes: Mapping[str, int] = MappingProxyType({})
    names: Mapping[str, int] = MappingProxyType({})
    programmes: Mapping[str, int] = MappingProxyType({})

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> Self:
        return cls(dict(data["codes"]), dict(data["names"]), dict(data["programmes"]))

    def to_plain(self) -> dict[str, dict[str, int]]:
        return {"codes": dict(self.codes), "names": dict(self.names), "programmes": dict(self.programmes)}

    def area_of(self, text: str) -> int:
        """Return the number of the area that a text means; -1 when it means none that is known."""
        code = self.codes.get(clean_code(text).upper())
        if code is not None:
            return code
        key = name_key(text)
        return self.names.get(key, self.names.get(_without_kind(key), NOT_KNOWN))

    def programme_of(self, text: str) -> int:
        """Return the number of the programme that a text names; -1 when it names none."""
        return self.programmes.get(plain(text), NOT_KNOWN)


def make_vocabulary(areas: Iterable[KnownArea], programmes: Iterable[tuple[int, str]]) -> Vocabulary:
    """Put the vocabulary together.

    Parameters
    ----------
    areas : iterable of KnownArea
        Places that rows may be counted in. What means several of them means the smallest one that holds them
        all: no more is certain.
    programmes : iterable of (number, name)
    """
    known = {area.path: area for area in areas}
    codes: dict[str, list[KnownArea]] = {}
    names: dict[str, list[KnownArea]] = {}
    for area in known.values():
        for code in _codes(area):
            codes.setdefault(code, []).append(area)
        for name in area.names:
            for key in dict.fromkeys((name_key(name), _without_kind(name_key(name)))):
                names.setdefault(key, []).append(area)
    titles: dict[str, set[int]] = {}
    for number, name in programmes:
        titles.setdefault(plain(name), set()).add(number)
    return Vocabulary(
        _certain(codes, known),
        _certain(names, known),
        {title: numbers.pop() for title, numbers in titles.items() if title and len(numbers) == 1},
    )


def _codes(area: KnownArea) -> set[str]:
    """Return the writings of its code: whole, without the zeros that spreadsheets lose, and its last part."""
    code = area.code.upper()
    found = {code, area.path.upper()}
    if _FULL_CODE.fullmatch(code):
        found.add(code.lstrip("0"))
    last = area.path.rpartition(".")[2].upper()
    # A short number would be met by ages and house numbers, were such a column chosen by mistake.
    return {one for one in (*found, last) if len(one) >= _SHORTEST}


def _without_kind(key: str) -> str:
    words = key.split()
    return " ".join(words[1:]) if len(words) > 1 and words[0] in _KINDS_OF_NEIGHBOURHOOD else key


def _certain(meant: Mapping[str, list[KnownArea]], known: Mapping[str, KnownArea]) -> dict[str, int]:
    found: dict[str, int] = {}
    for text, areas in meant.items():
        area = areas[0] if len(areas) == 1 else _holding_all(areas, known)
        if text and area is not None:
            found[text] = area.number
    return found


def _holding_all(areas: list[KnownArea], known: Mapping[str, KnownArea]) -> KnownArea | None:
    """Return the smallest known area in which all of them lie."""
    path = areas[0].path
    while path:
        if path in known and all(area.path == path or area.path.startswith(f"{path}.") for area in areas):
            return known[path]
        path = path.rpartition(".")[0]
    return None
