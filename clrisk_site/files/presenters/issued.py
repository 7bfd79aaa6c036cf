"""The print log as the pages show it."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.moments import moment_words
from clrisk_site.catalogue.quantities import grouped
from clrisk_site.files.documents.imprint_words import fingerprint_words, language_name
from clrisk_site.files.models import IssuedDocument
from clrisk_site.files.presenters.sizes import size_words
from clrisk_site.people.models import AuditEntry
from clrisk_site.places.models import Territory


def log_views(territory: Territory, *, lists: bool) -> list[dict[str, Any]]:
    """Return the two halves of the log for components/segments.html."""
    address = reverse("issued-documents", args=[territory.path])
    return [
        {"label": gettext("Papers"), "url": address, "current": not lists},
        {"label": gettext("Lists taken as a table"), "url": f"{address}?show=lists", "current": lists},
    ]


def issued_lead(total: int, asked: str, prints: int, *, lists: bool = False) -> str:
    """Say how many papers or lists were made, or what the search found."""
    if asked:
        if not total and prints:
            return gettext("No file made here carries it, but a page that was opened to be printed does.")
        if not total:
            return gettext("No document made here carries it. Compare each digit with the paper.")
        text = ngettext(
            "%(count)s document made here carries it.", "%(count)s documents made here carry it.", total
        )
        return text % {"count": grouped(total)}
    if lists:
        text = ngettext(
            "%(count)s list was taken from here as a table.",
            "%(count)s lists were taken from here as tables.",
            total,
        )
        return (
            text % {"count": grouped(total)} if total else gettext("No list was taken from here as a table.")
        )
    if not total:
        return gettext("No document has been made here yet.")
    text = ngettext(
        "%(count)s document has been made here.", "%(count)s documents have been made here.", total
    )
    return text % {"count": grouped(total)}


def make_prints(entries: Iterable[AuditEntry]) -> list[dict[str, str]]:
    """Return who opened a page to print it, for components/dates.html."""
    return [
        {
            "day": moment_words(entry.at),
            "title": str(entry.by or ""),
            "note": str(entry.changes.get("file", "")),
        }
        for entry in entries
    ]


def issued_table(rows: Iterable[IssuedDocument]) -> dict[str, Any]:
    """Return what components/table.html needs."""
    labels = (
        gettext("Number"),
        gettext("Document"),
        gettext("Made on"),
        gettext("Made by"),
        gettext("Version"),
        gettext("Fingerprint"),
    )
    return {
        "caption": gettext("Documents made here"),
        "holds": gettext("Their number and the first eight digits of the fingerprint stand on each."),
        "columns": [{"label": label} for label in labels],
        "rows": [
            {"cells": [{**cell, "label": label} for cell, label in zip(_cells(row), labels, strict=True)]}
            for row in rows
        ],
    }


def _cells(row: IssuedDocument) -> list[dict[str, str]]:
    told = (row.get_format_display(), language_name(row.language), size_words(row.size_bytes))
    return [
        {"text": str(row.number)},
        {"text": row.title or row.kind, "small": " · ".join(str(one) for one in told)},
        {"text": moment_words(row.issued_at)},
        {"text": str(row.issued_by) if row.issued_by else gettext("from the command line")},
        {"text": row.version or "–"},
        {"text": fingerprint_words(row.fingerprint) or "–"},
    ]
