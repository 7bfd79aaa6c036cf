"""Acknowledgements of the definition: lead and table."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext, ngettext

from mapping.queries.acknowledgements import AcknowledgementRow, Acknowledgements


def acknowledgements_lead(found: Acknowledgements) -> str:
    """Say how many institutions acknowledged the definition in force."""
    if found.sheet is None:
        return gettext("No working definition is in force yet. Institutions acknowledge it once it is.")
    if not found.rows:
        return gettext("No institution has been recorded yet, so nobody could acknowledge the definition.")
    said = gettext("%(done)s of %(all)s institutions acknowledged the definition in force.") % {
        "done": found.done,
        "all": len(found.rows),
    }
    if not found.outdated:
        return said
    words = ngettext(
        "%(count)s more acknowledged an earlier one, which no longer counts.",
        "%(count)s more acknowledged an earlier one, which no longer counts.",
        found.outdated,
    )
    return f"{said} {words % {'count': found.outdated}}"


def missing_table(found: Acknowledgements, *, path: str, edits: bool) -> dict[str, Any]:
    """Return who has not acknowledged the definition in force, with the way to note that one did."""
    labels = [gettext("Institution"), gettext("Level"), gettext("Acknowledged on")]
    rows = []
    for row in found.rows:
        if row.found is not None:
            continue
        note = f"{reverse('acknowledgement-create', args=[path])}?institution={row.institution.pk}"
        cells: list[dict[str, Any]] = [
            {
                "text": row.institution.full_name,
                "url": reverse("institution", args=[path, row.institution.pk]),
            },
            {"text": row.institution.get_level_display()},
            {
                "text": gettext("Not yet: note it") if edits else gettext("Not yet"),
                "url": note if edits else "",
                "small": _older_words(row),
            },
        ]
        rows.append({"cells": [{"label": label, **cell} for label, cell in zip(labels, cells, strict=True)]})
    return {
        "caption": gettext("Who has not acknowledged it yet"),
        "holds": gettext("Each unit with an action line must have acknowledged the definition."),
        "columns": [{"label": label} for label in labels],
        "rows": rows,
    }


def acknowledged_rows(found: Acknowledgements) -> list[AcknowledgementRow]:
    """Return who acknowledged the definition in force, the first one first."""
    done = [row for row in found.rows if row.found is not None]
    return sorted(done, key=lambda row: (row.on or dt.date.max, row.institution.full_name))


def _older_words(row: AcknowledgementRow) -> str:
    """Say that an earlier sheet was acknowledged, where the one in force was not."""
    if row.found is not None or row.older is None:
        return ""
    words = gettext("Acknowledged D-%(code)s on %(day)s. That one is no longer in force and does not count.")
    return words % {"code": row.older.sheet_id, "day": _day(row.older.acknowledged_on)}


def _day(day: dt.date) -> str:
    return formats.date_format(day, "SHORT_DATE_FORMAT")
