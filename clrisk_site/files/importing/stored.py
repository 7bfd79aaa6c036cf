"""What is stored of a kind of file: its sets, and one set as the table that would import it again."""

from dataclasses import replace

from clrisk_site.catalogue.wording import render
from clrisk_site.files.importing.building import build_spec
from clrisk_site.files.models import ImportReceipt
from clrisk_site.files.registry import ImportKind, StoredSet, everything
from clrisk_site.people.models import User
from clrisk_site.places.index import make_index
from clrisk_site.places.models import Territory
from clrisk_site.tables.outgoing import OutgoingTable, make_outgoing
from clrisk_site.tables.spec import Context, ImportSpec, Kind


def stored_sets(kind: ImportKind, territory: Territory) -> tuple[StoredSet, ...]:
    """Return the sets of rows stored here, the newest first; one of everything where a kind has no sets.

    Where rows are not told apart by who published them, the newest import says it for all.
    """
    found = everything(None) if kind.stored_sets is None else tuple(kind.stored_sets(territory))
    if not kind.needs_source or all(one.source for one in found):
        return found
    newest = ImportReceipt.objects.filter(kind=kind.kind, territory=territory).exclude(source="").first()
    source = newest.source if newest else ""
    return tuple(one if one.source else replace(one, source=source) for one in found)


def stored_set(kind: ImportKind, territory: Territory, code: str) -> StoredSet | None:
    """Return the set of that code, if it is stored here."""
    return next((one for one in stored_sets(kind, territory) if one.code == code), None)


def stored_table(kind: ImportKind, territory: Territory, stored: StoredSet, *, by: User) -> OutgoingTable:
    """Return the rows of one set in the shape that their import takes, in the active language."""
    spec = build_spec(kind, territory)
    context = _context(spec, territory, stored, by)
    rows = spec.existing(context)
    if kind.handed_out is not None:
        rows = kind.handed_out(rows, territory, by)
    return make_outgoing(spec, rows, context, render)


def _context(spec: ImportSpec, territory: Territory, stored: StoredSet, by: User) -> Context:
    names_places = any(column.kind is Kind.TERRITORY for column in spec.columns)
    return Context(
        territory_path=territory.path,
        year=stored.year,
        source=stored.source,
        actor=by,
        known_territories=make_index(territory, stored.year) if names_places else None,
        extra={"facts": dict(stored.facts)},
    )
