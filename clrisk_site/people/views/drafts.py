"""What the browser sends by itself while a person types, and the button that drops it."""

from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from clrisk_site.catalogue.wording import render as sentence
from clrisk_site.people.actions.drafts import DraftRefusedError, drop_draft, keep_draft
from clrisk_site.people.models import User
from clrisk_site.people.presenters.keeping import kept_words
from clrisk_site.people.tickets import Ticket, ticket_of
from clrisk_site.people.typed import fields_for_draft


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep a draft and say so in one line of plain text.

    Only a page of this site can have been left: its address comes from the ticket, never from the browser.
    """
    ticket = _own_ticket(request)
    if ticket is None:
        return plain(_("This form belongs to another visit. Save it, so that it is not lost."), status=404)
    return keep_typed(request, ticket)


def keep_typed(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Keep what was typed for the person of the ticket."""
    try:
        draft = keep_draft(ticket=ticket, fields=fields_for_draft(request, ticket))
    except DraftRefusedError as refused:
        return plain(sentence(refused.message), status=422)
    return plain(kept_words(draft) if draft else "")


@require_POST
def discard(request: HttpRequest) -> HttpResponse:
    """Drop the draft of a form, and show the form with what is saved."""
    ticket = _own_ticket(request)
    if ticket is None or not ticket.page:
        return redirect("home")
    drop_draft(user=cast("User", request.user), page=ticket.page)
    return HttpResponseRedirect(ticket.page)


@require_safe
def stay(_request: HttpRequest) -> HttpResponse:
    """Let a person who is still typing stay signed in: to have asked is enough."""
    return plain(_("You stay signed in."))


def plain(words: str, *, status: int = 200) -> HttpResponse:
    """Return one line of text for the script of the form."""
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")


def _own_ticket(request: HttpRequest) -> Ticket | None:
    ticket = ticket_of(request)
    return ticket if ticket and ticket.user_id == request.user.pk else None
