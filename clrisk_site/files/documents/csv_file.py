"""Writes one table of a document as CSV; what the file is stands below the rows, marked with #."""

from clrisk_site.files.documents.content import Cell, Document, Table, printable
from clrisk_site.files.documents.flat import flat
from clrisk_site.files.documents.imprint_words import imprint_facts
from clrisk_site.tables.neutral import Value
from clrisk_site.tables.writing import write_csv

MEDIA_TYPE = "text/csv; charset=utf-8"


def write_table_csv(document: Document) -> bytes:
    """Return the first table of a document.

    UTF-8 with its mark, and commas, which separate lists in Mexico. Numbers have a point and days are
    2026-11-22 whatever the language, so that programs read them; for Excel the workbook is safer.
    """
    table = next(document.tables)
    columns, rows = flat(table)
    written: list[list[Value]] = [[_value(cell) for cell in row] for row in rows]
    written.append([])
    written += [[f"# {line}"] for line in _about(document, table)]
    return write_csv([column.head for column in columns], written)


def _value(cell: Cell) -> Value:
    if cell.value is None:
        return printable(cell.text)
    return cell.value.isoformat() if hasattr(cell.value, "isoformat") else cell.value


def _about(document: Document, table: Table) -> list[str]:
    head = document.head
    said = [document.title, table.holds, table.source]
    said.append(", ".join(part for part in (head.issuer, head.office) if part))
    said += [f"{fact.label}: {fact.value}" for fact in imprint_facts(document)]
    return [" ".join(printable(line).split()) for line in said if line]
