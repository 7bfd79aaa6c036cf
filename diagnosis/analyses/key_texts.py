"""The methods and their keys as text, for the help of the command and the page of documentation."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

from clrisk_site.figures.message import Message, says
from diagnosis.analyses.keys import READING_KEYS, Key, Keys
from diagnosis.analyses.methods import NAMES, method_of

WIDTH = 96


def help_of(say: Callable[[Message], str]) -> str:
    """Return what every method is for, with its keys; a star marks those it needs."""
    parts = [say(says("A star marks the keys that a method needs."))]
    for name in NAMES:
        method = method_of(name)
        parts.append("\n".join([f"{name}: {say(method.meaning)}", *_lines(method.keys, say)]))
    parts.append("\n".join([say(says("Every method: how the file is read")), *_lines(READING_KEYS, say)]))
    return "\n\n".join(parts)


def key_table(keys: Keys, say: Callable[[Message], str]) -> list[str]:
    """Return the keys as a table in Markdown."""
    lines = ["| key | written as | what it means |", "|---|---|---|"]
    for key in keys:
        shape = say(Message(key.shape.value))
        lines.append(
            f"| `{key.name}`{' *' * key.required} | {shape} | {described(key, say)} |".replace("||", "|")
        )
    return lines


def described(key: Key, say: Callable[[Message], str]) -> str:
    """Return what a key means, with what may be written and what holds without it."""
    words = say(key.message)
    if key.choices:
        words += f" ({', '.join(key.choices)})"
    return words + (f" [{key.default}]" if key.default else "")


def _lines(keys: Keys, say: Callable[[Message], str]) -> list[str]:
    width = max(len(key.name) for key in keys) + 1
    lines = []
    for key in keys:
        head = f"  {(key.name + '*' * key.required).ljust(width)}  "
        lines += textwrap.wrap(
            described(key, say), WIDTH, initial_indent=head, subsequent_indent=" " * len(head)
        )
    return lines
