"""Coordination spaces: the comparison, the page of one, and its form."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from clrisk_site.files.export_links import export_links
from clrisk_site.files.exports import table_response
from clrisk_site.people.access import may, territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.views.editing import edit_record
from clrisk_site.places.models import Territory
from mapping.forms.space import SpaceForm
from mapping.models import CoordinationSpace
from mapping.owners import owner_paths
from mapping.presenters.programme_page import why_not_editable
from mapping.presenters.space_comparison import (
    Compared,
    compare,
    comparison_table,
    ranking_table,
    spaces_lead,
)
from mapping.presenters.space_leadership import leadership_rule
from mapping.presenters.spaces import attendance_rows, member_rows, seats_of, space_facts, space_lead
from mapping.queries.space_attendance import attending
from mapping.queries.space_composition import composition_of, compositions_of
from mapping.views.fetching import editable_record, may_edit, seen_from


@require_safe
def list_spaces(request: HttpRequest, path: str) -> HttpResponse:
    """Compare the spaces that the territory sees."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    compared = _compared(territory)
    comparison = comparison_table(compared, path=path, short=True)
    context = page(
        request,
        territory,
        2,
        lead=spaces_lead(compared),
        spaces=compared,
        ranking=ranking_table(compared, path=path),
        table=comparison | {"exports": export_links(request, "spaces-export", path)},
        edits=may(request.user, Permission.EDIT_MAPPING, territory),
    )
    return render(request, "mapping/space_list.html", context)


@require_safe
def export_spaces(request: HttpRequest, path: str, format: str) -> HttpResponse:  # noqa: A002 - in the address
    """Hand out the comparison of the spaces."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    table = comparison_table(_compared(territory), path=path)
    return table_response(request, table, format=format, territory=territory, name="spaces")


def _compared(territory: Territory) -> list[Compared]:
    spaces = list(CoordinationSpace.objects.filter(territory__path__in=owner_paths(territory)))
    return compare(spaces, compositions_of(spaces, here=territory))


@require_safe
def show_space(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Show one space with its members by sector."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    space = seen_from(territory, CoordinationSpace.objects.all(), pk)
    found, edits = composition_of(space, here=territory), may_edit(request, space)
    context = page(
        request,
        territory,
        2,
        heading=space.name,
        lead=space_lead(found),
        space=space,
        facts=space_facts(space, found),
        seats=seats_of(found),
        members=member_rows(found, here=territory),
        rules=[leadership_rule(space, found, path=path, edits=edits)],
        attendance=attendance_rows(attending(space, here=territory), found, path=path),
        edits=edits,
        why_not=why_not_editable(space.territory, here=territory, may_offer=False),
    )
    return render(request, "mapping/space.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def create_space(request: HttpRequest, path: str) -> HttpResponse:
    """Record a space in this territory."""
    territory = territory_for(request.user, path, Permission.EDIT_MAPPING)
    return _edit(request, territory, CoordinationSpace(territory=territory))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_space(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Change a space where it is owned."""
    territory, space = editable_record(request, path, CoordinationSpace.objects.all(), pk)
    return _edit(request, territory, space)


def _edit(request: HttpRequest, territory: Territory, space: CoordinationSpace) -> HttpResponse:
    return edit_record(
        request,
        SpaceForm,
        space,
        template="mapping/space_form.html",
        then=lambda saved: reverse("space", args=[territory.path, saved.pk]),
        context=page(request, territory, 2, space=space),
        above=reverse("spaces", args=[territory.path]),
    )
