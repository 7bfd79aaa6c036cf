"""Institutions: leads and the table of the list."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext, ngettext

from clrisk_site.places.models import Territory
from mapping.models import GovernmentLevel, Institution
from mapping.owners import owner_paths
from mapping.presenters.saying import joined


def institutions_lead(levels: Mapping[str, int]) -> str:
    """Say how many institutions there are, by level."""
    count = sum(levels.values())
    if not count:
        return gettext("No institution has been recorded yet. Programmes and spaces need theirs first.")
    parts = [_of_level(level, levels[level]) for level in GovernmentLevel if levels.get(level)]
    total = ngettext("%(count)s institution", "%(count)s institutions", count)
    return f"{total % {'count': count}}: {joined(parts)}."


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


def institution_facts(institution: Institution, *, here: Territory) -> list[dict[str, Any]]:
    """Return what is known of the body itself, for components/summary_list.html; empty ones left out."""
    parent = institution.parent
    above = {}
    if parent is not None:
        seen = parent.territory.path in owner_paths(here)
        above = {"url": reverse("institution", args=[here.path, parent.pk])} if seen else {}
    rows: list[dict[str, Any]] = [
        {"label": gettext("Local part of"), "value": parent.full_name if parent else "", **above},
        {"label": gettext("Telephone"), "value": institution.phone},
        {
            "label": gettext("E-mail"),
            "value": institution.email,
            "url": f"mailto:{institution.email}" if institution.email else "",
        },
        {"label": gettext("Web page"), "value": institution.website, "url": institution.website},
        {"label": gettext("Where this was found"), "value": institution.source},
    ]
    return [row for row in rows if row["value"]]


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
