"""Institutions and what norms let them do."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from clrisk_site.files.export_links import export_links
from clrisk_site.files.exports import table_response
from clrisk_site.people.access import may, territory_for
from clrisk_site.people.filter_words import filter_words
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.saved_list import saved_views
from clrisk_site.people.views.editing import edit_record
from clrisk_site.places.models import Territory
from mapping.actor_filter import InstitutionFilter
from mapping.forms.institution import InstitutionForm
from mapping.models import Institution
from mapping.owners import owner_paths
from mapping.presenters.actors import actor_facts
from mapping.presenters.institution_contacts import office_rows, official_rows
from mapping.presenters.institutions import (
    institution_facts,
    institution_lead,
    institution_table,
    institutions_lead,
)
from mapping.presenters.programme_page import why_not_editable
from mapping.queries.acknowledgements import acknowledgements_of
from mapping.queries.actors import actor_of
from mapping.queries.institution_contacts import offices_of, officials_of
from mapping.queries.institutions import institutions_by_level, institutions_seen_from
from mapping.queries.powers import powers_of_institution
from mapping.views.fetching import editable_record, may_edit, seen_from

PER_PAGE = 50


@require_safe
def list_institutions(request: HttpRequest, path: str) -> HttpResponse:
    """Show the institutions that the territory sees, narrowed down by the filters, by level."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    narrowed = InstitutionFilter(request.GET or None, queryset=institutions_seen_from(territory))
    rows = Paginator(narrowed.qs, PER_PAGE).get_page(request.GET.get("page"))
    context = page(
        request,
        territory,
        2,
        lead=institutions_lead(institutions_by_level(territory)),
        filter=narrowed,
        saved=saved_views(request, territory, "institutions"),
        rows=rows,
        table={
            **_table_of(rows, territory),
            "exports": export_links(request, "institutions-export", path),
        },
        edits=may(request.user, Permission.EDIT_MAPPING, territory),
    )
    return render(request, "mapping/institution_list.html", context)


@require_safe
def export_institutions(request: HttpRequest, path: str, format: str) -> HttpResponse:  # noqa: A002 - in the address
    """Hand out the institutions that the filters leave."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    narrowed = InstitutionFilter(request.GET or None, queryset=institutions_seen_from(territory))
    table = _table_of(narrowed.qs, territory)
    table["narrowed"] = filter_words(narrowed.form)
    return table_response(request, table, format=format, territory=territory, name="institutions")


def _table_of(institutions: Iterable[Institution], territory: Territory) -> dict[str, Any]:
    acknowledged = {row.institution.pk: row.on for row in acknowledgements_of(territory).rows}
    return institution_table(list(institutions), path=territory.path, acknowledged=acknowledged)


@require_safe
def show_institution(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Show one institution with its powers, programmes and seats."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    institution = seen_from(territory, Institution.objects.select_related("parent__territory"), pk)
    competences = list(powers_of_institution(institution, territory))
    programmes = list(institution.programmes.filter(territory__path__in=owner_paths(territory)))
    context = page(
        request,
        territory,
        2,
        heading=institution.name,
        lead=institution_lead(
            institution, competences=sum(one.is_power for one in competences), programmes=len(programmes)
        ),
        institution=institution,
        facts=institution_facts(institution, here=territory),
        **_contacts(request, institution, territory),
        actor_facts=actor_facts(actor_of(institution, territory), notes=_may_restricted(request, territory)),
        actor_edits=may(request.user, Permission.EDIT_MAPPING, territory),
        competences=[(one, may_edit(request, one)) for one in competences],
        records=may(request.user, Permission.EDIT_MAPPING, territory),
        programmes=programmes,
        seats=institution.seats.select_related("space").filter(
            space__territory__path__in=owner_paths(territory)
        ),
        edits=may_edit(request, institution),
        plans_interview=territory.level.is_municipal
        and may(request.user, Permission.EDIT_MAPPING, territory),
        why_not=why_not_editable(institution.territory, here=territory, may_offer=False),
    )
    return render(request, "mapping/institution.html", context)


def _contacts(request: HttpRequest, institution: Institution, territory: Territory) -> dict[str, Any]:
    """Offices and posts in rows: those in force, those that ended, and whether persons may be seen."""
    today = timezone.localdate()
    offices, officials = (
        offices_of(institution, territory, today),
        officials_of(institution, territory, today),
    )

    def edits(owner: Territory) -> bool:
        return may(request.user, Permission.EDIT_MAPPING, owner)

    def sees(owner: Territory) -> bool:
        return _may_restricted(request, owner)

    path = territory.path
    return {
        "offices": office_rows(offices.current, path=path, edits=edits),
        "ended_offices": office_rows(offices.ended, path=path, edits=edits),
        "officials": official_rows(officials.current, path=path, edits=edits, sees_persons=sees),
        "ended_officials": official_rows(officials.ended, path=path, edits=edits, sees_persons=sees),
        "sees_persons": sees(territory),
    }


def _may_restricted(request: HttpRequest, territory: Territory) -> bool:
    return may(request.user, Permission.VIEW_RESTRICTED, territory)


@require_http_methods(["GET", "HEAD", "POST"])
def create_institution(request: HttpRequest, path: str) -> HttpResponse:
    """Record an institution in this territory."""
    territory = territory_for(request.user, path, Permission.EDIT_MAPPING)
    return _edit(request, territory, Institution(territory=territory))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_institution(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Change an institution where it is owned."""
    territory, institution = editable_record(request, path, Institution.objects.all(), pk)
    return _edit(request, territory, institution)


def _edit(request: HttpRequest, territory: Territory, institution: Institution) -> HttpResponse:
    return edit_record(
        request,
        InstitutionForm,
        institution,
        template="mapping/institution_form.html",
        then=lambda saved: reverse("institution", args=[territory.path, saved.pk]),
        context=page(request, territory, 2, institution=institution),
        above=reverse("institutions", args=[territory.path]),
    )
