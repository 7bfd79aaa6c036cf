"""Which record a cell means that names one of another sheet: by its name, and its key where names repeat."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from mapping.exchange.workbook.sheets import KEY, REFERENCES, YEAR

type Cells = Mapping[Any, Any]


def told_apart(name: str, key: str) -> str:
    """Return how a cell names a record that shares its name with another one."""
    return f"{name} [{key}]"


def shared_names(frame: pd.DataFrame) -> dict[str, str]:
    """Return, by their key, how records are told apart that share their name; programmes within one body."""
    names = [name for name in ("institution", "name") if name in frame]
    same = frame[frame.duplicated(names, keep=False)]
    return {key: told_apart(name, key) for key, name in zip(same[KEY], same["name"], strict=True)}


class References:
    """What rows may refer to: stored records by the name they have and by the one the file gives them."""

    def __init__(self, frames: Mapping[str, pd.DataFrame]) -> None:
        self._named: dict[str, dict[str, set[str]]] = {code: {} for code in set(REFERENCES.values())}
        self._programmes: dict[tuple[str, str], set[str]] = {}
        self._offers: set[tuple[str, Any]] = set()
        for code in ("institutions", "norms", "spaces", "programmes", "offers"):
            self.add(code, frames[code])

    def add(self, code: str, frame: pd.DataFrame) -> None:
        """Know the rows of a sheet; those of the sheets that they refer to come first."""
        if frame.empty:
            return
        for cells in frame.to_dict(orient="records"):
            if code == "offers":
                self._offers |= {(key, cells[YEAR]) for key in self.meant("programme", cells)}
            elif code in self._named and isinstance(cells.get("name"), str):
                self._add_names(code, cells)

    def _add_names(self, code: str, cells: Cells) -> None:
        key, name = cells[KEY], cells["name"]
        for text in (name, told_apart(name, key)):
            self._named[code].setdefault(text, set()).add(key)
            if code == "programmes":
                for institution in self.meant("institution", cells):
                    self._programmes.setdefault((institution, text), set()).add(key)

    def meant(self, column: str, cells: Cells) -> set[str]:
        """Return the keys that the cell of a column may mean; a programme is one of its institution."""
        if column != "programme":
            return self.named(column, cells.get(column))
        found = [
            self._programmes.get((one, cells.get(column, ""))) for one in self.meant("institution", cells)
        ]
        return set().union(*(keys for keys in found if keys))

    def named(self, column: str, text: Any) -> set[str]:
        """Return the keys of the records that are called so."""
        return self._named[REFERENCES[column]].get(text, set()) if isinstance(text, str) else set()

    def has_offer(self, programme: str, year: Any) -> bool:
        """Say whether a programme has a local offer of a year, stored or in the file."""
        return (programme, year) in self._offers
