"""The overview of the mapping: how far it has come and where to go on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clrisk_site.people.access import may, territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory
from diagnosis.audience import audience_for
from mapping.presenters.overview import next_step, overview_lead
from mapping.presenters.overview_tasks import mapping_parts
from mapping.queries.acknowledgements import acknowledgements_of
from mapping.queries.progress import mapping_progress
from mapping.queries.recorded import recorded
from mapping.queries.supply_by_factor import latest_year, supply_by_factor
from mapping.queries.supply_records import KnownPlace
from mapping.supply import SupplyMatrix, SupplyQuestion


@require_safe
def show_overview(request: HttpRequest, path: str) -> HttpResponse:
    """Show the parts of the mapping with their counts, and the one thing that waits."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    progress = mapping_progress(territory)
    matrix = _matrix(request, territory) if territory.level.is_municipal else None
    acknowledgements = acknowledgements_of(territory) if matrix else None
    edits = may(request.user, Permission.EDIT_MAPPING, territory)
    context = page(
        request,
        territory,
        2,
        lead=overview_lead(progress, matrix),
        parts=mapping_parts(path, progress, recorded(territory), matrix, acknowledgements, edits=edits),
        is_local=matrix is not None,
        next_step=next_step(path, progress, matrix) if edits else None,
    )
    return render(request, "mapping/overview.html", context)


def _matrix(request: HttpRequest, territory: Territory) -> SupplyMatrix:
    question = SupplyQuestion(territory.path, latest_year(territory))
    return supply_by_factor(question, audience_for(request.user, territory), known=KnownPlace(territory))
