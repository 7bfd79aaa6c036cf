"""The page after a form whose security token no longer fits: lost cookies, or a sign-in meanwhile."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from clrisk_site.people.keeping import keep_for_its_writer, wants_plain
from clrisk_site.people.link_visits import link_of
from clrisk_site.people.queries.record_link import open_record
from clrisk_site.people.tickets import Ticket, ticket_of
from clrisk_site.people.views.drafts import plain


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django passes it
    """Keep what was typed for the person to whom the form was shown, and lead back to the form.

    The form's ticket proves that the text comes from a page of ours, which is all that is needed to keep it.
    """
    ticket = ticket_of(request)
    kept = keep_for_its_writer(request, ticket) if ticket else ""
    if wants_plain(request):
        return plain(kept, status=403)
    context = _way_back(request, ticket) if ticket and kept else {"way": "none"}
    return render(request, "403_csrf.html", context, status=403)


def _way_back(request: HttpRequest, ticket: Ticket) -> dict[str, Any]:
    """How the writer comes to the form again: by the letter, at once, or by signing in."""
    link_id = link_of(ticket)
    if link_id is not None:
        return {"way": "letter" if open_record(link_id) else "none"}
    if ticket.user_id == request.user.pk:
        return {"way": "form", "back_url": ticket.page}
    way = "other person" if request.user.is_authenticated else "sign in"
    return {"way": way, "sign_in_url": redirect_to_login(ticket.page).url}
