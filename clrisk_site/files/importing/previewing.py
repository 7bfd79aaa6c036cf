"""Reads the file of an order and says what saving it would do. Nothing is written here."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import partial

from clrisk_site.files.importing.building import build_spec
from clrisk_site.files.importing.facts import facts_of
from clrisk_site.files.importing.matching import Matcher
from clrisk_site.files.importing.order import ImportOrder, context_of
from clrisk_site.files.importing.standing import Standing, standing_of
from clrisk_site.files.importing.turns import turn
from clrisk_site.files.queries.remembered_columns import remembered
from clrisk_site.places.home import home_box
from clrisk_site.places.index import make_index
from clrisk_site.tables.guard import read_guarded, read_head
from clrisk_site.tables.limits import TRUSTED
from clrisk_site.tables.matching.columns import ColumnMatches
from clrisk_site.tables.matching.leaving import headers_wanted, left_behind
from clrisk_site.tables.preview import prepare
from clrisk_site.tables.preview_result import Preview
from clrisk_site.tables.raw import RawTable
from clrisk_site.tables.sentences import PERSONS
from clrisk_site.tables.spec import Context, ImportSpec, Kind, Refusal

MOST_READINGS = 3
"""With what a column holds at hand another proposal may follow, but not for ever."""


@dataclass(frozen=True)
class Understood:
    """A file that could be read: its table, how its columns were matched, and what saving would do.

    `standing` is what the imports of the kind stood at before the rows were compared with the stored ones.
    """

    order: ImportOrder
    spec: ImportSpec
    context: Context
    table: RawTable
    matches: ColumnMatches
    preview: Preview
    standing: Standing


def read_table(order: ImportOrder, spec: ImportSpec) -> RawTable | Refusal:
    """Read the file in the guarded process; trusted files of the command line have larger limits.

    Raises
    ------
    TurnTakenError
        When other files of the same place are being read for too long.
    """
    return _read(read_guarded, order, spec)


def read_table_head(order: ImportOrder, spec: ImportSpec, *, all_sheets: bool = False) -> RawTable | Refusal:
    """Read the file in the guarded process and keep its first rows, to show and match them.

    Parameters
    ----------
    all_sheets : bool
        Refuse it too when any other sheet is a list of persons: asked once, before the file is kept.
    """
    return _read(partial(read_head, all_sheets=all_sheets), order, spec)


def _read(
    read: Callable[..., RawTable | Refusal], order: ImportOrder, spec: ImportSpec
) -> RawTable | Refusal:
    """Read the file; of a register, read it again while a column is used that did not leave the process.

    Which columns are proposed is known only once the headers are: those are columns to read as well.
    """
    leaving = headers_wanted(spec, _given_a_field(order))
    with nullcontext() if order.trusted else turn(order.territory):
        table = _read_once(read, order, spec, leaving)
        for _round in range(MOST_READINGS - 1):
            if leaving is None or isinstance(table, Refusal):
                break
            used = Matcher(order, spec, table).match(order.columns).mapping
            missed = left_behind(used, leaving)
            if not missed:
                break
            leaving = (*leaving, *missed)
            table = _read_once(read, order, spec, leaving)
        return table


def _read_once(
    read: Callable[..., RawTable | Refusal],
    order: ImportOrder,
    spec: ImportSpec,
    leaving: tuple[str, ...] | None,
) -> RawTable | Refusal:
    return read(
        order.path,
        TRUSTED if order.trusted else spec.limits,
        name=order.file_name,
        wanted_sheets=order.wanted_sheets,
        home=home_box(order.territory),
        leaving=leaving,
        **order.choices,
    )


def _given_a_field(order: ImportOrder) -> list[str]:
    """Return the headers that a person gave a field, for this file or for one of its kind before."""
    said = {**remembered(order.territory, order.kind.kind), **order.columns}
    return [header for header, field in said.items() if field]


def look_at_sheet(order: ImportOrder, spec: ImportSpec) -> tuple[RawTable | Refusal, Refusal | None]:
    """Return the head of the sheet as a person wants it read.

    When it cannot be read so, the sheet as found is returned with the reason, so that the rest of what they
    chose need not be chosen again; not so where the reason is that it lists persons.
    """
    table = read_table_head(order, spec)
    if isinstance(table, RawTable) or not order.reading or table.code == PERSONS:
        return table, None
    found = read_table_head(replace(order, reading={"sheet": order.sheet}), spec)
    if isinstance(found, Refusal) and order.sheet:
        found = read_table_head(replace(order, reading={}), spec)
    return found, table


def understand(order: ImportOrder, *, once_read: Callable[[], object] = lambda: None) -> Understood | Refusal:
    """Read, match, parse, check and compare; or say why the file cannot be read.

    Parameters
    ----------
    once_read : callable
        Called between reading and comparing, so that a job can tell where it is.
    """
    spec = build_spec(order.kind, order.territory)
    table = read_table(order, spec)
    if isinstance(table, Refusal):
        return table
    once_read()
    standing = standing_of(order.kind.kind, order.territory)
    order = replace(order, facts=facts_of(order.kind.facts, order.facts, table))
    matches = Matcher(order, spec, table).match(order.columns)
    context = make_context(order, spec)
    preview = prepare(spec, table, matches, context, removes_gone=order.removes_gone)
    return Understood(order, spec, context, table, matches, preview, standing)


def may_be_saved(preview: Preview) -> bool:
    """Whether saving would change anything: nothing is open, the file is sound, some row is new, changed or
    goes."""
    sound = not preview.questions and all(problem.row is not None for problem in preview.errors)
    return sound and preview.change is not None and preview.new + preview.changed + preview.removed > 0


def make_context(order: ImportOrder, spec: ImportSpec) -> Context:
    """Return the context, with the territories to look up when the spec names any."""
    names_places = any(column.kind is Kind.TERRITORY for column in spec.columns)
    return context_of(order, make_index(order.territory, order.year) if names_places else None)
