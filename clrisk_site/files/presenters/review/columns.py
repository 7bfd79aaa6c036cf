"""Which column became which field, how, and what was read in it first."""

from typing import TypedDict

from django.utils.translation import gettext

from clrisk_site.catalogue.wording import render
from clrisk_site.files.importing.previewing import Understood
from clrisk_site.tables.matching.columns import How
from clrisk_site.tables.outgoing import answers_in
from clrisk_site.tables.preview_result import Preview
from clrisk_site.tables.spec import ImportSpec, Kind

MOST_MATCHES = 15


class UsedColumn(TypedDict):
    """A column of the file that is used."""

    header: str
    field: str
    how: str
    first: str


class PlaceFound(TypedDict):
    """A place that was found by its name alone."""

    written: str
    title: str
    rows: int


def label_of(spec: ImportSpec, field: str) -> str:
    """Return what people call a field."""
    column = spec.column(field)
    if column is None:
        return render(spec.words[field]) if field in spec.words else field
    if spec.open_columns and ":" in field:
        code = field.partition(":")[2]
        spellings = spec.open_columns.known.get(code, ())
        return spellings[0] if spellings else code if spec.open_columns.free else field
    return render(column.label)


def spelled(spec: ImportSpec, field: str, code: str) -> str:
    """Return a choice as people write it, any other text as it is."""
    column = spec.column(field)
    spellings = column.choices.get(code, ()) if column else ()
    return spellings[0] if spellings else code


def cell_words(spec: ImportSpec, field: str, text: str) -> str:
    """Return a cell that was read as people write it; of a shape only that it is there."""
    column = spec.column(field)
    if text and column is not None and column.kind is Kind.GEOMETRY:
        return gettext("with a shape")
    if column is not None and column.kind is Kind.YES_NO_UNKNOWN:
        return answers_in(render).get(text, text)
    return spelled(spec, field, text)


def columns_of(understood: Understood) -> tuple[UsedColumn, ...]:
    """Return the columns in use, in the order of the file."""
    how = {
        How.SAME: gettext("the same name"),
        How.SUGGESTED: gettext("suggested"),
        How.CHOSEN: gettext("chosen by you"),
        How.REMEMBERED: gettext("as last time"),
        How.TAG: gettext("by its hashtag"),
        How.ALIKE: gettext("written alike"),
        How.CELLS: gettext("by its values"),
    }
    spec, first = understood.spec, _first_values(understood.spec, understood.preview)
    return tuple(
        {
            "header": match.header,
            "field": label_of(spec, match.field),
            "how": how.get(match.how, ""),
            "first": first.get(match.field, ""),
        }
        for match in understood.matches.columns
        if match.field
    )


def _first_values(spec: ImportSpec, preview: Preview) -> dict[str, str]:
    """Return the first value that was read in each field."""
    found: dict[str, str] = {}
    for row in preview.first_rows:
        for field, cell in zip(preview.shown_fields, row.cells, strict=True):
            if cell.text:
                found.setdefault(field, cell_words(spec, field, cell.text))
    return found


def places_of(preview: Preview, most: int = MOST_MATCHES) -> tuple[PlaceFound, ...]:
    """Return the first places that were found by name."""
    return tuple(
        {"written": match.value, "title": match.name, "rows": match.rows}
        for match in preview.name_matches[:most]
    )
