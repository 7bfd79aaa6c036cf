"""`once`: lets a button or form that is no record form have one effect when it is sent twice."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from clrisk_site.people.actions.submissions import claim, forget, lead
from clrisk_site.people.tickets import ticket_of
from clrisk_site.people.typed import content_of

type View = Callable[..., HttpResponse]


class _FailedError(Exception):
    """Takes the transaction back and carries the answer out of it."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__(response.status_code)
        self.response = response


def once(view: View) -> View:
    """Wrap a view that redirects after it has done its work.

    The template writes `{% load keeping %}{% submission %}` into the form, beside the CSRF token. Sent twice
    by the same person, even at the same moment, it is acted on once, and both answers lead to the same page.
    A form that fails (400 and above) may be sent again. An answer that is no redirect is given each time.

    A record form needs none of this: `edit_record` does it by itself.
    """

    @wraps(view)
    def sent(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        ticket = ticket_of(request) if request.method == "POST" else None
        if ticket is None or not ticket.is_fresh or ticket.user_id != request.user.pk:
            return view(request, *args, **kwargs)
        content = content_of(request)
        try:
            with transaction.atomic():
                submission = claim(ticket, content)
                if submission.led_to and submission.content == content:
                    return HttpResponseRedirect(submission.led_to)
                response = view(request, *args, **kwargs)
                if submission.led_to:  # pressed again with something else: a second act of its own
                    return response
                if response.status_code >= 400:
                    raise _FailedError(response)
                if isinstance(response, HttpResponseRedirect):
                    lead(submission, response.url)
                else:
                    forget(submission)
                return response
        except _FailedError as failed:
            return failed.response

    sent.__dict__["acts_once"] = True  # a test asks each address that takes a POST for it
    return sent
