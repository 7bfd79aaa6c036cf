"""A document as plain values in the language it is written in: what the writers of every format share."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a column holds; spreadsheets choose the number format by it."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Emblem:
    """The municipality's own emblem, as re-encoded when it was sent."""

    content: bytes
    media_type: str
    alt: str


@dataclass(frozen=True, slots=True)
class Head:
    """Who issues the document. Without a letterhead it is the municipality's name alone."""

    issuer: str
    office: str = ""
    contact: str = ""
    emblem: Emblem | None = None


@dataclass(frozen=True, slots=True)
class Imprint:
    """What every document says of itself. `number` is empty where none is logged, as on the screen."""

    made_at: dt.datetime
    author: str
    state: str = ""
    version: str = ""
    fingerprint: str = ""
    number: str = ""
    classification: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 opens a part, 2 a section of it."""

    text: str
    level: int = 1
    eyebrow: str = ""


class Role(StrEnum):
    """What a paragraph is for; each has one look."""

    BODY = "body"
    LEAD = "lead"
    SOURCE = "source"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `label` stands before it in bold."""

    text: str
    role: Role = Role.BODY
    label: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of sentences, with an optional title."""

    items: tuple[str, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A label with its value; an empty value is said to be missing."""

    label: str
    value: str
    small: str = ""


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """Labels with their values."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. The unit stands in its head, once."""

    label: str
    kind: Kind = Kind.TEXT
    unit: str = ""

    @property
    def head(self) -> str:
        return f"{self.label} ({self.unit})" if self.unit else self.label


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell.

    Parameters
    ----------
    text : str
        As people read it, also where something is missing: that is said in words.
    small : str
        A second line: the interval, the year, the reason.
    value : int, float or date, optional
        The same as a value, for spreadsheets; None when there is none or the text says all.
    decimals : int
        How many of them a spreadsheet shows.
    """

    text: str
    small: str = ""
    value: int | float | dt.date | None = None
    decimals: int = 0
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose first column heads its rows. `sheet` is its short name in a spreadsheet."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    holds: str = ""
    source: str = ""
    sheet: str = ""

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"a row of «{self.title}» has another length than its head")


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing; where a format cannot hold it, `alt` says what it shows and `where` where it is.

    Parameters
    ----------
    wide, phone : str
        The drawing as safe SVG, for paper and for small screens; empty where it is told in words alone.
    legend : tuple of (str, str)
        Kind of the swatch and its words, for a map.
    """

    title: str
    alt: str
    where: str
    source: str = ""
    wide: str = ""
    phone: str = ""
    legend: tuple[tuple[str, str], ...] = ()
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """One link of an evidence chain."""

    kind: str
    title: str
    story: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Chain:
    """Evidence chain: numbered links in order."""

    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Signatures:
    """One line to sign for each sector."""

    sectors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


type Block = Heading | Paragraph | Bullets | KeyFacts | Table | Figure | Chain | Signatures | PageBreak


@dataclass(frozen=True, slots=True)
class Document:
    """A document ready to be written.

    Parameters
    ----------
    running : str
        Its name in the running head of every page.
    cover : tuple of Fact
        What the cover says at its foot. Without any, there is no cover page.
    contents : bool
        Whether a table of contents follows the cover.
    landscape : bool
        Whether a word processor lays it out on its side; what is printed from HTML says so in its template.
    """

    title: str
    language: str
    head: Head
    imprint: Imprint
    blocks: tuple[Block, ...]
    running: str = ""
    eyebrow: str = ""
    lead: str = ""
    cover: tuple[Fact, ...] = field(default=())
    contents: bool = False
    landscape: bool = False

    @property
    def tables(self) -> Iterator[Table]:
        """Yield the tables, which are all that a spreadsheet holds."""
        return (block for block in self.blocks if isinstance(block, Table))


def printable(text: str) -> str:
    """Drop characters that no XML file may hold; a stored name may contain any."""
    return "".join(letter for letter in text if _is_legal(ord(letter)))


def _is_legal(code: int) -> bool:
    return code in (0x9, 0xA, 0xD) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000
