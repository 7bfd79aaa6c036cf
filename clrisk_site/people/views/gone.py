"""Shows what was typed where no form is left: the record is gone, or may no longer be changed."""

from collections.abc import Sequence

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

from clrisk_site.people.access import may
from clrisk_site.people.link_visits import link_of
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.tickets import Ticket
from clrisk_site.people.typed import TypedRow
from clrisk_site.places.models import Territory


def show_gone(
    request: HttpRequest, ticket: Ticket | None, rows: Sequence[TypedRow], *, status: int = 410
) -> HttpResponse:
    """Show what was typed, and lead on to where the record belonged and to its place."""
    context = {"rows": rows, "refused": status == 403}
    if ticket is not None and link_of(ticket) is not None:
        # Whoever came by link may open nothing else, and the frame shows nobody as signed in.
        context |= page(request, None, None, user=AnonymousUser(), standing=None)
        return render(request, "people/gone.html", context, status=status)
    place = _place_of(request, ticket) if ticket else None
    context |= page(request, place, None, above=ticket.above if ticket and place else "", leads_on=True)
    return render(request, "people/gone.html", context, status=status)


def _place_of(request: HttpRequest, ticket: Ticket) -> Territory | None:
    """Return the place of the form's page, if the person may open it."""
    try:
        path = resolve(ticket.page.partition("?")[0]).kwargs.get("path", "")
    except Resolver404:
        return None
    place = Territory.objects.filter(path=path).first()
    return place if place and may(request.user, Permission.VIEW_PUBLISHED, place) else None
