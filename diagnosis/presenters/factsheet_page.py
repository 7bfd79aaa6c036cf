"""The page of factsheets: what can be made of a place, in which version and format."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import grouped
from clrisk_site.files.models import DocumentFormat
from clrisk_site.files.registry import DocumentKind
from clrisk_site.places.models import Territory
from diagnosis.models import Zone


def factsheets_lead(territory: Territory, *, zones: int, stale: int, municipalities: int) -> str:
    """Say what can be made here, and whether any number in it is stale."""
    if not territory.level.is_municipal:
        if not municipalities:
            return gettext("%(name)s has a factsheet of one page. No municipality is stored below it.") % {
                "name": territory.name
            }
        return ngettext(
            "%(name)s has a factsheet of one page, and so has %(count)s municipality below it.",
            "%(name)s has a factsheet of one page, and so have %(count)s municipalities below it.",
            municipalities,
        ) % {"name": territory.name, "count": grouped(municipalities)}
    words = {"name": territory.name, "count": zones}
    if not zones:
        said = gettext("%(name)s has a factsheet of one page. Zones get theirs once they are drawn.") % words
    else:
        said = (
            ngettext(
                "%(name)s has a factsheet of one page, and so has %(count)s zone.",
                "%(name)s has a factsheet of one page, and so have %(count)s zones.",
                zones,
            )
            % words
        )
    if not stale:
        return said
    warning = ngettext(
        "%(count)s number in them is stale.", "%(count)s numbers in them are stale.", stale
    ) % {"count": stale}
    return f"{said} {warning}"


def section(
    code: str, title: str, explanation: str, kinds: Sequence[DocumentKind], territory: Territory
) -> dict[str, Any]:
    """Make one section: a document in its working and its public version.

    Parameters
    ----------
    code : str
        Names the section in the ids of its fields.
    """
    return {
        "code": code,
        "title": title,
        "explanation": explanation,
        "versions": [_version(kind, territory) for kind in kinds],
    }


def _version(kind: DocumentKind, territory: Territory) -> dict[str, Any]:
    return {
        "label": str(kind.label),
        "explanation": str(kind.explanation),
        "print_url": kind.print_url(territory) if kind.print_url else "",
        "formats": [
            {
                "label": _FORMAT_WORDS[one](),
                "url": reverse("document-prepare", args=[territory.path, kind.code, one.value]),
            }
            for one in kind.formats
        ],
    }


_FORMAT_WORDS = {
    DocumentFormat.PDF: lambda: gettext("Prepare the PDF"),
    DocumentFormat.DOCX: lambda: gettext("Prepare it for Word"),
}


def zone_table(zones: Sequence[Zone], path: str) -> dict[str, Any]:
    """Make the table of zones, each with its sheet as a page and as files."""
    labels = (gettext("Zone"), gettext("Read"), gettext("PDF"), gettext("Word"))
    rows = []
    for zone in zones:
        name = f"{zone.letter} {zone.name}"
        cells: list[dict[str, Any]] = [
            {"text": name, "small": zone.get_status_display()},
            {
                "text": gettext("zone %(letter)s as a page") % {"letter": zone.letter},
                "url": reverse("zone-factsheet", args=[path, zone.pk]),
            },
            *(
                {
                    "text": gettext("%(format)s of zone %(letter)s")
                    % {"format": one.label, "letter": zone.letter},
                    "url": reverse("zone-factsheet-file", args=[path, zone.pk, one.value]),
                }
                for one in (DocumentFormat.PDF, DocumentFormat.DOCX)
            ),
        ]
        rows.append({"cells": [{**cell, "label": label} for cell, label in zip(cells, labels, strict=True)]})
    return {
        "caption": gettext("One sheet for each zone"),
        "holds": gettext("Each file is numbered in the log of documents."),
        "columns": [{"label": label} for label in labels],
        "rows": rows,
    }
