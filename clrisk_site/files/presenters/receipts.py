"""Receipts of imports as tables and lists."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.moments import moment_words
from clrisk_site.catalogue.quantities import grouped
from clrisk_site.files.models import ImportReceipt
from clrisk_site.files.models.receipt import ON_MAP
from clrisk_site.files.presenters.counting import counted_of, counted_words, removed_words, saved_words
from clrisk_site.files.registry import imports
from clrisk_site.tables.counted import ROWS, CountedAs


def kind_label(kind: str) -> str:
    found = imports.get(kind)
    return str(found.label) if found else kind


def who(receipt: ImportReceipt) -> str:
    return str(receipt.created_by) if receipt.created_by else gettext("the owner of the server")


def when(receipt: ImportReceipt) -> str:
    return moment_words(receipt.created_at)


def receipts_lead(count: int, newest: ImportReceipt | None) -> str:
    """Say in one sentence what was imported so far."""
    if newest is None:
        return gettext("Nothing was imported here yet.")
    files = ngettext("%(count)s file was imported here.", "%(count)s files were imported here.", count)
    last = gettext("The newest is of %(when)s.")
    return f"{files % {'count': count}} {last % {'when': when(newest)}}"


def make_receipt_table(receipts: Iterable[ImportReceipt], path: str) -> dict[str, Any]:
    """Return the table of past imports."""
    labels = [gettext("File"), gettext("Kind"), gettext("Saved"), gettext("When"), gettext("By")]
    rows = [
        {
            "cells": [
                {"text": receipt.file_name, "url": reverse("receipt", args=[path, receipt.pk])},
                {"text": kind_label(receipt.kind), "label": labels[1]},
                {"text": _saved(receipt), "label": labels[2], "number": True},
                {"text": when(receipt), "label": labels[3]},
                {"text": who(receipt), "label": labels[4]},
            ]
        }
        for receipt in receipts
    ]
    columns = [{"label": label, "number": number == 2} for number, label in enumerate(labels)]
    return {"caption": gettext("Imports so far"), "columns": columns, "rows": rows}


def _saved(receipt: ImportReceipt) -> str:
    return counted_words(counted_of(receipt.kind), receipt.new + receipt.changed)


def make_receipt(receipt: ImportReceipt, labels: Mapping[str, str]) -> dict[str, Any]:
    """Return everything one receipt tells; `labels` names the fields in words."""
    saved = receipt.new + receipt.changed
    counted = counted_of(receipt.kind)
    lead = saved_words(counted, saved)
    if receipt.removed and not saved:
        lead = removed_words(counted, receipt.removed)
    summary = [
        {"label": gettext("File"), "value": receipt.file_name},
        {"label": gettext("Kind"), "value": kind_label(receipt.kind)},
        {"label": gettext("Source"), "value": receipt.source or gettext("not said")},
        {"label": gettext("Year of the data"), "value": receipt.year or gettext("not said")},
        {"label": gettext("When"), "value": when(receipt)},
        {"label": gettext("By"), "value": who(receipt)},
        {
            "label": gettext("Fingerprint of the file"),
            "value": receipt.sha256[:16],
            "small": gettext("SHA-256, first 16 characters"),
        },
    ]
    return {
        "heading": gettext("Receipt of an import"),
        "lead": f"{lead} {gettext('The file itself was removed.')}",
        "summary": summary,
        "counts": _counts(receipt, counted),
        "columns": [
            {"label": header, "value": labels.get(field, field)} for header, field in receipt.mapping.items()
        ],
        "answers": [{"label": code, "value": answer} for code, answer in receipt.answers.items()],
        "warnings": [one for one in receipt.warnings if isinstance(one, str)],
        "on_map": [one[ON_MAP] for one in receipt.warnings if not isinstance(one, str)],
        "receipt": receipt,
    }


def _counts(receipt: ImportReceipt, counted: CountedAs) -> list[dict[str, str]]:
    """Return the counts, each in its unit: what is stored in that of the kind, the file in rows."""
    told = [
        (gettext("New"), receipt.new, counted),
        (gettext("Changed"), receipt.changed, counted),
        (gettext("The same as before"), receipt.same, counted),
        (gettext("Refused, not saved"), receipt.refused, ROWS),
    ]
    read = receipt.rows if receipt.file_rows is None and not counted.unfolds else receipt.file_rows
    if read is not None:
        told.insert(0, (gettext("Rows read"), read, ROWS))
    repeated = receipt.rows - receipt.new - receipt.changed - receipt.same
    repeated -= 0 if counted.unfolds else receipt.refused
    if repeated > 0:
        told.append((gettext("Repeated, taken once"), repeated, counted))
    if receipt.removed:
        told.append((gettext("Removed, because not in the file"), receipt.removed, counted))
    return [
        {"label": label, "value": counted_words(unit, number) if counted.unfolds else grouped(number)}
        for label, number, unit in told
    ]
