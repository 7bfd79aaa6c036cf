"""Tables of a Word document: ruled like the printed ones, the head repeated on every page."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext
from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import _Cell as WordCell
from docx.text.paragraph import Paragraph as WordParagraph

from clrisk_site.files.documents.content import Cell, Column, Fact, Kind, Table, printable
from clrisk_site.files.documents.pieces import with_mark

_THICK, _THIN = "12", "4"  # eighths of a point
_INK, _RULE = "17282C", "CDD3D0"
_LABEL_SHARE = 0.3
_AFTER_BORDERS = {qn(f"w:{name}") for name in ("shd", "tblLayout", "tblCellMar", "tblLook")}


def add_table(word: WordFile, table: Table) -> None:
    """Add a table with its title above and its source below."""
    word.add_paragraph(printable(table.title), style="Heading 3")
    if table.holds:
        held = word.add_paragraph(printable(table.holds), style="Source")
        held.paragraph_format.keep_with_next = True
    if table.rows:
        _add_rows(word, table)
    else:
        word.add_paragraph(gettext("No rows."), style="Missing")
    word.add_paragraph(printable(table.source), style="Source")


def _add_rows(word: WordFile, table: Table) -> None:
    made = _ruled(word, rows=len(table.rows) + 1, columns=len(table.columns), title=table.title)
    head, *rows = made.rows
    _repeat(head)
    for cell, column in zip(head.cells, table.columns, strict=True):
        _write(cell, column.label, style="Table head", column=column)
        _rule(cell, "bottom", _THICK, _INK)
    for row, content in zip(rows, table.rows, strict=True):
        _keep_whole(row)
        for cell, one, column in zip(row.cells, content, table.columns, strict=True):
            _write_cell(cell, one, column)


def add_facts(word: WordFile, facts: Sequence[Fact]) -> None:
    """Add labels with their values, as two columns."""
    if not facts:
        return
    made = _ruled(word, rows=len(facts), columns=2, title="")
    width = sum(column.width for column in made.columns)
    for row, fact in zip(made.rows, facts, strict=True):
        _keep_whole(row)
        label, value = row.cells
        label.width, value.width = int(width * _LABEL_SHARE), int(width * (1 - _LABEL_SHARE))
        _write(label, fact.label, style="Table head")
        _write(value, fact.value or gettext("Not provided"), style="Table text")
        if fact.small:
            value.add_paragraph(printable(fact.small), style="Table note")
    word.add_paragraph("", style="Source")


def _ruled(word: WordFile, *, rows: int, columns: int, title: str) -> Any:
    made = word.add_table(rows, columns)
    made.autofit = True
    properties = made._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side, size, colour in (("top", _THICK, _INK), ("bottom", _THIN, _RULE), ("insideH", _THIN, _RULE)):
        borders.append(_border(side, size, colour))
    # Word refuses a file whose properties stand in another order than the standard's.
    later = next((child for child in properties if child.tag in _AFTER_BORDERS), None)
    if later is None:
        properties.append(borders)
    else:
        later.addprevious(borders)
    width = properties.find(qn("w:tblW"))
    if width is not None:
        width.set(qn("w:type"), "pct")
        width.set(qn("w:w"), "5000")
    if title:
        caption = OxmlElement("w:tblCaption")  # what a screen reader says of the table
        caption.set(qn("w:val"), printable(title))
        properties.append(caption)
    return made


def _write_cell(cell: WordCell, content: Cell, column: Column) -> None:
    _write(cell, content.text, style="Table text", column=column)
    small = with_mark(content.small, content.illustrative)
    if small:
        note = cell.add_paragraph(printable(small))
        _set_style(note, "Table note")
        note.alignment = cell.paragraphs[0].alignment


def _write(cell: WordCell, text: str, *, style: str, column: Column | None = None) -> None:
    paragraph = cell.paragraphs[0]
    _set_style(paragraph, style)
    paragraph.add_run(printable(text))
    if column is not None and column.kind is Kind.NUMBER:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _set_style(paragraph: WordParagraph, name: str) -> None:
    """Set a style by its key: asking the library for it by name reads all styles, for each cell anew."""
    paragraph._p.style = name.replace(" ", "")


def _repeat(row: Any) -> None:
    _set_on_row(row, "w:cantSplit")
    _set_on_row(row, "w:tblHeader")


def _keep_whole(row: Any) -> None:
    _set_on_row(row, "w:cantSplit")


def _set_on_row(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _rule(cell: WordCell, side: str, size: str, colour: str) -> None:
    borders = OxmlElement("w:tcBorders")
    borders.append(_border(side, size, colour))
    cell._tc.get_or_add_tcPr().append(borders)


def _border(side: str, size: str, colour: str) -> Any:
    border = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", size), ("space", "0"), ("color", colour)):
        border.set(qn(f"w:{name}"), value)
    return border
