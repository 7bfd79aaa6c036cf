"""Finds every marked text in the sources without gettext's own tools, which many machines lack."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.utils.translation.template import templatize

FLOORS = ("clrisk_site", "diagnosis", "mapping", "planning")
TEMPLATES = "templates"

# Which arguments of a marking function are what: (context, text, plural), by position.
_ONE, _MANY, _CONTEXT, _CONTEXT_MANY = (None, 0, None), (None, 0, 1), (0, 1, None), (0, 1, 2)
MARKERS: dict[str, tuple[int | None, int, int | None]] = {
    "_": _ONE,
    "gettext": _ONE,
    "gettext_lazy": _ONE,
    "gettext_noop": _ONE,
    "N_": _ONE,
    "says": _ONE,
    "ngettext": _MANY,
    "ngettext_lazy": _MANY,
    "NP_": _MANY,
    "counts": _MANY,
    "pgettext": _CONTEXT,
    "pgettext_lazy": _CONTEXT,
    "npgettext": _CONTEXT_MANY,
    "npgettext_lazy": _CONTEXT_MANY,
}

_STRING = r"""u?(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
_TEMPLATE_CALL = re.compile(
    rf"(?<![\w])(npgettext|pgettext|ngettext|gettext|_)\(\s*({_STRING}(?:\s*,\s*{_STRING})*)", re.DOTALL
)


class Text(NamedTuple):
    """A text as a catalogue knows it; two places that say the same are one text."""

    text: str
    plural: str | None = None
    context: str | None = None


def extract(root: Path) -> dict[Text, str]:
    """Return every marked text below `root` with the first file, from `root`, that says it."""
    found: dict[Text, str] = {}
    for path in _sources(root):
        name = path.relative_to(root).as_posix()
        source = path.read_text(encoding="utf-8")
        texts = texts_of_python(source) if path.suffix == ".py" else texts_of_template(source)
        for text in texts:
            found.setdefault(text, name)
    return found


def _sources(root: Path) -> Iterator[Path]:
    for floor in FLOORS:
        yield from sorted((root / floor).rglob("*.py"))
    for folder in (TEMPLATES, *FLOORS):
        for kind in ("*.html", "*.txt"):
            found = sorted((root / folder).rglob(kind))
            # Judged below the root: the checkout itself may lie in a folder of any name.
            yield from (path for path in found if "static" not in path.relative_to(root).as_posix())


def texts_of_python(source: str) -> Iterator[Text]:
    """Yield the texts of marking calls whose arguments are literal."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and (marker := MARKERS.get(_name(node.func))):
            arguments = [_literal(argument) for argument in node.args]
            text = _text(arguments, marker)
            if text is not None:
                yield text


def texts_of_template(source: str) -> Iterator[Text]:
    """Yield the texts of a Django template's translation tags and `_()` constants."""
    for call in _TEMPLATE_CALL.finditer(templatize(source)):
        arguments = [str(ast.literal_eval(literal)) for literal in re.findall(_STRING, call[2], re.DOTALL)]
        text = _text(list(arguments), MARKERS[call[1]])
        if text is not None:
            yield text


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _text(arguments: list[str | None], marker: tuple[int | None, int, int | None]) -> Text | None:
    context_at, text_at, plural_at = marker
    parts = [None if at is None else _at(arguments, at) for at in (text_at, plural_at, context_at)]
    wanted = [at for at in marker if at is not None]
    if not parts[0] or any(_at(arguments, at) is None for at in wanted):
        return None
    return Text(parts[0], parts[1], parts[2])


def _at(arguments: list[str | None], position: int) -> str | None:
    return arguments[position] if position < len(arguments) else None
