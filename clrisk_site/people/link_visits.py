"""Visits by record link: which links a session has opened, and whose form it sends. Nobody is signed in."""

from django.http import HttpRequest
from django.urls import Resolver404, resolve

from clrisk_site.people.models import User
from clrisk_site.people.queries.record_link import OpenRecord, open_record
from clrisk_site.people.tickets import Ticket

OPENED = "opened_record_links"  # in the session: numbers of the links whose token was shown


def note_opened(request: HttpRequest, link_id: int) -> None:
    """Remember that this session has shown the token of a link."""
    request.session[OPENED] = sorted(set(request.session.get(OPENED, ())) | {link_id})


def opened_record(request: HttpRequest, link_id: int) -> OpenRecord | None:
    """Return what a link opens in this session; None when its token was not shown, or it has ended."""
    return open_record(link_id) if link_id in request.session.get(OPENED, ()) else None


def link_of(ticket: Ticket) -> int | None:
    """Return the number of the link whose page carried the ticket."""
    try:
        match = resolve(ticket.page.partition("?")[0])
    except Resolver404:
        return None
    return int(match.kwargs["pk"]) if match.url_name == "record-link-page" else None


def writer_by_link(request: HttpRequest, ticket: Ticket) -> User | None:
    """Return the owner to whom the form was shown, while this session may show it."""
    link_id = link_of(ticket)
    found = opened_record(request, link_id) if link_id is not None else None
    return found.link.user if found and found.link.user_id == ticket.user_id else None
