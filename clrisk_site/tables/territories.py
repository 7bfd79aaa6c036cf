"""The territories an import may speak of, findable by code, path and name.

Built from rows; reads no database.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from clrisk_site.tables.matching.similarity import NameFinder
from clrisk_site.tables.wording import plain

ABBREVIATIONS: Mapping[str, str] = {
    "edo": "estado", "mpio": "municipio", "mun": "municipio", "cd": "ciudad", "sta": "santa", "sto": "santo",
    "sn": "san", "gral": "general", "gra": "general", "dr": "doctor", "fco": "francisco", "pto": "puerto",
    "vla": "villa", "prof": "profesor", "ing": "ingeniero", "lic": "licenciado", "cnel": "coronel",
    "cap": "capitan", "dpto": "departamento", "depto": "departamento", "prov": "provincia",
    "st": "saint", "ste": "sainte",
}  # fmt: skip
ARTICLES = frozenset({
    "el", "la", "los", "las", "de", "del", "y", "e", "o", "a", "da",
    "do", "dos", "das", "le", "les", "des", "du", "et", "the", "of",
})  # fmt: skip
LEVEL_WORDS = frozenset({
    "estado", "municipio", "provincia", "departamento", "distrito",
    "entidad", "state", "municipality", "parish",
})  # fmt: skip


class TerritoryRow(NamedTuple):
    """One territory; `valid` is judged by the caller for the date of the import.

    A tuple, since a country has a hundred thousand of them and a frozen dataclass is made eight times slower.
    """

    path: str
    code: str
    name: str
    level: str
    parent_name: str = ""
    valid: bool = True
    id: int | None = None

    def lies_within(self, path: str | None) -> bool:
        """Whether it is the territory of that path or below it; everything lies within None."""
        return path is None or self.path == path or self.path.startswith(f"{path}.")

    @property
    def title(self) -> str:
        """Name, code and what it belongs to, enough to tell two places of one name apart."""
        place = f"{self.name} ({self.code})"
        return f"{place}, {self.parent_name}" if self.parent_name else place


def name_key(name: str) -> str:
    """Return a name without accents, case, articles, abbreviations and words such as "Estado de".

    Examples
    --------
    >>> name_key("Edo. de México") == name_key("Estado de Mexico") == name_key("MÉXICO")
    True
    >>> name_key("Ciudad de México")
    'ciudad mexico'
    """
    words = [ABBREVIATIONS.get(word, word) for word in plain(name).split()]
    if len(words) > 2 and words[0] in LEVEL_WORDS and words[1] in ("de", "del", "of"):
        words = words[2:]
    return " ".join(word for word in words if word not in ARTICLES) or " ".join(words)


class TerritoryIndex:
    """Looks territories up. Several may share a code (of two levels or countries) or a name.

    Parameters
    ----------
    rows : iterable of TerritoryRow
        All territories that a file may name, those outside the reach of the import too: a code that belongs
        to another state can then be called so.
    short_names : mapping of str to str
        What people write for a place in plain letters without spaces, such as "nl", to its path.
    """

    def __init__(
        self, rows: Iterable[TerritoryRow], *, short_names: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        self.short_names = short_names
        self.rows: tuple[TerritoryRow, ...] = tuple(rows)
        self.by_path: dict[str, TerritoryRow] = {row.path: row for row in self.rows}

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def by_code(self) -> Mapping[str, tuple[TerritoryRow, ...]]:
        found: dict[str, tuple[TerritoryRow, ...]] = {}
        for row in self.rows:
            found[row.code] = (*found.get(row.code, ()), row)
        return found

    @cached_property
    def by_name(self) -> Mapping[str, tuple[TerritoryRow, ...]]:
        found: dict[str, tuple[TerritoryRow, ...]] = {}
        for row in self.rows:
            key = name_key(row.name)
            found[key] = (*found.get(key, ()), row)
        return found

    @cached_property
    def names(self) -> NameFinder:
        """Finder of names nearly like another."""
        return NameFinder(self.by_name)

    def code_lengths(self, levels: tuple[str, ...]) -> tuple[int, ...]:
        """Return the lengths of the codes of those levels (all when empty), shortest first."""
        return tuple(sorted({len(row.code) for row in self.rows if not levels or row.level in levels}))
