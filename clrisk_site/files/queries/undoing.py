"""Whether an import may still be undone, and what undoing would do."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext

from clrisk_site.catalogue.moments import moment_words
from clrisk_site.files.actions.keep_journal import DAYS
from clrisk_site.files.importing.building import build_spec
from clrisk_site.files.importing.standing import overlapping
from clrisk_site.files.models import ImportJournal, ImportReceipt
from clrisk_site.files.registry import imports
from clrisk_site.tables.comparing import make_keys
from clrisk_site.tables.packed_frame import unpack_frame


@dataclass(frozen=True, slots=True)
class Undoing:
    """What undoing would do, or in `reason` why it cannot be done; `until` is the last day."""

    reason: str
    until: dt.date

    @property
    def is_possible(self) -> bool:
        return not self.reason


def undoing_of(receipt: ImportReceipt) -> Undoing:
    """Look at what is known without touching the rows; the rows themselves may still object."""
    until = timezone.localtime(receipt.created_at).date() + dt.timedelta(days=DAYS)
    return Undoing(_reason(receipt), until)


def _reason(receipt: ImportReceipt) -> str:
    if receipt.undone_at:
        return gettext("It was undone already.")
    kind = imports.get(receipt.kind)
    if kind is None or receipt.territory is None:
        return gettext("Files of this kind are no longer imported here.")
    old = receipt.created_at < timezone.now() - dt.timedelta(days=DAYS)
    if old or not ImportJournal.objects.filter(receipt=receipt).exists():
        return gettext("An import can be undone for %(days)s days; that time is over.") % {"days": DAYS}
    if receipt.new and build_spec(kind, receipt.territory).remove is None:
        return gettext("Rows of this kind cannot be removed, so what is new stays.")
    later = later_import(receipt)
    if later is not None:
        message = gettext("«%(file)s» was imported over it (%(when)s). Undo that import first.")
        return message % {"file": later.file_name, "when": moment_words(later.created_at)}
    return ""


def later_import(receipt: ImportReceipt) -> ImportReceipt | None:
    """Return the newest later import of the same kind into the same territory, one above or one below.

    Where rows stand alone, only one that shares a row: another register, or areas of another level, do not.
    """
    territory = receipt.territory
    if territory is None:
        return None
    later = ImportReceipt.objects.filter(overlapping(territory), kind=receipt.kind, pk__gt=receipt.pk)
    over = later.filter(undone_at__isnull=True).exclude(new=0, changed=0, removed=0).order_by("-pk")
    kind = imports.get(receipt.kind)
    if kind is None or not kind.rows_stand_alone:
        return over.first()
    key = build_spec(kind, territory).key
    own = _keys_of(receipt, key)
    return next((one for one in over if _shares_rows(one, own, key)), None)


def _shares_rows(later: ImportReceipt, own: frozenset[str] | None, key: Sequence[str]) -> bool:
    """Whether a later import may have touched the same rows; it may where its journal is gone."""
    keys = _keys_of(later, key)
    return own is None or keys is None or not own.isdisjoint(keys)


def _keys_of(receipt: ImportReceipt, key: Sequence[str]) -> frozenset[str] | None:
    """Return what names the rows that an import created, changed or removed; None where nobody knows."""
    journal = ImportJournal.objects.filter(receipt=receipt).first()
    if journal is None:
        return None
    frames = (unpack_frame(packed) for packed in (journal.created, journal.before, journal.removed))
    return frozenset(text for frame in frames if len(frame) for text in make_keys(frame, key))
