"""Which cells of a file are not stored because their record belongs to a higher level."""

from collections.abc import Collection, Sequence

import pandas as pd

from clrisk_site.figures.message import N_, Message, says
from clrisk_site.tables.spec import Problem, Severity

SHOWN = 60

CODED = says("The record belongs to a higher level. What the file says here is not stored.")
REPLACED = N_("The record belongs to a higher level. «%(read)s» is not stored: it stays «%(stored)s».")
FILLED = N_("The record belongs to a higher level. «%(read)s» is not stored: it stays blank.")


def cells_left_alone(
    read: pd.DataFrame, stored: pd.DataFrame, fields: Sequence[str], coded: Collection[str]
) -> list[Problem]:
    """Return a warning for each cell that the file says otherwise than it is stored; a blank says nothing.

    Parameters
    ----------
    read, stored : DataFrame
        The same rows as the file has them and as they stay.
    coded : collection of str
        Fields that hold codes, which say nothing to a reader.
    """
    return [
        Problem(int(str(row)), field, CODED if field in coded else _message(said, kept), Severity.WARNING)
        for field in fields
        if field in read and field in stored
        for row, said, kept in zip(read.index, read[field], stored[field], strict=True)
        if _text(said) and _text(said) != _text(kept)
    ]


def _message(said: object, kept: object) -> Message:
    read, stored = _shown(said), _shown(kept)
    return says(REPLACED, read=read, stored=stored) if stored else says(FILLED, read=read)


def _shown(value: object) -> str:
    text = _text(value)
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def _text(value: object) -> str:
    if isinstance(value, tuple | list):
        return "; ".join(str(part) for part in value)
    if value is None or value is pd.NA or value != value:
        return ""
    # Whole numbers are stored as such and read as fractions where a cell of the column is blank.
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
