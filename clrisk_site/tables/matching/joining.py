"""Puts the code of a territory together from the columns that hold its parts; nothing is looked up here."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from clrisk_site.figures.message import N_, Message, says
from clrisk_site.tables.spec import Column
from clrisk_site.tables.values.parsed import is_missing, shown, unpack
from clrisk_site.tables.values.texts import clean_code

_JOINT = " · "
_PREFIX = re.compile(r"[A-Z]{2,3}(?=\d)")


@dataclass(slots=True)
class Joined:
    """One text per row, "" where a part is missing.

    Parameters
    ----------
    zeros : dict of str to str
        Texts of parts that lost zeros, to the code that they give once the zeros are back.
    marks : dict of str to marks
        The same texts, to the (start, end) of the zeros in the code.
    wrong : dict of str to Message
        Texts of parts that give no code, to the reason.
    """

    cells: list[str]
    zeros: dict[str, str] = field(default_factory=dict)
    marks: dict[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    wrong: dict[str, Message] = field(default_factory=dict)

    def knows(self, text: str) -> bool:
        """Whether it is the text of parts that are not simply a code."""
        return text in self.zeros or text in self.wrong


def join_parts(parts: Sequence[tuple[Column, bytes]]) -> Joined:
    """Join the parts of a code.

    Parameters
    ----------
    parts : sequence of (Column, packed cells)
        From the top; the column's one length is that of the part. A part may also hold the whole code down to
        its level, as offices often write it.

    Returns
    -------
    Joined
        Codes where every part had its length; else the parts as they stand, with what they mean.
    """
    if not parts:
        return Joined([])
    columns = [unpack(packed) for _, packed in parts]
    lengths = [column.lengths[0] for column, _ in parts]
    if all(set(map(len, cells)) == {length} for cells, length in zip(columns, lengths, strict=True)):
        return Joined([*map("".join, zip(*columns, strict=True))])
    rows = list(zip(*columns, strict=True))
    joined = Joined([])
    texts = {row: _join(row, parts, joined) for row in dict.fromkeys(rows)}
    joined.cells = [texts[row] for row in rows]
    return joined


def _join(row: tuple[str, ...], parts: Sequence[tuple[Column, bytes]], joined: Joined) -> str:
    if any(is_missing(cell) for cell in row):
        return ""
    code = ""
    marks: list[tuple[int, int]] = []
    for cell, (column, _) in zip(row, parts, strict=True):
        part = clean_code(cell).upper()
        longer = _append(code, part, column.lengths[0])
        if longer is None:
            return _refuse(row, cell, column, joined)
        start = 0 if len(part) > column.lengths[0] else len(code)
        added = len(longer) - start - len(_PREFIX.sub("", part))
        if added > 0:
            marks.append((start, start + added))
        code = longer
    if not marks:
        return code
    text = _JOINT.join(map(shown, row))
    joined.zeros[text], joined.marks[text] = code, tuple(marks)
    return text


def _refuse(row: tuple[str, ...], cell: str, column: Column, joined: Joined) -> str:
    text = _JOINT.join(map(shown, row))
    joined.wrong[text] = says(
        N_("«%(cell)s» is not a part of a code with %(length)s characters, as «%(label)s» wants it."),
        cell=shown(cell),
        length=column.lengths[0],
        label=column.label,
    )
    return text


def _append(code: str, part: str, length: int) -> str | None:
    """Return the code with one more part, zeros put back; None when the part does not fit.

    Examples
    --------
    >>> _append("07", "101", 3), _append("07", "1", 3), _append("07", "07101", 3), _append("07", "7101", 3)
    ('07101', '07001', '07101', '07101')
    """
    if len(part) == length:
        return code + part
    bare = _PREFIX.sub("", part)
    if len(bare) > length:
        whole = bare.zfill(len(code) + length)
        fits = len(bare) >= len(code) + length - 1 and len(whole) == len(code) + length
        return whole if fits and whole.startswith(code) else None
    return code + bare.zfill(length) if bare[:1].isdigit() else None
