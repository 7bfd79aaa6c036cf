"""Acknowledgements of the definition: lead and table."""

from typing import Any

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext

from mapping.queries.acknowledgements import Acknowledgements


def acknowledgements_lead(found: Acknowledgements) -> str:
    """Say how many institutions acknowledged the definition in force."""
    if found.sheet is None:
        return gettext("No working definition is in force yet. Institutions acknowledge it once it is.")
    if not found.rows:
        return gettext("No institution has been recorded yet, so nobody could acknowledge the definition.")
    return gettext("%(done)s of %(all)s institutions acknowledged the definition in force.") % {
        "done": found.done,
        "all": len(found.rows),
    }


def acknowledgement_table(found: Acknowledgements, *, path: str) -> dict[str, Any]:
    """Return what components/table.html needs."""
    labels = [gettext("Institution"), gettext("Level"), gettext("Acknowledged on")]
    rows = []
    for row in found.rows:
        cells: list[dict[str, Any]] = [
            {
                "text": row.institution.full_name,
                "url": reverse("institution", args=[path, row.institution.pk]),
            },
            {"text": row.institution.get_level_display()},
            {"text": formats.date_format(row.on, "SHORT_DATE_FORMAT") if row.on else gettext("Not yet")},
        ]
        rows.append({"cells": [{"label": label, **cell} for label, cell in zip(labels, cells, strict=True)]})
    return {
        "caption": gettext("Acknowledgements"),
        "holds": gettext("Each unit with an action line must have acknowledged the definition."),
        "columns": [{"label": label} for label in labels],
        "rows": rows,
    }
