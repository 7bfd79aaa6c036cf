"""The columns of a file in three groups, as the page "What does each column hold?" shows them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.files.forms.columns import ColumnsForm, missing_fields
from clrisk_site.tables.matching.columns import ColumnMatch, How
from clrisk_site.tables.raw import SEPARATOR, RawTable

EXAMPLES = 3
UNSURE = (How.ALIKE, How.CELLS, How.IDENTIFIES)
_SAMPLE_BYTES = 4_000
_LONGEST_EXAMPLE = 40

_HOW = {
    How.SAME: _("the same name"),
    How.TAG: _("by its hashtag"),
    How.SUGGESTED: _("suggested"),
    How.ALIKE: _("written alike"),
    How.CELLS: _("by its values"),
    How.REMEMBERED: _("as last time"),
    How.CHOSEN: _("chosen by you"),
    How.IGNORED: _("never read"),
    How.IDENTIFIES: _("looks like a code or a row number"),
}


@dataclass(frozen=True)
class ColumnRow:
    """One column of the file, with its choice and the values to know it by."""

    field: Any
    header: str
    examples: tuple[str, ...]
    how: str


@dataclass(frozen=True)
class ColumnGroup:
    """Columns under one heading; `folded` where they are many and nothing has to be done."""

    title: str
    words: str
    rows: tuple[ColumnRow, ...]
    folded: bool = False


def columns_page(form: ColumnsForm, table: RawTable) -> dict[str, Any]:
    """Return the lead and the groups of columns for the template."""
    found = {match.field: match.header for match in form.matches if match.field}
    incomplete = bool(missing_fields(form.matcher.spec, found))
    return {
        "lead": columns_lead(form.matches, incomplete=incomplete),
        "groups": group_columns(form.matches, form.columns, table, incomplete=incomplete),
    }


def how_words(how: How) -> str:
    """Say how a column was matched."""
    return str(_HOW.get(how, ""))


def group_columns(
    matches: Sequence[ColumnMatch], fields: Sequence[Any], table: RawTable, *, incomplete: bool
) -> list[ColumnGroup]:
    """Return the columns that need a decision, those recognised and those not used, where there are any.

    Parameters
    ----------
    fields : sequence of bound fields
        The choice of each column, in the order of the table.
    incomplete : bool
        A column that the import needs was not found: one of the unused may be it.
    """
    repeated = _repeated(matches)
    asked: list[ColumnRow] = []
    known: list[ColumnRow] = []
    unused: list[ColumnRow] = []
    for number, (match, field) in enumerate(zip(matches, fields, strict=True)):
        row = ColumnRow(field, match.header, _examples(table, number), how_words(match.how))
        open_one = incomplete and match.how is How.NONE
        if field.errors or match.how in UNSURE or match.header in repeated or open_one:
            asked.append(row)
        else:
            (known if match.field else unused).append(row)
    groups = [
        ColumnGroup(gettext("Needs your decision"), _asked_words(incomplete=incomplete), tuple(asked)),
        ColumnGroup(gettext("Recognised"), gettext("Change what is not right."), tuple(known)),
        ColumnGroup(
            gettext("Not used"), gettext("What is not used is not saved."), tuple(unused), folded=True
        ),
    ]
    return [group for group in groups if group.rows]


def columns_lead(matches: Sequence[ColumnMatch], *, incomplete: bool) -> str:
    """Say how many columns were recognised, and whether something is missing."""
    used = sum(bool(match.field) for match in matches)
    unused = len(matches) - used
    known = ngettext("%(count)s column was recognised.", "%(count)s columns were recognised.", used)
    rest = ngettext("%(count)s is not used.", "%(count)s are not used.", unused)
    parts = [known % {"count": used}, rest % {"count": unused}]
    if incomplete:
        parts.append(gettext("A column that is needed was not found."))
    return " ".join(parts)


def _asked_words(*, incomplete: bool) -> str:
    if incomplete:
        return gettext("One of these may be the column that is needed.")
    return gettext("The match is not certain.")


def _repeated(matches: Iterable[ColumnMatch]) -> set[str]:
    counted = Counter(match.header for match in matches if match.field)
    return {header for header, count in counted.items() if count > 1}


def _examples(table: RawTable, column: int) -> tuple[str, ...]:
    """Return the first distinct values of a column."""
    if column == table.geometry_column:
        return (gettext("with a shape"),)
    head = table.packed[column][:_SAMPLE_BYTES].decode(errors="ignore").split(SEPARATOR)
    found = dict.fromkeys(cell.strip() for cell in head if cell.strip())
    return tuple(_short(cell) for cell in list(found)[:EXAMPLES])


def _short(cell: str) -> str:
    return cell if len(cell) <= _LONGEST_EXAMPLE else f"{cell[: _LONGEST_EXAMPLE - 1]}…"
