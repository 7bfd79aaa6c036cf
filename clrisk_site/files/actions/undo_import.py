"""Puts back what an import replaced: all of it, or nothing while something rests on it."""

import pandas as pd
from django.db import transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils import timezone
from django.utils.translation import gettext

from clrisk_site.catalogue.wording import render
from clrisk_site.files.importing.building import build_spec
from clrisk_site.files.importing.standing import hold_imports
from clrisk_site.files.models import ImportJournal, ImportReceipt
from clrisk_site.files.queries.undoing import undoing_of
from clrisk_site.files.registry import imports
from clrisk_site.people import audit
from clrisk_site.people.models import User
from clrisk_site.tables.packed_frame import unpack_frame
from clrisk_site.tables.spec import BuiltUponError, Change, Context


class CannotUndoError(Exception):
    """The import stays; `reason` says why, in words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@transaction.atomic
def undo_import(*, receipt: ImportReceipt, by: User) -> ImportReceipt:
    """Remove the rows that an import created, and put those it changed or removed back as they were.

    Raises
    ------
    CannotUndoError
        When it was undone, is too old, has a later import over it, or something rests on its rows.
    """
    # The lock makes the second of two clicks wait, and then find that it is done.
    held = ImportReceipt.objects.select_for_update(of=("self",)).select_related("territory")
    receipt = held.get(pk=receipt.pk)
    if receipt.territory is not None:
        hold_imports(receipt.territory)
    found = undoing_of(receipt)
    if not found.is_possible:
        raise CannotUndoError(found.reason)
    try:
        with transaction.atomic():
            _put_back(receipt, by)
    except BuiltUponError as error:
        raise CannotUndoError(render(error.message)) from error
    except (ProtectedError, RestrictedError) as error:
        raise CannotUndoError(_in_use(error)) from error
    receipt.undone_at, receipt.undone_by = timezone.now(), by
    receipt.save(update_fields=["undone_at", "undone_by"])
    ImportJournal.objects.filter(receipt=receipt).delete()
    counts = {name: getattr(receipt, name) for name in ("kind", "file_name", "new", "changed", "removed")}
    audit.note(by=by, territory=receipt.territory, action="import.undo", subject=receipt, changes=counts)
    return receipt


def _put_back(receipt: ImportReceipt, by: User) -> None:
    kind, territory = imports.get(receipt.kind), receipt.territory
    if kind is None or territory is None:
        raise LookupError(receipt.kind)
    spec = build_spec(kind, territory)
    context = Context(
        territory_path=territory.path,
        year=receipt.year,
        source=receipt.source,
        actor=by,
        extra={"facts": receipt.facts, "imported_at": receipt.created_at},
        exact=True,
    )
    journal = ImportJournal.objects.get(receipt=receipt)
    before, removed = unpack_frame(journal.before), unpack_frame(journal.removed)
    # What holds the rows together, such as a release, must not go as empty between the two steps.
    if len(before) or len(removed):
        spec.write(Change(removed, before, 0, pd.DataFrame()), context)
    created = unpack_frame(journal.created)
    if len(created) and spec.remove is not None:
        spec.remove(created, context)


def _in_use(error: ProtectedError | RestrictedError) -> str:
    resting = error.protected_objects if isinstance(error, ProtectedError) else error.restricted_objects
    first = next(iter(resting), None)
    message = gettext("Something rests on its rows: %(what)s. Remove that first.")
    return message % {"what": f"{first._meta.verbose_name} «{first}»" if first is not None else "—"}
