"""The page that a record link opens: one record, for somebody without an account.

The token is in the letter's address only. The first request exchanges it for a note in the visitor's session,
so that it stands in no later address, no form, no draft and no Referer.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from clrisk_site.catalogue.country import in_country
from clrisk_site.people.actions.access_links import LinkRefusedError, Refusal, usable_link
from clrisk_site.people.forms import FORMS
from clrisk_site.people.keeping import keep_for_its_writer
from clrisk_site.people.link_visits import note_opened, opened_record
from clrisk_site.people.models import LinkPurpose
from clrisk_site.people.page import page
from clrisk_site.people.queries.record_link import OpenRecord, open_record
from clrisk_site.people.tickets import ticket_of
from clrisk_site.people.typed import rows_of_request
from clrisk_site.people.views.access_links import refuse_link
from clrisk_site.people.views.editing import edit_record


@login_not_required
@never_cache
@require_safe
@sensitive_variables("token")
def open_record_link(request: HttpRequest, token: str) -> HttpResponse:
    """Take the token once and go on to an address without it."""
    try:
        link = usable_link(token, LinkPurpose.RECORD)
        if open_record(link.pk) is None:
            raise LinkRefusedError(Refusal.WITHDRAWN, link)
    except LinkRefusedError as error:
        return _without_referrer(refuse_link(request, error))
    note_opened(request, link.pk)
    return _without_referrer(redirect("record-link-page", link.pk))


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_linked_record(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the record to whoever opened its link, and save what they say as theirs."""
    found = opened_record(request, pk)
    if found is None:
        return _show_ended(request, pk)
    # Within this one request the visitor is the owner of the record; they are never signed in.
    request.user = found.link.user
    # The address names no place, so nothing else says whose catalogues hold.
    with in_country(found.record.territory.country):
        return _edit(request, found)


def _edit(request: HttpRequest, found: OpenRecord) -> HttpResponse:
    record, kind = found.record, found.kind

    def thank(_saved: object) -> str:
        words = gettext("Thank you, %(name)s. What you say is kept until %(place)s decides on it.")
        messages.success(request, words % {"name": found.link.user, "place": record.territory})
        return reverse("record-link-page", args=[found.link.pk])

    context = page(
        request,
        None,
        None,
        user=AnonymousUser(),  # the frame shows nobody as signed in
        standing=None,
        heading=kind.heading(record),
        lead=kind.lead(record),
        told=kind.told(record, found.link.user),
        fields_template=kind.form_template,
        where=record.territory,
        asked_by=found.link.created_by,
        until=found.link.grant.ends if found.link.grant else None,
        is_proposed=True,  # what is sent changes nothing yet: pages of failure say so
        is_demo=record.territory.is_demo,
    )
    return edit_record(
        request,
        kind.form,
        record,
        template="people/record_link.html",
        then=thank,
        context=context,
        form_options={"initial": kind.initial(record, found.link.user)},
    )


def _show_ended(request: HttpRequest, pk: int) -> HttpResponse:
    """The same words for a session that is over, a link that has ended, and a number that was guessed.

    Whoever sent the form reads what they typed; while the link itself holds, it is kept, too.
    """
    ticket = ticket_of(request) if request.method == "POST" else None
    rows, kept = [], ""
    if ticket and ticket.page == request.get_full_path():
        form = FORMS.get(ticket.form)
        rows = rows_of_request(request, ticket, getattr(form, "base_fields", {}))
        kept = keep_for_its_writer(request, ticket) if open_record(pk) else ""
    context = page(request, None, None, rows=rows, kept=kept)
    return render(request, "people/record_link_ended.html", context, status=410)


def _without_referrer(response: HttpResponse) -> HttpResponse:
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
