"""The page after a form whose security token no longer fits: somebody signed in again in another tab."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from clrisk_site.people.keeping import keep_for_its_writer, wants_plain
from clrisk_site.people.tickets import ticket_of
from clrisk_site.people.views.drafts import plain


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django passes it
    """Keep what was typed for the person to whom the form was shown, and lead back to the form.

    The form's ticket proves that the text comes from a page of ours, which is all that is needed to keep it.
    """
    ticket = ticket_of(request)
    kept = keep_for_its_writer(request, ticket) if ticket else ""
    if wants_plain(request):
        return plain(kept, status=403)
    back = ticket.page if ticket and kept and ticket.user_id == request.user.pk else ""
    return render(request, "403_csrf.html", {"kept": kept, "back_url": back}, status=403)
