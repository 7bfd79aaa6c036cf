"""What one method hands to the command: plain data for programs, tables for people, warnings for both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from clrisk_site.figures.message import Message


class Form(StrEnum):
    """How a number is written."""

    TEXT = "text"
    WHOLE = "whole"
    NUMBER = "number"
    SHARE = "share"
    """A share of one, written in per cent."""
    POINTS = "points"
    """A difference of shares of one, written in percentage points with its sign."""
    P = "p"


def as_written(text: str) -> Message:
    """Return a text of the analyst, such as a header, as a message that nobody translates."""
    return Message("%(text)s", {"text": text})


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with a form of its own, where it is not that of its column.

    Parameters
    ----------
    value : object
        Number, text, message, None where there is none, a pair for an interval, or a list of messages.
    form : Form
        How it is written.
    decimals : int or None
        Digits after the point; None takes what suits the form.
    """

    value: Any
    form: Form = Form.NUMBER
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, and how its cells are written."""

    heading: Message
    form: Form = Form.NUMBER
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the text output.

    Parameters
    ----------
    title : Message
        Above it.
    columns : tuple of Column
        One for each cell of a row.
    rows : tuple of tuple
        Values as in `Cell`, or cells.
    notes : tuple of Message
        Below it.
    """

    title: Message
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """One value per line, each with its name."""

    title: Message
    lines: tuple[tuple[Message, Any], ...]
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """The outcome of a method.

    Parameters
    ----------
    data : mapping
        What `diagnosis.statistics.results.plain` makes plain; its keys are those of the JSON document.
    shown : tuple of Table or Facts
        Text output, in order.
    warnings : tuple of Message
        They stand in both outputs.
    seed : int or None
        Of the random numbers, where there were any.
    records : int or None
        Records of the file, where the method read it in a stream.
    """

    data: Mapping[str, Any]
    shown: tuple[Table | Facts, ...]
    warnings: tuple[Message, ...] = ()
    seed: int | None = None
    records: int | None = None
