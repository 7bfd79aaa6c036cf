"""A specification in YAML: read safely, its keys known, every value of the shape its key asks for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

from clrisk_site.figures.message import Message, says
from diagnosis.analyses.faults import (
    BrokenSpecificationError,
    InvalidValueError,
    MissingKeyError,
    SpecificationError,
    UnknownKeyError,
)
from diagnosis.analyses.keys import READING_KEYS, Key, Keys
from diagnosis.analyses.plain_yaml import Tree, parse_tree
from diagnosis.analyses.shapes import NO, YES, objection

__all__ = ["NO", "YES", "Specification", "Tree", "read_specification"]

LARGEST = 512 * 1024


class Specification:
    """What an analyst asked for.

    Parameters
    ----------
    tree : mapping
        Keys and what stands behind them.
    keys : tuple of Key
        All that are known.
    lines : mapping of str to int
        Line of each key, from 1.
    sha256 : str
        Fingerprint of the file.
    folder : Path
        Where the file lies, for other files that it names.
    inside : str
        Key whose mapping this is; "" for the whole.

    Raises
    ------
    SpecificationError
        If a key is unknown or lacking, or a value has another shape.
    """

    def __init__(
        self,
        tree: Mapping[str, Tree],
        keys: Keys,
        *,
        lines: Mapping[str, int] | None = None,
        sha256: str = "",
        folder: Path = Path(),
        inside: str = "",
    ) -> None:
        self.tree = tree
        self.keys = {key.name: key for key in keys}
        self.lines = lines or {}
        self.sha256 = sha256
        self.folder = folder
        self.inside = inside
        for name in tree:
            if name not in self.keys:
                raise UnknownKeyError(name, list(self.keys), self.lines.get(name))
        for key in keys:
            if key.required and key.name not in tree:
                raise MissingKeyError(self._full(key.name), key.message)
            if key.name in tree:
                self._check(key)

    def __contains__(self, name: object) -> bool:
        return name in self.tree

    def tree_of(self, name: str) -> Tree | None:
        """Return what was written, untouched; None where the key is absent."""
        return self.tree.get(self._known(name).name)

    def text(self, name: str, default: str = "") -> str:
        """Return a text, a column or a choice."""
        found = self.tree_of(name)
        return default if found is None else cast("str", found)

    def column(self, name: str) -> str | None:
        """Return the column that is named; None where the key is absent."""
        return self.text(name) or None

    def columns(self, name: str) -> tuple[str, ...]:
        """Return columns or texts; one alone may stand without a list."""
        found = self.tree_of(name)
        if found is None:
            return ()
        return (found,) if isinstance(found, str) else tuple(cast("list[str]", found))

    def number(self, name: str, default: float) -> float:
        """Return a number within the bounds of its key."""
        found = self.tree_of(name)
        return default if found is None else float(cast("str", found))

    def whole(self, name: str, default: int) -> int:
        """Return a whole number within the bounds of its key."""
        found = self.tree_of(name)
        return default if found is None else int(cast("str", found))

    def numbers(self, name: str) -> tuple[float, ...]:
        """Return numbers; one alone may stand without a list."""
        return tuple(float(one) for one in self.columns(name))

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return whether a key says yes."""
        found = self.tree_of(name)
        return default if found is None else cast("str", found).casefold() in YES

    def part(self, name: str, keys: Keys) -> Specification | None:
        """Return the mapping behind a key as a specification with keys of its own; None where absent."""
        found = self.tree_of(name)
        if found is None:
            return None
        if not isinstance(found, dict):
            raise self.invalid(name, says("Write a mapping of keys and values."))
        return Specification(found, keys, inside=self._full(name))

    def invalid(self, name: str, wanted: Message) -> InvalidValueError:
        """Return the fault of a value; `wanted` says what may stand there."""
        return InvalidValueError(self._full(name), wanted, self.lines.get(name))

    def texts(self) -> Iterator[str]:
        """Yield every text, keys too: those that are headers are columns to load."""
        yield from _texts(dict(self.tree))

    def _known(self, name: str) -> Key:
        return self.keys[name]

    def _full(self, name: str) -> str:
        return f"{self.inside}.{name}" if self.inside else name

    def _check(self, key: Key) -> None:
        value = self.tree[key.name]
        wanted = objection(key, value)
        if wanted is not None:
            raise self.invalid(key.name, wanted)


def read_specification(path: Path, keys: Keys) -> Specification:
    """Read a specification.

    Parameters
    ----------
    path : Path
        A file in YAML, of which JSON is a part.
    keys : tuple of Key
        Keys of the method; those of reading are added.

    Raises
    ------
    SpecificationError
        If there is no such file, it is no plain YAML, or says something that is not known.
    """
    if not path.exists() or path.is_dir():
        raise SpecificationError(says("There is no file %(file)s.", file=str(path)))
    with path.open("rb") as file:
        # A pipe has no size, so it is read no further than what is allowed.
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise BrokenSpecificationError(
            says("The specification is larger than %(limit)s KB.", limit=LARGEST // 1024)
        )
    tree, lines = parse_tree(content)
    return Specification(
        tree,
        (*keys, *READING_KEYS),
        lines=lines,
        sha256=hashlib.sha256(content).hexdigest(),
        folder=path.parent,
    )


def _texts(tree: Tree) -> Iterator[str]:
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, list):
        for one in tree:
            yield from _texts(one)
    else:
        for name, one in tree.items():
            yield name
            yield from _texts(one)
