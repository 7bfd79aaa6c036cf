"""Kinds of document as the pages show them."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from clrisk_site.files.models import DocumentFormat
from clrisk_site.files.registry import DocumentKind
from clrisk_site.places.models import Territory


def make_kinds(kinds: Iterable[DocumentKind], territory: Territory) -> list[dict[str, Any]]:
    """Return each kind with its two addresses."""
    return [
        {
            "code": kind.code,
            "label": kind.label,
            "explanation": kind.explanation,
            "formats": [_format(kind, one, territory) for one in kind.formats],
            "print_url": kind.print_url(territory) if kind.print_url else "",
        }
        for kind in kinds
    ]


def _format(kind: DocumentKind, one: DocumentFormat, territory: Territory) -> dict[str, Any]:
    words = {
        DocumentFormat.PDF: gettext("Prepare the PDF"),
        DocumentFormat.DOCX: gettext("Prepare it for Word"),
        DocumentFormat.XLSX: gettext("Prepare it for Excel"),
        DocumentFormat.CSV: gettext("Prepare the CSV"),
    }
    return {
        "action": words[one],
        "url": reverse("document-prepare", args=[territory.path, kind.code, one.value]),
    }


def documents_lead(kinds: int, ready: int) -> str:
    """Say what can be made and what lies ready."""
    if not kinds:
        return gettext("There is no document that you may open here.")
    first = ngettext("%(count)s document can be made.", "%(count)s documents can be made.", kinds)
    if not ready:
        return f"{first % {'count': kinds}} {gettext('None lies ready yet.')}"
    second = ngettext("%(count)s lies ready.", "%(count)s lie ready.", ready)
    return f"{first % {'count': kinds}} {second % {'count': ready}}"
