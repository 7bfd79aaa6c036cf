"""The words about undoing an import: what would happen, until when, or why not."""

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.moments import moment_words
from clrisk_site.files.models import ImportReceipt
from clrisk_site.files.presenters.counting import counted_of, counted_words
from clrisk_site.files.queries.undoing import Undoing


def undo_facts(receipt: ImportReceipt, found: Undoing, *, may_undo: bool) -> dict[str, Any]:
    """Return what the receipt says about undoing: a state when it was undone, a way while it can be."""
    if receipt.undone_at:
        who = receipt.undone_by or gettext("the owner of the server")
        words = gettext("This import was undone: %(who)s, %(when)s. Its rows are as they were before.")
        return {"undone": words % {"who": who, "when": moment_words(receipt.undone_at)}}
    touched = receipt.new + receipt.changed + receipt.removed
    if not may_undo or not touched:
        return {}
    if not found.is_possible:
        return {"undo_note": found.reason}
    note = gettext("It can be undone until %(day)s, while nothing rests on its rows.")
    return {
        "undo_note": note % {"day": date_format(found.until)},
        "undo_url": reverse("receipt-undo", args=[receipt.territory.path, receipt.pk])
        if receipt.territory
        else "",
    }


def make_undo_page(receipt: ImportReceipt, reason: str) -> dict[str, Any]:
    """Return the page that asks before an import is undone."""
    path = receipt.territory.path if receipt.territory else ""
    return {
        "heading": gettext("Undo the import of «%(file)s»?") % {"file": receipt.file_name},
        "lead": reason or gettext("The stored data become again what they were before this import."),
        "reason": reason,
        "consequences": [] if reason else consequences(receipt),
        "receipt": receipt,
        "back_url": reverse("receipt", args=[path, receipt.pk]),
    }


def consequences(receipt: ImportReceipt) -> list[str]:
    """Say with numbers what undoing would do."""
    counted = counted_of(receipt.kind)
    told = (
        (
            receipt.new,
            ngettext(
                "%(what)s that it added is removed.", "%(what)s that it added are removed.", receipt.new
            ),
        ),
        (
            receipt.changed,
            ngettext(
                "%(what)s that it changed is again as before.",
                "%(what)s that it changed are again as before.",
                receipt.changed,
            ),
        ),
        (
            receipt.removed,
            ngettext(
                "%(what)s that it removed comes back.",
                "%(what)s that it removed come back.",
                receipt.removed,
            ),
        ),
    )
    return [words % {"what": counted_words(counted, count)} for count, words in told if count]
