"""What parsing one column gives, whatever its kind; and the marks that mean "missing"."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from clrisk_site.figures.message import N_, Message, says
from clrisk_site.tables.raw import SEPARATOR
from clrisk_site.tables.spec import Question
from clrisk_site.tables.values.marks import DecimalMark
from clrisk_site.tables.wording import ODD_SPACES

type Positions = npt.NDArray[np.intp]

MISSING_WORDS = frozenset({
    "*", "**", "-", "--", "–", "—", ".", "..", "...", "…", "nd", "sd", "na", "ne", "null", "none", "n", "s",
    "#na",
    "no disponible", "no aplica", "sin dato", "sin datos", "sin información", "no especificado",
    "não disponível", "não se aplica", "sem dados", "sem informação",
    "not available", "not applicable", "no data", "missing",
    "non disponible", "sans objet", "pas de données", "données manquantes",
})  # fmt: skip
"""Marks of "missing" after dots, slashes and spaces around them are taken away; they never mean zero."""

_ABBREVIATION = re.compile(r"#?[a-z]\s*[./]\s*[a-z]\s*\.?")
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A territory that was matched by its name alone, shown so that a person can object."""

    value: str
    path: str
    name: str
    rows: int


@dataclass(slots=True)
class Parsed:
    """Values of a column (NaN or None where missing or failed), and what was found on the way.

    Parameters
    ----------
    failures : list of (positions, message)
        Row errors by position in the column, from 0.
    missing : mapping of str to int
        Marks that were read as missing, with their number; blank cells are not counted.
    waiting : dict of str to positions
        Code of a question to the rows that wait for its answer.
    repaired : dict of int to marks
        Positions whose text was repaired, with the (start, end) of the characters that were added.
    decimal_mark : DecimalMark or None
        How the numbers were read where it could have been otherwise.
    """

    values: Any
    failures: list[tuple[Positions, Message]] = field(default_factory=list)
    missing: dict[str, int] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    waiting: dict[str, Positions] = field(default_factory=dict)
    notes: list[Message] = field(default_factory=list)
    repaired: dict[int, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    by_name: list[NameMatch] = field(default_factory=list)
    decimal_mark: DecimalMark | None = None


def unpack(packed: bytes) -> list[str]:
    """Return the cells of a packed column with plain spaces, untouched otherwise."""
    text = packed.decode()
    if not text.isascii():
        # Looking for few characters in a long text is fifty times faster than `translate`.
        for odd, space in ODD_SPACES.items():
            text = text.replace(chr(odd), space)
    return text.split(SEPARATOR)


def is_missing(cell: str) -> bool:
    """Whether a cell says "no value" in words or marks."""
    text = cell.strip().casefold()
    if not text or (text in MISSING_WORDS and len(text) > 1):
        return True
    if len(text) == 1:
        return text in "*-–—.…"
    if _ABBREVIATION.fullmatch(text):
        return re.sub(r"[\s./]", "", text) in MISSING_WORDS
    return False


def shown(cell: str) -> str:
    """Return a cell as a sentence may quote it."""
    text = " ".join(cell.split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def fail_each(
    parsed: Parsed, cells: Sequence[str], positions: Positions, sentence: Callable[[str], Message]
) -> None:
    """Add one failure per distinct cell, with all its positions."""
    by_cell: dict[str, list[int]] = {}
    for position in positions.tolist():
        by_cell.setdefault(cells[position], []).append(position)
    for cell, places in by_cell.items():
        parsed.failures.append((np.array(places, dtype=np.intp), sentence(cell)))


def spreadsheet_error(cell: str) -> Message | None:
    """Return the sentence for an error that a spreadsheet left in a cell, if it is one (``#N/A`` means
    missing)."""
    text = cell.strip().upper()
    if text.startswith("#") and text.rstrip("!?") in (
        "#DIV/0",
        "#REF",
        "#VALUE",
        "#NAME",
        "#NUM",
        "#NULL",
        "#SPILL",
    ):
        return says(
            N_("«%(cell)s» is an error of the spreadsheet. Correct the formula or clear the cell."),
            cell=text[:10],
        )
    return None


def answered(answers: Mapping[str, str], question: Question) -> str | None:
    """Return the answer to a question if it is one of its options."""
    answer = answers.get(question.code)
    return answer if answer in {option.code for option in question.options} else None
