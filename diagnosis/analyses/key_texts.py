"""The methods and their keys as text, for the help of the command and the page of documentation."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator

from clrisk_site.figures.message import Message, says
from diagnosis.analyses.keys import READING_KEYS, SAMPLE_KEYS, Key, Keys
from diagnosis.analyses.methods import NAMES, method_of

WIDTH = 96

type Say = Callable[[Message], str]


def help_of(say: Say) -> str:
    """Return what every method is for, with its keys; a star marks those it needs."""
    parts = [say(says("A star marks the keys that a method needs."))]
    for name in NAMES:
        method = method_of(name)
        lines = [f"{name}: {say(method.meaning)}", *_lines(own_keys(method.keys), say)]
        if has_sample(method.keys):
            lines.append(f"  {say(says('It has the keys of a sample too.'))}")
        parts.append("\n".join(lines))
    parts.append("\n".join([say(says("Keys of a sample")), *_lines(SAMPLE_KEYS, say)]))
    parts.append("\n".join([say(says("Every method: how the file is read")), *_lines(READING_KEYS, say)]))
    return "\n\n".join(parts)


def key_table(keys: Keys, say: Say) -> list[str]:
    """Return the keys, and those in the mappings behind them, as a table in Markdown."""
    lines = ["| key | written as | what it means |", "|---|---|---|"]
    for name, key in unfolded(keys):
        shape = say(Message(key.shape.value))
        lines.append(f"| `{name}`{' *' * key.required} | {shape} | {described(key, say)} |")
    return lines


def own_keys(keys: Keys) -> Keys:
    """Return the keys of a method without those of a sample, where it has them all."""
    return tuple(key for key in keys if key not in SAMPLE_KEYS) if has_sample(keys) else keys


def has_sample(keys: Keys) -> bool:
    """Return whether a method has all keys of a sample."""
    return set(SAMPLE_KEYS) <= set(keys)


def unfolded(keys: Keys, above: str = "") -> Iterator[tuple[str, Key]]:
    """Yield each key under its whole name, such as contiguity.grid.row; only those that are explained."""
    for key in keys:
        if not key.meaning:
            continue
        name = f"{above}{key.name}"
        yield name, key
        inside = f"{name}{key.entry}" if key.entry == "[]" else f"{name}.{key.entry}" if key.entry else name
        yield from unfolded(key.parts, f"{inside}.")


def described(key: Key, say: Say) -> str:
    """Return what a key means, with what may be written and what holds without it."""
    words = say(key.message)
    if key.choices:
        words += f" ({', '.join(key.choices)})"
    return words + (f" [{key.default}]" if key.default else "")


def _lines(keys: Keys, say: Say) -> list[str]:
    named = list(unfolded(keys))
    width = max(len(name) for name, _key in named) + 1
    lines = []
    for name, key in named:
        head = f"  {(name + '*' * key.required).ljust(width)}  "
        lines += textwrap.wrap(
            described(key, say), WIDTH, initial_indent=head, subsequent_indent=" " * len(head)
        )
    return lines
