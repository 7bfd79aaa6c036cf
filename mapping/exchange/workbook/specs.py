"""Each sheet as a kind of import: how its columns are read, and held against the stored rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from clrisk_site.catalogue.wording import render
from clrisk_site.files.importing.speaking import spoken
from clrisk_site.places.models import Territory
from clrisk_site.tables.outgoing import OutgoingTable, make_outgoing
from clrisk_site.tables.preview import prepare
from clrisk_site.tables.preview_result import Preview
from clrisk_site.tables.problem_column import is_problem_header
from clrisk_site.tables.raw import RawTable
from clrisk_site.tables.spec import Change, Checked, Column, Context, ImportSpec, Kind
from clrisk_site.tables.wording import plain
from mapping.exchange.workbook.checking import SheetCheck
from mapping.exchange.workbook.references import References
from mapping.exchange.workbook.sheets import KEY, KEY_LABEL, SHEETS, Sheet, column_of
from mapping.exchange.workbook.stored import OWNER, factor_spellings, stored_frames
from mapping.imports.rights import Rights


@dataclass
class Compared:
    """One sheet of a file held against what is stored."""

    sheet: Sheet
    spec: ImportSpec
    table: RawTable | None
    preview: Preview
    stored: pd.DataFrame
    references: References


@dataclass
class Workbook:
    """A workbook as it was read: `tables` by the code of their sheet, None for a sheet without rows."""

    territory: Territory
    actor: object
    tables: Mapping[str, RawTable | None]
    frames: dict[str, pd.DataFrame] = field(default_factory=dict)

    def compare(self) -> list[Compared]:
        """Read each sheet against the stored rows. A sheet that is not in the file says nothing."""
        self.frames = stored_frames(self.territory)
        rights = Rights(self.territory, self.actor)
        references = References(self.frames)
        factors = factor_spellings()
        found = []
        for sheet in SHEETS:
            if sheet.code not in self.tables:
                continue
            stored = self.frames[sheet.code]
            check = SheetCheck(sheet, stored, self.territory, rights, references)
            check.is_whole = not _is_to_mend(self.tables[sheet.code])
            spec = spec_of(sheet, factors, check)
            table = self.tables[sheet.code]
            preview = self._prepare(spec, table, check)
            if preview.change is not None:
                references.add(sheet.code, pd.concat([preview.change.new, preview.change.changed]))
            found.append(Compared(sheet, spec, table, preview, stored, references))
        return found

    def _prepare(self, spec: ImportSpec, table: RawTable | None, check: SheetCheck) -> Preview:
        context = Context(territory_path=self.territory.path, actor=self.actor)
        if table is None:
            check.note_no_rows()
            gone = spec.existing(context)
            change = Change(gone.iloc[:0], gone.iloc[:0], 0, gone)
            return Preview(0, 0, 0, 0, 0, 0, 0, len(gone), change=change)
        return prepare(spec, table, _columns_in(spec, table), context)


def spec_of(
    sheet: Sheet, factors: Mapping[str, tuple[str, ...]], check: SheetCheck | None = None
) -> ImportSpec:
    """Return how a sheet is read and written; without a check, only how it goes out."""
    columns = tuple(column_of(sheet, name, label, factors) for name, label in sheet.columns)
    spec = ImportSpec(
        kind=f"mapping-{sheet.code}",
        label=sheet.label,
        columns=(Column(KEY, KEY_LABEL, Kind.TEXT), *columns),
        key=(KEY,),
        existing=lambda _context: check.existing() if check is not None else pd.DataFrame(),
        write=lambda _change, _context: None,
        remove=lambda _rows, _context: None,
        check=(lambda frame, _context: check.run(frame)) if check is not None else _as_it_is,
    )
    return spoken(spec)


def outgoing(
    sheet: Sheet, frames: Mapping[str, pd.DataFrame], factors: Mapping[str, tuple[str, ...]]
) -> OutgoingTable:
    """Return the stored rows of a sheet in the words of the active language."""
    return make_outgoing(spec_of(sheet, factors), frames[sheet.code].drop(columns=OWNER), Context(), render)


def _as_it_is(frame: pd.DataFrame, _context: Context) -> Checked:
    return Checked(frame)


def _is_to_mend(table: RawTable | None) -> bool:
    """Say whether a sheet holds the refused rows only: it came with the column of what is wrong."""
    return table is not None and any(map(is_problem_header, table.headers))


def _columns_in(spec: ImportSpec, table: RawTable) -> dict[str, str]:
    """Return header to field: a column is known by its label in any language of the site."""
    known = {
        plain(text): column.name for column in spec.columns for text in (*column.synonyms, column.name)[::-1]
    }
    found: dict[str, str] = {}
    for header in table.headers:
        name = known.get(plain(header), "")
        if name and name not in found.values():
            found[header] = name
    return found
