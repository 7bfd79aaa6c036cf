"""All that the page of zones says, as plain data: it is kept until the data it was made of change."""

from dataclasses import asdict, replace
from typing import Any

from django.utils.safestring import mark_safe

from clrisk_site.catalogue.wording import render
from clrisk_site.figures.suppression import Audience
from clrisk_site.people.sorting import Sorting
from clrisk_site.places.models import Territory
from diagnosis.presenters.leads import zones_lead
from diagnosis.presenters.zone_map import map_choices, reading_notes, zone_map
from diagnosis.presenters.zone_table import dropped_rows, zone_rows
from diagnosis.queries.priority_index import index_by_factor
from diagnosis.queries.zone_evidence import stale_proposals
from diagnosis.queries.zones import zones_of


def zones_content(
    territory: Territory, *, audience: Audience, sorting: Sorting, chosen: str, address: str
) -> dict[str, Any]:
    """Read the zones of a municipality, and say of them what the page says; nothing but plain data."""
    findings = zones_of(territory)
    alone = index_by_factor(findings.areas, findings.ranking, chosen) if chosen else None
    drawn = zone_map(replace(findings, index=alone) if alone else findings)
    return {
        "lead": zones_lead(findings),
        "areas": len(findings.index.areas),
        "level": findings.areas.level_name,
        "zones": len(findings.zones),
        "high": findings.index.counts["high"],
        "illustrative": findings.index.illustrative,
        "choices": map_choices(findings, chosen if alone else "", address),
        "map": drawn and {**drawn, "wide": str(drawn["wide"]), "phone": str(drawn["phone"])},
        "rows": [asdict(row) for row in zone_rows(findings, audience=audience, sorting=sorting)],
        "dropped": [asdict(row) for row in dropped_rows(findings)],
        "notes": reading_notes(findings),
        "stale": [render(one) for one in stale_proposals(findings.zones, findings, territory)],
    }


def shown_map(drawn: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return a map that was kept as text, to be put into a page."""
    if drawn is None:
        return None
    return {
        **drawn,
        "wide": mark_safe(drawn["wide"]),  # noqa: S308 - drawn by figures, which escapes every text
        "phone": mark_safe(drawn["phone"]),  # noqa: S308 - the same
    }
