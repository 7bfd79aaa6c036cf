"""Keeps what an import replaced, for as long as it may be undone."""

import datetime as dt

import pandas as pd
from django.utils import timezone

from clrisk_site.files.models import ImportJournal, ImportReceipt
from clrisk_site.tables.packed_frame import pack_frame
from clrisk_site.tables.spec import Change, ImportSpec

DAYS = 30
BEFORE = "before:"
"""Begins the names of columns in which a check keeps what writing replaces in another table."""


def keep_journal(*, receipt: ImportReceipt, spec: ImportSpec, change: Change, removed: pd.DataFrame) -> None:
    """Store the other half of a receipt: the keys of new rows, and the changed and removed rows as stored."""
    kept = [name for name in change.new if name in spec.key or str(name).startswith(BEFORE)]
    before = change.before if change.before is not None else pd.DataFrame()
    ImportJournal.objects.create(
        receipt=receipt,
        created=pack_frame(change.new[kept]),
        before=pack_frame(before),
        removed=pack_frame(removed),
    )


def forget_journals() -> int:
    """Forget what can no longer be undone; the receipts stay."""
    limit = timezone.now() - dt.timedelta(days=DAYS)
    forgotten, _by_model = ImportJournal.objects.filter(receipt__created_at__lt=limit).delete()
    return forgotten
