"""Institutions: leads and the table of the list."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext, ngettext

from mapping.models import GovernmentLevel, Institution
from mapping.presenters.saying import joined


def institutions_lead(institutions: Sequence[Institution]) -> str:
    """Say how many institutions there are, by level."""
    if not institutions:
        return gettext("No institution has been recorded yet. Programmes and spaces need theirs first.")
    levels = Counter(institution.level for institution in institutions)
    parts = [_of_level(level, levels[level]) for level in GovernmentLevel if levels[level]]
    total = ngettext("%(count)s institution", "%(count)s institutions", len(institutions))
    return f"{total % {'count': len(institutions)}}: {joined(parts)}."


def _of_level(level: GovernmentLevel, number: int) -> str:
    if level == GovernmentLevel.FEDERAL:
        text = ngettext("%(count)s federal", "%(count)s federal", number)
    elif level == GovernmentLevel.STATE:
        text = ngettext("%(count)s of the state", "%(count)s of the state", number)
    elif level == GovernmentLevel.MUNICIPAL:
        text = ngettext("%(count)s municipal", "%(count)s municipal", number)
    else:
        text = ngettext("%(count)s outside government", "%(count)s outside government", number)
    return text % {"count": number}


def institution_lead(institution: Institution, *, competences: int, programmes: int) -> str:
    """Say what an institution is and brings."""
    what = gettext("%(sector)s, %(level)s level.") % {
        "sector": institution.get_sector_display(),
        "level": institution.get_level_display().lower(),
    }
    if institution.level == GovernmentLevel.NONE:
        what = f"{institution.get_sector_display()}."
    powers = ngettext("%(count)s power by norm", "%(count)s powers by norm", competences)
    offered = ngettext("%(count)s programme", "%(count)s programmes", programmes)
    return f"{what} {powers % {'count': competences}}, {offered % {'count': programmes}}."


def institution_table(
    institutions: Sequence[Institution], *, path: str, acknowledged: Mapping[int, dt.date | None]
) -> dict[str, Any]:
    """Return what components/table.html needs; the institutions carry their counts."""
    labels = [
        gettext("Institution"),
        gettext("Level"),
        gettext("Sector"),
        gettext("Powers by norm"),
        gettext("Programmes"),
        gettext("Acknowledged the definition"),
    ]
    numbers = {labels[3], labels[4]}
    return {
        "caption": gettext("Institutions"),
        "holds": gettext("Of the municipality, its state and the country; each is recorded once."),
        "columns": [{"label": label, "number": label in numbers} for label in labels],
        "rows": [
            _row(institution, labels, path, acknowledged.get(institution.pk)) for institution in institutions
        ],
    }


def _count(number: int) -> dict[str, Any]:
    return {"text": str(number), "number": True, "value": number}


def _row(institution: Institution, labels: list[str], path: str, on: dt.date | None) -> dict[str, Any]:
    cells: list[dict[str, Any]] = [
        {
            "text": institution.name,
            "url": reverse("institution", args=[path, institution.pk]),
            "small": institution.acronym,
            "illustrative": institution.illustrative,
        },
        {"text": institution.get_level_display()},
        {"text": institution.get_sector_display()},
        _count(institution.competence_count),  # type: ignore[attr-defined]  # annotated
        _count(institution.programme_count),  # type: ignore[attr-defined]  # annotated
        {"text": formats.date_format(on, "SHORT_DATE_FORMAT") if on else gettext("Not yet"), "value": on},
    ]
    return {"cells": [{"label": label, **cell} for label, cell in zip(labels, cells, strict=True)]}
