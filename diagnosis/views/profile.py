"""The profile of any territory: its Phase I class, its children, its factors, its map, its sources."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from clrisk_site.figures.suppression import Audience
from clrisk_site.figures.svg.patterns import pattern_definitions
from clrisk_site.people.access import may, territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory
from diagnosis.audience import audience_for
from diagnosis.presenters.key_figures import diagnosis_figures, phase_one_figure, population_figure
from diagnosis.presenters.leads import places_lead, profile_lead
from diagnosis.presenters.places_below import places_map, places_table
from diagnosis.presenters.profile_facts import factor_facts, risk_facts
from diagnosis.presenters.zone_map import zone_map
from diagnosis.queries.phase_one import PhaseOne, phase_one_of
from diagnosis.queries.places_below import places_below
from diagnosis.queries.population import population_of
from diagnosis.queries.zones import zones_of


@require_safe
def show_profile(request: HttpRequest, path: str) -> HttpResponse:
    """Show what is published of a territory; what was worked out below it only to those who may see it."""
    territory = territory_for(request.user, path, Permission.VIEW_PUBLISHED)
    phase_one = phase_one_of(territory)
    audience = audience_for(request.user, territory)
    if not territory.level.is_municipal:
        found = _of_larger(territory, phase_one, audience)
    elif may(request.user, Permission.VIEW_DIAGNOSIS, territory):
        found = _of_municipality(territory, phase_one, audience)
    else:
        found = _published_only(territory, phase_one, audience)
    context = page(
        request,
        territory,
        2,
        facts=risk_facts(phase_one),
        published_only=not may(request.user, Permission.VIEW_DIAGNOSIS, territory),
        patterns=mark_safe(pattern_definitions()),  # noqa: S308 - drawn by figures
        **{"lead": profile_lead(territory.name, phase_one), **found},
    )
    return render(request, "diagnosis/profile.html", context)


def _of_larger(territory: Territory, phase_one: PhaseOne, audience: Audience) -> dict[str, Any]:
    below = places_below(territory)
    own = profile_lead(territory.name, phase_one) if phase_one.own else ""
    lead = " ".join(text for text in (own, places_lead(below)) if text)
    return {
        "lead": lead or profile_lead(territory.name, phase_one),
        "figures": [
            phase_one_figure(phase_one),
            population_figure(population_of(territory), audience=audience),
        ],
        "map": places_map(below),
        "table": places_table(below) if below.places else None,
    }


def _of_municipality(territory: Territory, phase_one: PhaseOne, audience: Audience) -> dict[str, Any]:
    findings = zones_of(territory)
    return {
        "figures": diagnosis_figures(phase_one, findings, audience=audience),
        "map": zone_map(findings) or _among_siblings(territory),
        "ranking": findings.ranking,
        "factors": factor_facts(findings.ranking),
    }


def _published_only(territory: Territory, phase_one: PhaseOne, audience: Audience) -> dict[str, Any]:
    return {
        "figures": [
            phase_one_figure(phase_one),
            population_figure(population_of(territory), audience=audience),
        ],
        "map": _among_siblings(territory),
    }


def _among_siblings(territory: Territory) -> dict[str, Any] | None:
    if territory.parent is None:
        return None
    return places_map(places_below(territory.parent), here=territory.path)
