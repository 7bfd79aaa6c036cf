"""A specification in YAML: read safely, its keys known, every value of the shape its key asks for."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

import yaml

from clrisk_site.figures.message import Message, says
from diagnosis.analyses.faults import (
    BrokenSpecificationError,
    InvalidValueError,
    MissingKeyError,
    SpecificationError,
    UnknownKeyError,
    listed,
    shortened,
)
from diagnosis.analyses.keys import READING_KEYS, Key, Keys, Shape

type Tree = str | list[Tree] | dict[str, Tree]
"""Everything is text until a key says what it is: `no` and `01` stay what was written."""

LARGEST = 512 * 1024
DEEPEST = 12
MOST_NODES = 100_000
YES, NO = (
    frozenset({"yes", "true", "on", "sí", "si", "oui", "sim"}),
    frozenset({"no", "false", "off", "non", "não"}),
)


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
        found = self.tree_of(name)
        return default if found is None else float(cast("str", found))

    def whole(self, name: str, default: int) -> int:
        found = self.tree_of(name)
        return default if found is None else int(cast("str", found))

    def numbers(self, name: str) -> tuple[float, ...]:
        return tuple(float(one) for one in self.columns(name))

    def flag(self, name: str, *, default: bool = False) -> bool:
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
        wanted = _objection(key, value)
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
    if not path.is_file():
        raise SpecificationError(says("There is no file %(file)s.", file=str(path)))
    if path.stat().st_size > LARGEST:
        raise BrokenSpecificationError(
            says("The specification is larger than %(limit)s KB.", limit=LARGEST // 1024)
        )
    content = path.read_bytes()
    tree, lines = parse_tree(content)
    return Specification(
        tree,
        (*keys, *READING_KEYS),
        lines=lines,
        sha256=hashlib.sha256(content).hexdigest(),
        folder=path.parent,
    )


def parse_tree(content: bytes) -> tuple[dict[str, Tree], dict[str, int]]:
    """Return the mapping that a YAML text holds, and the line of each of its keys.

    Raises
    ------
    BrokenSpecificationError
        If it is no mapping, or uses what plain lists and mappings do not need: tags, anchors, repeated keys.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BrokenSpecificationError(says("The specification is not in UTF-8. Save it so.")) from error
    try:
        _refuse_marvels(text)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise BrokenSpecificationError(
            says("The specification is no valid YAML. Check indents, colons and quotation marks."), line=line
        ) from error
    except yaml.YAMLError as error:
        raise BrokenSpecificationError(
            says(
                "The specification holds characters that YAML does not allow. Save it as plain text in UTF-8."
            )
        ) from error
    if not isinstance(node, yaml.MappingNode):
        raise BrokenSpecificationError(
            says("The specification must be a mapping: «key: value», one per line.")
        )
    tree = _plain(node)
    lines = {name.value: name.start_mark.line + 1 for name, _value in node.value}
    return cast("dict[str, Tree]", tree), lines


def _refuse_marvels(text: str) -> None:
    depth = 0
    for nodes, event in enumerate(yaml.parse(text, Loader=yaml.SafeLoader)):
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _broken(says("The specification uses anchors or references. Write the value out."), line)
        if getattr(event, "tag", None):
            raise _broken(says("The specification uses tags, which begin with «!». Remove them."), line)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST or nodes > MOST_NODES:
            raise _broken(says("The specification is nested too deeply or too long."), line)


def _broken(message: Message, line: int) -> BrokenSpecificationError:
    return BrokenSpecificationError(message, line=line)


def _plain(node: yaml.Node) -> Tree:
    if isinstance(node, yaml.ScalarNode):
        return str(node.value).strip()
    if isinstance(node, yaml.SequenceNode):
        return [_plain(one) for one in node.value]
    mapping: dict[str, Tree] = {}
    for name, value in node.value:
        line = name.start_mark.line + 1
        if not isinstance(name, yaml.ScalarNode):
            raise _broken(says("A key of the specification is a list or a mapping. Write a word."), line)
        key = str(name.value).strip()
        if key in mapping:
            raise _broken(says("The key «%(key)s» stands there twice.", key=shortened(key)), line)
        mapping[key] = _plain(value)
    return mapping


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


def _objection(key: Key, value: Tree) -> Message | None:
    """Return what should stand there instead; None where the value will do."""
    if value in ("", "~", "null") or not value:
        return says("It is empty. Write a value, or remove the key.")
    if key.shape in (Shape.COLUMN, Shape.TEXT):
        words = (
            says("Write the name of one column.") if key.shape is Shape.COLUMN else says("Write one text.")
        )
        return None if isinstance(value, str) else words
    if key.shape in (Shape.COLUMNS, Shape.TEXTS):
        return None if _all_texts(value) else says("Write a list of names.")
    if key.shape in (Shape.NUMBER, Shape.WHOLE, Shape.NUMBERS):
        return _number_objection(key, value)
    if key.shape is Shape.CHOICE:
        return (
            None if value in key.choices else says("Write one of: %(known)s.", known=listed(key.choices, 40))
        )
    if key.shape is Shape.FLAG:
        understood = isinstance(value, str) and value.casefold() in YES | NO
        return None if understood else says("Write «yes» or «no».")
    if key.shape is Shape.TREE:
        return None if isinstance(value, dict) else says("Write a mapping of keys and values.")
    return None


def _all_texts(value: Tree) -> bool:
    return isinstance(value, str) or (
        isinstance(value, list) and bool(value) and all(isinstance(one, str) and one for one in value)
    )


def _number_objection(key: Key, value: Tree) -> Message | None:
    several = isinstance(value, list) and key.shape is Shape.NUMBERS and bool(value)
    numbers = [_number(one) for one in (value if several and isinstance(value, list) else [value])]
    whole = key.shape is Shape.WHOLE
    least, most = key.least, key.most
    good = all(
        number is not None
        and math.isfinite(number)
        and (least is None or number >= least)
        and (most is None or number <= most)
        and not (whole and number % 1)
        for number in numbers
    )
    # int() of "3.0" fails; a whole number is written without a point.
    if good and not (whole and not cast("str", value).lstrip("+-").isdecimal()):
        return None
    if least is not None and most is not None:
        return says("Write a number from %(least)s to %(most)s.", least=f"{least:g}", most=f"{most:g}")
    if least is not None:
        return says("Write a number of %(least)s or more.", least=f"{least:g}")
    return says("Write a whole number.") if whole else says("Write a number with a decimal point.")


def _number(value: Tree) -> float | None:
    try:
        return float(value) if isinstance(value, str) and "_" not in value else None
    except ValueError:
        return None
