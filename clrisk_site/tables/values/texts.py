"""Texts, codes, shapes and lists of texts. Cells that begin like a formula stay the text they are."""

import re
from binascii import unhexlify
from collections.abc import Mapping

import numpy as np
import shapely

from clrisk_site.figures.message import N_, Message, counts, says
from clrisk_site.tables.neutral import restore
from clrisk_site.tables.raw import SEPARATOR
from clrisk_site.tables.spec import Column, Option, Question
from clrisk_site.tables.values.parsed import (
    Parsed,
    answered,
    fail_each,
    is_missing,
    shown,
    spreadsheet_error,
    unpack,
)
from clrisk_site.tables.wording import tidy

PAD, KEEP = "pad", "keep"
_CONTROL = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ZERO_TAIL = re.compile(r"(\d+)\.0+")
_PREFIX = re.compile(r"[A-Z]{2}(?=\d)")
_JOINTS = re.compile(r"(?<=\d)[\s\-‐‑–](?=[\dA-Za-z])")


def parse_texts(packed: bytes, column: Column) -> Parsed:
    """Read a column of texts as ``str`` or None; ``many`` gives tuples of what stands between semicolons."""
    cells = unpack(packed)
    tidied = {cell: _text(cell) for cell in set(cells)}
    parsed = Parsed(None)
    _count_missing(parsed, cells, {cell for cell, text in tidied.items() if text is None})
    wrong = {cell for cell in tidied if spreadsheet_error(cell)}
    positions = np.array([i for i, cell in enumerate(cells) if cell in wrong], dtype=np.intp)
    fail_each(
        parsed,
        cells,
        positions,
        lambda cell: spreadsheet_error(cell) or says(N_("The cell cannot be read. Type it again.")),
    )
    if column.many:
        split = {cell: _parts(text) for cell, text in tidied.items()}
        parsed.values = _objects([split[cell] for cell in cells])
    else:
        parsed.values = _objects([tidied[cell] for cell in cells])
    return parsed


def _text(cell: str) -> str | None:
    if not cell or is_missing(cell):
        return None
    lines = _CONTROL.sub("", restore(cell)).splitlines() or [""]
    return "\n".join(tidy(line) for line in lines).strip() or None


def _parts(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip()) if text else ()


def _objects(values: list[object]) -> "np.ndarray[tuple[int], np.dtype[np.object_]]":
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array


def _count_missing(parsed: Parsed, cells: list[str], missing: set[str]) -> None:
    for cell in cells:
        if cell in missing and cell.strip():
            parsed.missing[cell.strip()] = parsed.missing.get(cell.strip(), 0) + 1


def clean_code(cell: str) -> str:
    """Return an official code without what spreadsheets add: ``' 07-101 '``, ``7101.0`` and ``'07101`` lose
    it."""
    if cell.isascii() and cell.isalnum():
        return cell
    text = tidy(cell).removeprefix("'").strip()
    whole = _ZERO_TAIL.fullmatch(text)
    text = whole.group(1) if whole else text
    return _JOINTS.sub("", text)


def _code(cell: str) -> str | None:
    # No mark of "missing" begins with a digit.
    if cell[:1].isdigit() and cell.isascii() and cell.isalnum():
        return cell
    return None if is_missing(cell) else clean_code(cell)


def parse_codes(packed: bytes, column: Column, answers: Mapping[str, str]) -> Parsed:
    """Read a column of codes as ``str`` or None; lost zeros are asked about, never filled in silently."""
    cells = unpack(packed)
    cleaned = {cell: _code(cell) for cell in set(cells)}
    values: list[object] = [cleaned[cell] for cell in cells]
    parsed = Parsed(None)
    _count_missing(parsed, cells, {cell for cell, code in cleaned.items() if code is None})
    if column.lengths:
        _check_lengths(parsed, column, cells, values, answers)
    parsed.values = _objects(values)
    return parsed


def _check_lengths(
    parsed: Parsed, column: Column, cells: list[str], values: list[object], answers: Mapping[str, str]
) -> None:
    if all(code is None or len(str(code)) in column.lengths for code in values):
        return
    fitted = {code: fit_code(code, column.lengths) for code in values if isinstance(code, str)}
    short = [i for i, code in enumerate(values) if isinstance(code, str) and _lengthened(code, fitted[code])]
    wrong = [i for i, code in enumerate(values) if isinstance(code, str) and fitted[code] is None]
    allowed = ", ".join(str(length) for length in column.lengths)
    fail_each(
        parsed,
        cells,
        np.array(wrong, dtype=np.intp),
        lambda cell: says(
            N_("The code «%(cell)s» must have %(lengths)s characters. Correct it."),
            cell=shown(cell),
            lengths=allowed,
        ),
    )
    waiting = _ask_padding(parsed, column, cells, [(i, str(values[i])) for i in short], fitted, answers)
    for i, code in enumerate(values):
        if isinstance(code, str) and (i not in waiting):
            values[i] = fitted[code] or code


def _ask_padding(
    parsed: Parsed,
    column: Column,
    cells: list[str],
    short: list[tuple[int, str]],
    fitted: Mapping[str, str | None],
    answers: Mapping[str, str],
) -> set[int]:
    """Return the positions whose zeros may not be put back (yet)."""
    if not short:
        return set()
    first = short[0][1]
    question = padding_question(column, first, fitted[first] or first, len(short))
    answer = answered(answers, question)
    positions = np.array([i for i, _ in short], dtype=np.intp)
    if answer == PAD:
        parsed.repaired.update({i: ((0, len(fitted[code] or code) - len(code)),) for i, code in short})
        return set()
    if answer is None:
        parsed.questions.append(question)
        parsed.waiting[question.code] = positions
    else:
        fail_each(
            parsed,
            cells,
            positions,
            lambda cell: says(N_("The code «%(cell)s» has lost a zero."), cell=shown(cell)),
        )
    return set(positions.tolist())


def fit_code(code: str, lengths: tuple[int, ...]) -> str | None:
    """Return a code in one of its official lengths, with lost zeros put back; None when none fits.

    A code of several possible lengths may have lost one zero only; one of a single length any number.
    """
    bare = _PREFIX.sub("", code) if len(code) not in lengths else code
    if len(bare) in lengths:
        return bare
    if not bare[:1].isdigit():
        return None
    if len(lengths) == 1 and len(bare) < lengths[0]:
        return bare.zfill(lengths[0])
    return f"0{bare}" if len(bare) + 1 in lengths and bare[0] != "0" else None


def _lengthened(code: str, fitted: str | None) -> bool:
    return fitted is not None and len(fitted) > len(code)


def padding_question(
    column: Column, before: str, after: str, rows: int, evidence: Message | None = None
) -> Question:
    """Return the question whether zeros lost by a spreadsheet may be put back."""
    return Question(
        f"pad:{column.name}",
        says(N_("Shall the zeros missing from the codes in %(column)s be put back?"), column=column.label),
        (
            Option(
                PAD,
                says(N_("Yes, put the zeros back")),
                counts(
                    "%(before)s becomes %(after)s in %(count)s row",
                    "%(before)s becomes %(after)s in %(count)s rows",
                    rows,
                    before=before,
                    after=after,
                ),
            ),
            Option(KEEP, says(N_("No, I will correct the file")), says(N_("Those rows are refused"))),
        ),
        recommended=PAD,
        rows=rows,
        evidence=evidence,
    )


def parse_shapes(packed: bytes) -> Parsed:
    """Read the geometry column of a map file: hexadecimal WKB becomes bytes, blank becomes None."""
    texts = packed.split(SEPARATOR.encode())
    values = _objects([_unhexed(text) for text in texts])
    filled = np.array([len(text) > 0 for text in texts])
    # As text they take twice the room of the shapes.
    del texts
    wrong = np.flatnonzero(filled & shapely.is_missing(shapely.from_wkb(values, on_invalid="ignore")))
    values[wrong] = None
    parsed = Parsed(values)
    if len(wrong):
        message = says(N_("The cell holds no shape. Shapes come from a GeoJSON file or a shapefile."))
        parsed.failures.append((wrong, message))
    return parsed


def _unhexed(text: bytes) -> bytes | None:
    try:
        return unhexlify(text) or None
    except ValueError:
        return None
