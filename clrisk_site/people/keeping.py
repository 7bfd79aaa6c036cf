"""The middleware that loses no typed text: a session that ended, a form sent twice, a record that is gone.

It acts only on forms that carry a ticket of ours (people.tickets). Saving itself is in views/editing.py.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from clrisk_site.people.actions.drafts import DraftRefusedError, drop_draft, keep_draft
from clrisk_site.people.actions.submissions import where_it_led
from clrisk_site.people.forms import FORMS
from clrisk_site.people.link_visits import link_of, writer_by_link
from clrisk_site.people.models import User
from clrisk_site.people.presenters.keeping import kept_words
from clrisk_site.people.queries.record_link import open_record
from clrisk_site.people.tickets import Ticket, ticket_of
from clrisk_site.people.typed import content_of, fields_for_draft, rows_of_request
from clrisk_site.people.views.drafts import keep_typed, plain
from clrisk_site.people.views.gone import show_gone

TICKET = "clrisk.ticket"  # where the request remembers the ticket that it carried
BY_SCRIPT = "X-Keeping"  # our script asks with it for the next address instead of a redirect
FAILED = {403, 404, 409, 422}
REFUSED = {403: 403, 404: 410}  # where no form is left to show the text again


class KeepingMiddleware:
    """Stands in front of what asks for a sign-in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        ticket = request.META.get(TICKET)
        if isinstance(ticket, Ticket) and response.status_code in FAILED:
            response = _after_failure(request, ticket, response)
        if BY_SCRIPT in request.headers and response.status_code in {301, 302, 303}:
            # The same answer, with its cookies: they carry the message for the next page.
            response.headers["X-Led-To"] = response.headers["Location"]
            del response.headers["Location"]
            response.status_code = 204
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        # A view without the token's check reads its own body: an upload is weighed before it is read.
        if request.method != "POST" or getattr(view, "csrf_exempt", False):
            return None
        ticket = ticket_of(request)
        if ticket is None:
            return None
        # An owner's link may be open in the browser of somebody who is signed in.
        answer = _by_link(request, ticket)
        if answer or not request.user.is_authenticated:
            asks_for_sign_in = getattr(view, "login_required", True)
            return answer or (_to_the_sign_in(request, ticket) if asks_for_sign_in else None)
        if ticket.user_id != request.user.pk:
            return None
        request.META[TICKET] = ticket
        led_to = where_it_led(ticket, content_of(request))
        return HttpResponseRedirect(led_to) if led_to else None


def keep_for_its_writer(request: HttpRequest, ticket: Ticket) -> str:
    """Keep what was typed as a draft of the person to whom the form was shown; return words if it was kept.

    Whoever sends it: the form may stand open on a shared computer. Nobody but its writer is shown the draft.
    """
    if not User.objects.filter(pk=ticket.user_id, is_active=True).exists():
        return ""
    try:
        draft = keep_draft(ticket=ticket, fields=fields_for_draft(request, ticket), limited=False)
    except DraftRefusedError:
        return ""
    return kept_words(draft) if draft else ""


def wants_plain(request: HttpRequest) -> bool:
    """Whether our script asks, which shows one line instead of a page."""
    return request.headers.get("Accept") == "text/plain"


def _by_link(request: HttpRequest, ticket: Ticket) -> HttpResponse | None:
    """Keep or drop the draft of whoever came by record link. Nothing else that asks for a sign-in is done."""
    name = request.resolver_match.url_name if request.resolver_match else None
    writer = writer_by_link(request, ticket) if name in {"draft-keep", "draft-discard"} else None
    if writer is None:
        return None
    if name == "draft-keep":
        return keep_typed(request, ticket)
    drop_draft(user=writer, page=ticket.page)
    return HttpResponseRedirect(ticket.page)


def _to_the_sign_in(request: HttpRequest, ticket: Ticket) -> HttpResponse | None:
    link_id = link_of(ticket)
    if link_id is not None and open_record(link_id) is None:
        words = _("The link has ended. What you typed stands on this page alone: copy what you still need.")
        return plain(words, status=410) if wants_plain(request) else HttpResponseRedirect(ticket.page)
    if not keep_for_its_writer(request, ticket):
        return None
    words = _("Your session has ended. What you typed is kept: sign in, and the form shows it again.")
    if link_id is not None:
        words = _("What you typed is kept. Open the address in your letter again, and the form shows it.")
    if wants_plain(request):
        return plain(words, status=401)
    if link_id is not None:
        return HttpResponseRedirect(ticket.page)
    messages.info(request, words)
    return redirect_to_login(ticket.page)


def _after_failure(request: HttpRequest, ticket: Ticket, response: HttpResponseBase) -> HttpResponseBase:
    """Send a repetition, which fails since the first sending succeeded, where that one led.

    A form whose record is gone is answered with all that was typed.
    """
    led_to = where_it_led(ticket, content_of(request))
    if led_to:
        return HttpResponseRedirect(led_to)
    if response.status_code not in REFUSED or not ticket.page:
        return response
    form = FORMS.get(ticket.form)
    rows = rows_of_request(request, ticket, getattr(form, "base_fields", {}))
    return show_gone(request, ticket, rows, status=REFUSED[response.status_code])
