"""Reads the file of an order and says what saving it would do. Nothing is written here."""

from dataclasses import dataclass

from clrisk_site.files.importing.building import build_spec
from clrisk_site.files.importing.order import ImportOrder, context_of
from clrisk_site.places.index import make_index
from clrisk_site.tables.guard import read_guarded, read_head
from clrisk_site.tables.limits import TRUSTED
from clrisk_site.tables.matching.columns import ColumnMatches, match_columns
from clrisk_site.tables.preview import prepare
from clrisk_site.tables.preview_result import Preview
from clrisk_site.tables.raw import RawTable
from clrisk_site.tables.spec import Context, ImportSpec, Kind, Refusal


@dataclass(frozen=True)
class Understood:
    """A file that could be read: its table, how its columns were matched, and what saving would do."""

    order: ImportOrder
    spec: ImportSpec
    context: Context
    table: RawTable
    matches: ColumnMatches
    preview: Preview


def read_table(order: ImportOrder, spec: ImportSpec) -> RawTable | Refusal:
    """Read the file in the guarded process; trusted files of the command line have larger limits."""
    limits = TRUSTED if order.trusted else spec.limits
    return read_guarded(order.path, limits, name=order.file_name, **order.choices)


def read_table_head(order: ImportOrder, spec: ImportSpec) -> RawTable | Refusal:
    """Read the file in the guarded process and keep its first rows, to show and match them."""
    limits = TRUSTED if order.trusted else spec.limits
    return read_head(order.path, limits, name=order.file_name, **order.choices)


def understand(order: ImportOrder) -> Understood | Refusal:
    """Read, match, parse, check and compare; or say why the file cannot be read."""
    spec = build_spec(order.kind, order.territory)
    table = read_table(order, spec)
    if isinstance(table, Refusal):
        return table
    matches = match_columns(spec, table.headers, order.columns)
    context = make_context(order, spec)
    return Understood(order, spec, context, table, matches, prepare(spec, table, matches, context))


def may_be_saved(preview: Preview) -> bool:
    """Whether saving would store anything: nothing is open, the file is sound, some row is new or changed."""
    sound = not preview.questions and all(problem.row is not None for problem in preview.errors)
    return sound and preview.change is not None and preview.new + preview.changed > 0


def make_context(order: ImportOrder, spec: ImportSpec) -> Context:
    """Return the context, with the territories to look up when the spec names any."""
    names_places = any(column.kind is Kind.TERRITORY for column in spec.columns)
    return context_of(order, make_index(order.territory, order.year) if names_places else None)
