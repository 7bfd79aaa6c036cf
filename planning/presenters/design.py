"""The design page: lines as rows, the roles of the zones, the frame of the plan."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from planning.models import ActionLine, Pilot
from planning.presenters.dates import span
from planning.presenters.line import status_tag
from planning.queries.scope_zones import ZoneRole


def line_rows(lines: Iterable[ActionLine], path: str) -> list[dict[str, Any]]:
    """Make one row per line."""
    return [
        {
            "code": line.code,
            "title": line.title,
            "url": reverse("action-line", args=[path, line.pk]),
            "strategy": line.get_strategy_display(),
            "for_girls": line.is_for_girls,
            "letters": [zone.letter for zone in line.zones.all()],
            "lead": str(line.lead or ""),
            "dates": span(line.starts_on, line.ends_on),
            "tag": status_tag(line),
            "illustrative": line.illustrative,
        }
        for line in lines
    ]


def design_rows(pilot: Pilot, path: str) -> list[dict[str, Any]]:
    """Make the frame of the plan for components/summary_list.html."""
    space = pilot.space
    return [
        {
            "label": gettext("Space"),
            "value": space.name if space else "",
            "url": reverse("space", args=[path, space.pk]) if space else "",
        },
        {
            "label": gettext("Type"),
            "value": pilot.get_intervention_type_display() if pilot.intervention_type else "",
            "small": pilot.intervention_reason,
        },
        {"label": gettext("To grow"), "value": pilot.expansion_criteria},
        {"label": gettext("Baseline"), "value": pilot.baseline_method},
    ]


def scope_rows(zones: Iterable[ZoneRole], path: str, *, editable: bool) -> list[dict[str, Any]]:
    """Make one row per zone with its role."""
    return [
        {
            "letter": zone.letter,
            "name": zone.name,
            "role": zone.role_words,
            "reason": zone.reason,
            "url": reverse("scope-zone-edit", args=[path, zone.zone_id]) if editable else "",
        }
        for zone in zones
    ]
