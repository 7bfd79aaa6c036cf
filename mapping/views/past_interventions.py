"""Past interventions: the filtered list and its file, the page of one, its form."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clrisk_site.files.export_links import export_links
from clrisk_site.files.exports import table_response
from clrisk_site.people.access import may, territory_for
from clrisk_site.people.filter_words import filter_words
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.saved_list import saved_views
from clrisk_site.people.views.editing import edit_record
from clrisk_site.people.views.once import once
from clrisk_site.people.views.removing import remove_record
from clrisk_site.places.models import Territory
from mapping.forms.past_intervention import PastInterventionForm
from mapping.models import PastIntervention
from mapping.past_filter import PastInterventionFilter
from mapping.presenters.past_interventions import (
    intervention_facts,
    intervention_lead,
    intervention_sheet,
    intervention_table,
    interventions_lead,
)
from mapping.presenters.programme_page import why_not_editable
from mapping.queries.past_interventions import interventions_seen_from
from mapping.views.fetching import editable_record, may_edit, seen_from

PER_PAGE = 50


@require_safe
def list_interventions(request: HttpRequest, path: str) -> HttpResponse:
    """Show what was tried before, narrowed down by the filters."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    narrowed = _narrowed(request, territory)
    rows = Paginator(narrowed.qs, PER_PAGE).get_page(request.GET.get("page"))
    table = intervention_table(rows, path=path)
    context = page(
        request,
        territory,
        2,
        lead=interventions_lead(interventions_seen_from(territory).prefetch_related(None)),
        filter=narrowed,
        saved=saved_views(request, territory, "past-interventions"),
        rows=rows,
        table=table | {"exports": export_links(request, "past-interventions-export", path)},
        edits=may(request.user, Permission.EDIT_MAPPING, territory),
    )
    return render(request, "mapping/past_intervention_list.html", context)


@require_safe
def export_interventions(request: HttpRequest, path: str, format: str) -> HttpResponse:  # noqa: A002 - in the address
    """Hand out what the filters leave."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    narrowed = _narrowed(request, territory)
    sheet = intervention_sheet(narrowed.qs) | {"narrowed": filter_words(narrowed.form)}
    return table_response(request, sheet, format=format, territory=territory, name="past-interventions")


@require_safe
def show_intervention(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Show one: what was done, what came of it, what was learned."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    intervention = seen_from(territory, interventions_seen_from(territory), pk)
    context = page(
        request,
        territory,
        2,
        heading=intervention.name,
        lead=intervention_lead(intervention),
        intervention=intervention,
        facts=intervention_facts(intervention),
        edits=may_edit(request, intervention),
        why_not=why_not_editable(intervention.territory, here=territory, may_offer=False),
    )
    return render(request, "mapping/past_intervention.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def create_intervention(request: HttpRequest, path: str) -> HttpResponse:
    """Record a past intervention in this territory."""
    territory = territory_for(request.user, path, Permission.EDIT_MAPPING)
    return _edit(request, territory, PastIntervention(territory=territory))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_intervention(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Correct one where it is owned."""
    territory, intervention = editable_record(request, path, PastIntervention.objects.all(), pk)
    return _edit(request, territory, intervention)


@require_POST
@once
def remove_intervention(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Remove one; its last content stays in the history."""
    territory, intervention = editable_record(request, path, PastIntervention.objects.all(), pk)
    return remove_record(request, intervention, reverse("past-interventions", args=[territory.path]))


def _narrowed(request: HttpRequest, territory: Territory) -> PastInterventionFilter:
    seen = interventions_seen_from(territory)
    return PastInterventionFilter(request.GET or None, queryset=seen, territory=territory)


def _edit(request: HttpRequest, territory: Territory, intervention: PastIntervention) -> HttpResponse:
    return edit_record(
        request,
        PastInterventionForm,
        intervention,
        template="mapping/past_intervention_form.html",
        then=lambda saved: reverse("past-intervention", args=[territory.path, saved.pk]),
        context=page(request, territory, 2, intervention=intervention),
        above=reverse("past-interventions", args=[territory.path]),
    )
