"""The writers of Excel and Word against the bare libraries writing the same cells without any look."""

import io
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clrisk_site.files.documents.content import Document

ROUNDS = 5
ROWS, COLUMNS = 2_000, 12
WORD_ROWS = 200
AIM = 4.0
"""Widths, formats, notes, repeated heads and safe texts may cost so many times the bare cells."""


def main() -> int:
    """Take the times in this process; return how many aims were missed."""
    import django

    django.setup()
    import docx
    import openpyxl

    from clrisk_site.files.documents.docx import write_docx
    from clrisk_site.files.documents.xlsx import write_xlsx

    def bare_xlsx() -> bytes:
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet("Tabla")
        for row in _texts(ROWS):
            sheet.append(row)
        return _saved(book)

    def bare_docx() -> bytes:
        word = docx.Document()
        made = word.add_table(WORD_ROWS, COLUMNS)
        for row, texts in zip(made.rows, _texts(WORD_ROWS), strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = str(text)
        return _saved(word)

    large, small = _document(ROWS), _document(WORD_ROWS)
    missed = _compare("Excel", lambda: write_xlsx(large), bare_xlsx)
    return missed + _compare("Word", lambda: write_docx(small), bare_docx)


def _texts(rows: int) -> list[list[object]]:
    return [[f"Fila {row}", *(row * column for column in range(1, COLUMNS))] for row in range(rows)]


def _document(rows: int) -> "Document":
    from django.utils import timezone

    from clrisk_site.files.documents.content import Cell, Column, Document, Head, Imprint, Kind, Table

    columns = (Column("Fila"), *(Column(f"Columna {at}", Kind.NUMBER) for at in range(1, COLUMNS)))
    cells = tuple(
        (Cell(str(texts[0])), *(Cell(f"{value:,}", value=int(str(value))) for value in texts[1:]))
        for texts in _texts(rows)
    )
    table = Table("Tabla", columns, cells)
    return Document("Prueba", "es", Head("Municipio"), Imprint(timezone.now(), "Prueba"), (table,))


def _saved(file: object) -> bytes:
    target = io.BytesIO()
    file.save(target)  # type: ignore[attr-defined]  # both libraries name it so
    return target.getvalue()


def _compare(name: str, ours: Callable[[], bytes], bare: Callable[[], bytes]) -> int:
    whole, alone = [], []
    ours(), bare()  # libraries are loaded once, before the clock
    for _round in range(ROUNDS):
        whole.append(_seconds(ours))
        alone.append(_seconds(bare))
    ratio = statistics.median(whole) / statistics.median(alone)
    times = f"{statistics.median(whole):.2f} s, the bare library {statistics.median(alone):.2f} s"
    sys.stdout.write(f"{name}: {times}, ratio {ratio:.2f} (aim: {AIM})\n")
    return int(ratio > AIM)


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clrisk_site.settings")
    sys.exit(main())
