"""Finds a territory by its code as people write it: spaces, hyphens, ``.0``, P-codes, the letter O for
zero."""

import re

from clrisk_site.figures.message import N_, Message, says
from clrisk_site.tables.matching.reach import Reach
from clrisk_site.tables.values.parsed import shown
from clrisk_site.tables.values.texts import clean_code
from clrisk_site.tables.wording import tidy

_CODE = re.compile(r"[A-Za-z]{0,3}[.\-]?[\dOo][\dOo.]*[A-Za-z]?")
STATE_DEPTH = 1
_PCODE = re.compile(r"([A-Z]{2,3})(\d[\dA-Z]*)")


def looks_like_code(cell: str) -> bool:
    """Whether a cell is meant as a code: digits, perhaps after a country's letters, perhaps one letter at
    the end."""
    text = clean_code(cell)
    return _CODE.fullmatch(text) is not None and any(letter.isdigit() for letter in text)


def find_code(cell: str, reach: Reach) -> str | Message:
    """Return the path of the territory with that code, or the sentence that says why there is none."""
    for code in code_writings(cell):
        rows = reach.index.by_code.get(code, ())
        path = reach.index.by_path.get(code)
        answer = reach.judge((*rows, path) if path and path not in rows else rows, shown(cell))
        if answer is not None:
            return answer
    return says(N_("No territory has the code «%(cell)s». Correct it or remove the row."), cell=shown(cell))


def code_writings(cell: str) -> list[str]:
    """Return the ways a code may have been meant, the most literal first."""
    exact = tidy(cell)
    code = clean_code(cell).upper()
    ways = [exact, code]
    pcode = _PCODE.fullmatch(code)
    if pcode:
        ways.append(pcode.group(2))
    if "O" in code:
        # Only reached when the code with the letter does not exist.
        ways.append(code.replace("O", "0"))
    return list(dict.fromkeys(ways))


def seek_wider(cell: str, reach: Reach) -> str | None:
    """Return the path of the smallest area that is known and whose code the code begins with.

    A state is no answer: a code that has only that in common is likely none of these codes.
    """
    code = clean_code(cell).upper()
    if len(code) not in reach.lengths:
        return None  # a zero may be lost, and then its beginning means another place
    for length in sorted((length for length in reach.lengths if length < len(code)), reverse=True):
        answer = reach.judge(reach.index.by_code.get(code[:length], ()), cell)
        if isinstance(answer, str):
            return answer if answer.count(".") > STATE_DEPTH else None
    return None


def seek_padded(cell: str, reach: Reach) -> str | None:
    """Return the path that the code names once lost zeros are put back, if there is exactly one in reach."""
    code = clean_code(cell).upper()
    if not code[:1].isdigit() or code in reach.index.by_code:
        return None
    for length in reach.lengths:
        lost = length - len(code)
        if lost < 1 or (lost > 1 and len(reach.lengths) > 1):
            continue
        answer = reach.judge(reach.index.by_code.get(code.zfill(length), ()), cell)
        if isinstance(answer, str):
            return answer
    return None
