"""Shows and saves a record form. Nothing that is typed is lost: each way of failing shows it again.

The pages of the failures are in failing.py, what is kept beside the record in actions/drafts.py.
"""

from collections.abc import Callable, Mapping
from typing import Any, cast

from django.db import IntegrityError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from clrisk_site.people.actions.drafts import drop_draft
from clrisk_site.people.actions.submissions import SentBeforeError, send_once
from clrisk_site.people.forms import RecordForm
from clrisk_site.people.models import User
from clrisk_site.people.queries.draft_of import draft_of
from clrisk_site.people.record import Record
from clrisk_site.people.tickets import FIELD, Ticket, ticket_of
from clrisk_site.people.typed import content_of, typed_in
from clrisk_site.people.views.failing import FormPage, refuse, show_removed
from clrisk_site.people.writing import ConflictError, NotSavedError


def edit_record[R: Record](
    request: HttpRequest,
    form_class: type[RecordForm[R]],
    instance: R,
    *,
    template: str,
    then: Callable[[R], str],
    context: Mapping[str, object] | None = None,
    form_options: Mapping[str, Any] | None = None,
    above: str = "",
) -> HttpResponse:
    """Render the form, or save it and go on. The same form sent twice has one effect.

    Parameters
    ----------
    instance : Record
        A stored record, or a new one whose territory (and parent, if any) is already set.
    then : callable
        From the saved record to the address of the next page.
    form_options : mapping, optional
        Further arguments of the form.
    above : str
        Address of the page to which the record belongs; it is offered when the record is gone.

    Returns
    -------
    HttpResponse
        The form (200), the form with its errors (422), both texts (409), what was typed for a record that is
        gone (410), the form while the database is busy (503), or a redirect after saving.
    """
    options = dict(form_options or {})
    shown = FormPage(request, form_class, instance, template, dict(context or {}), options, above)
    if request.method != "POST":
        return shown.render(shown.make(), draft=draft_of(_person(request), request.get_full_path()))
    form = shown.make(typed_in(request))
    if not form.is_valid():
        return shown.render(form, status=422)
    ticket = ticket_of(request)
    if not _may_be_sent(form, ticket, _person(request)):
        return shown.render(form, status=422)
    if instance.pk is None and form.cleaned_data["version"]:
        return show_removed(shown, form)
    return _save(shown, form, ticket, then)


def _save[R: Record](
    shown: FormPage[R], form: RecordForm[R], ticket: Ticket | None, then: Callable[[R], str]
) -> HttpResponse:
    request, person = shown.request, _person(shown.request)
    was_new = shown.instance.pk is None
    try:
        led_to = send_once(
            ticket=ticket, content=content_of(request), act=lambda: then(form.write(by=person))
        )
    except (ConflictError, NotSavedError, SentBeforeError, IntegrityError, OperationalError) as error:
        if was_new:
            # The row was taken back with its transaction; only this object still believes in it.
            shown.instance.pk = None
            shown.instance._state.adding = True  # noqa: SLF001 - Django names no other way to make a row new
        return refuse(shown, form, error)
    drop_draft(user=person, page=request.get_full_path())
    return HttpResponseRedirect(led_to)


def _may_be_sent(form: RecordForm[Any], ticket: Ticket | None, person: User) -> bool:
    """Whether the ticket allows sending; a form without one is a client of its own and is simply saved."""
    if not form.cleaned_data[FIELD] or (ticket and ticket.is_fresh and ticket.user_id == person.pk):
        return True
    words = _("This form was opened by somebody else, or more than a day ago. Check it, then save it again.")
    form.add_error(None, words)
    return False


def _person(request: HttpRequest) -> User:
    return cast("User", request.user)
