"""The catalogues of a place's country, and the entries of one. Whoever may see the place may read."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from clrisk_site.adaptations.presenters.entries import (
    StateCounts,
    catalogue_lead,
    catalogues_lead,
    catalogues_table,
    entries_table,
)
from clrisk_site.adaptations.queries.country_catalogue import adaptations_by, entries_of
from clrisk_site.catalogue.registry import Catalogue, catalogues, find_catalogue
from clrisk_site.people.access import may, territory_for
from clrisk_site.people.acting import mark_denied
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory


@require_safe
def list_catalogues(request: HttpRequest, path: str) -> HttpResponse:
    """List the catalogues with how much of each the country has made its own."""
    territory = territory_for(request.user, path, Permission.VIEW_PUBLISHED)
    country = country_above(territory)
    written = adaptations_by(country)
    rows = [(one, StateCounts.of(entries_of(one, country, written))) for one in catalogues()]
    context = page(
        request,
        territory,
        None,
        heading=gettext("Catalogues of %(country)s") % {"country": country.name},
        lead=catalogues_lead(country.name, [counts for _catalogue, counts in rows]),
        table=catalogues_table(rows, lambda code: reverse("catalogue", args=[path, code])),
        can_edit=may(request.user, Permission.EDIT_CATALOGUE, country),
    )
    return render(request, "adaptations/catalogues.html", context)


@require_safe
def show_catalogue(request: HttpRequest, path: str, catalogue: str) -> HttpResponse:
    """Show the entries of a catalogue and how each stands."""
    territory = territory_for(request.user, path, Permission.VIEW_PUBLISHED)
    country, found = country_above(territory), catalogue_or_404(catalogue)
    entries = entries_of(found, country)
    adds = found.model is not None and may(request.user, Permission.EDIT_CATALOGUE, country)
    context = page(
        request,
        territory,
        None,
        heading=str(found.label),
        lead=catalogue_lead(StateCounts.of(entries)),
        trail=trail(path),
        here=str(found.label),
        table=entries_table(
            found, entries, lambda code: reverse("catalogue-entry", args=[path, catalogue, code])
        ),
        add_url=reverse("catalogue-entry-create", args=[country.path, catalogue]) if adds else "",
    )
    return render(request, "adaptations/catalogue.html", context)


def catalogue_or_404(code: str) -> Catalogue:
    """Return a catalogue by its code in the address."""
    found = find_catalogue(code)
    if found is None:
        raise Http404
    return found


def country_above(territory: Territory) -> Territory:
    """Return the country that a place lies in."""
    if territory.parent_id is None:
        return territory
    return get_object_or_404(Territory, path=territory.country)


def country_to_edit(request: HttpRequest, path: str) -> Territory:
    """Return the country above a place, for whoever may edit its catalogues.

    Raises
    ------
    PermissionDenied
        When the person may see the place, yet the grant that edits catalogues does not reach the country.
    """
    territory = territory_for(request.user, path, Permission.VIEW_PUBLISHED)
    country = country_above(territory)
    if not may(request.user, Permission.EDIT_CATALOGUE, country):
        mark_denied(territory, foreign=False)
        words = gettext("Only the ministry of %(country)s edits its catalogues. Nothing was changed.")
        raise PermissionDenied(words % {"country": country.name})
    return country


def trail(
    path: str, catalogue: Catalogue | None = None, code: str = "", name: str = ""
) -> list[dict[str, Any]]:
    """Return the way from the list of catalogues down to an entry."""
    steps = [{"label": gettext("Catalogues"), "url": reverse("catalogues", args=[path])}]
    if catalogue:
        address = reverse("catalogue", args=[path, catalogue.code])
        steps.append({"label": str(catalogue.label), "url": address})
    if catalogue and code:
        steps.append({"label": name, "url": reverse("catalogue-entry", args=[path, catalogue.code, code])})
    return steps
