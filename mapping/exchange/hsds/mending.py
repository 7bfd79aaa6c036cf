"""Brings tables that somebody sent to the standard: what does not hold is left out, and said."""

from collections import Counter
from dataclasses import dataclass

from clrisk_site.figures.message import Message, counts, says
from mapping.exchange.hsds.checking import is_kind
from mapping.exchange.hsds.identity import key_of
from mapping.exchange.hsds.ohana import Rewriter, is_ohana, with_keys
from mapping.exchange.hsds.schema import TABLES, Field, Row, Tables

SHOWN = 20


@dataclass(frozen=True)
class Mended:
    """Tables that keep to the standard, and what was left out of them."""

    tables: Tables
    remarks: tuple[Message, ...]
    was_ohana: bool


def mend(directory: str, given: Tables) -> Mended:
    """Return the tables of a directory in version 3.

    Parameters
    ----------
    directory : str
        Its name: keys that are no UUIDs mean something within it only.
    given : mapping of str to list of mapping of str to str
        Rows of version 3 or of Ohana, by the name of their table.
    """
    older = is_ohana(given)
    tables = Rewriter(directory, given).rewrite() if older else dict(with_keys(directory, given))
    mender = _Mender(tables)
    return Mended(mender.mended(), mender.remarks(), older)


class _Mender:
    def __init__(self, tables: Tables) -> None:
        self.tables = {name: list(rows) for name, rows in tables.items() if name in TABLES}
        self.dropped: Counter[tuple[str, str]] = Counter()
        self.blanked: Counter[tuple[str, str]] = Counter()

    def mended(self) -> Tables:
        for name, rows in self.tables.items():
            self.tables[name] = self._unique(
                name, [self._filled(name, self._clean(name, row)) for row in rows]
            )
        # A row that goes may be what another refers to, so it is asked until nothing more goes.
        while self._without_dangling():
            pass
        return {name: rows for name, rows in self.tables.items() if rows}

    def remarks(self) -> tuple[Message, ...]:
        said = [
            counts(
                "%(table)s: %(count)s row was left out. Its column %(column)s is blank or wrong.",
                "%(table)s: %(count)s rows were left out. Their column %(column)s is blank or wrong.",
                count=number,
                table=table,
                column=column,
            )
            for (table, column), number in self.dropped.items()
        ]
        said += [
            counts(
                "%(table)s: %(count)s cell of %(column)s was left out. The standard forbids it.",
                "%(table)s: %(count)s cells of %(column)s were left out. The standard forbids them.",
                count=number,
                table=table,
                column=column,
            )
            for (table, column), number in self.blanked.items()
        ]
        return tuple(said[:SHOWN]) + (
            (says("More is left out; only the first cases are listed."),) * (len(said) > SHOWN)
        )

    def _clean(self, name: str, row: Row) -> Row:
        clean: Row = {}
        for field in TABLES[name].fields:
            text = row.get(field.name, "").strip()
            if not text:
                continue
            if _holds(field, text):
                clean[field.name] = text
            else:
                self.blanked[name, field.name] += 1
        return clean

    def _filled(self, name: str, row: Row) -> Row:
        """Fill what the standard insists on and a directory may leave blank, from what the row says."""
        if "id" not in row:
            row = {"id": key_of(name, *sorted(row.items())), **row}
        if name in ("organizations", "programs", "taxonomy_terms", "taxonomies") and row.get("name"):
            return {**row, "description": row.get("description") or row["name"]}
        return row

    def _unique(self, name: str, rows: list[Row]) -> list[Row]:
        kept = []
        seen: dict[str, set[str]] = {field.name: set() for field in TABLES[name].fields if field.unique}
        for row in rows:
            twice = next((column for column, texts in seen.items() if row.get(column) in texts), "")
            if twice:
                self.dropped[name, twice] += 1
                continue
            for column, texts in seen.items():
                texts.update({row[column]} if column in row else ())
            kept.append(row)
        return kept

    def _without_dangling(self) -> bool:
        ids = {name: {row["id"] for row in rows} for name, rows in self.tables.items()}
        changed = False
        for name, rows in self.tables.items():
            kept = []
            for row in rows:
                wrong = [
                    field.name
                    for field in TABLES[name].fields
                    if field.refers
                    and field.name in row
                    and row[field.name] not in ids.get(field.refers, set())
                ]
                left = {column: text for column, text in row.items() if column not in wrong}
                missing = next(
                    (one.name for one in TABLES[name].fields if one.required and one.name not in left), ""
                )
                changed = changed or bool(wrong or missing)
                if missing:
                    self.dropped[name, missing] += 1
                    continue
                for column in wrong:
                    self.blanked[name, column] += 1
                kept.append(left)
            self.tables[name] = kept
        return changed


def _holds(field: Field, text: str) -> bool:
    return is_kind(field.kind, text) and (not field.answers or text in field.answers)
