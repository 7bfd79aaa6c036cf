"""The page of a form in all its states: as it opens, with errors, after each way in which saving fails."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from django.conf import settings
from django.db import DatabaseError, OperationalError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from clrisk_site.catalogue.wording import render as words_of
from clrisk_site.people.actions.submissions import SentBeforeError
from clrisk_site.people.forms import RecordForm
from clrisk_site.people.link_visits import link_of
from clrisk_site.people.models import Draft, User
from clrisk_site.people.presenters.keeping import make_keeping
from clrisk_site.people.record import Record
from clrisk_site.people.tickets import FIELD, LONGEST_PAGE, new_ticket, ticket_of, write_ticket
from clrisk_site.people.typed import names_for_draft, restore, rows_of_form, shown
from clrisk_site.people.views.gone import show_gone
from clrisk_site.people.writing import ConflictError, GoneError, NotSavedError

BUSY = {"40P01", "40001", "55P03"}  # PostgreSQL: deadlock, serialisation failure, lock not available


@dataclass(frozen=True)
class Difference:
    """One field where the two texts differ: what this person typed and what is stored now."""

    label: str
    mine: str
    theirs: str
    differs: bool = True


@dataclass(frozen=True)
class FormPage[R: Record]:
    """What a form needs to be shown again and again."""

    request: HttpRequest
    form_class: type[RecordForm[R]]
    instance: R
    template: str
    context: Mapping[str, object]
    options: Mapping[str, Any]
    above: str = ""

    def make(self, typed: QueryDict | None = None) -> RecordForm[R]:
        """Return the form, bound to what was typed."""
        return self.form_class(typed, instance=self.instance, **self.options)

    def render(
        self, form: RecordForm[R], *, status: int = 200, draft: Draft | None = None, **more: object
    ) -> HttpResponse:
        """Render the form with a ticket for sending it; an open draft of its writer is put into it."""
        if draft:
            restore(form, draft.fields)
            form.initial["version"] = draft.base_version or 0
        self._give_ticket(form, again=status in {409, 422, 503} and "led_to" not in more)
        keeping = make_keeping(draft, self.instance.version if self.instance.pk else None)
        found = {**self.context, "form": form, "keeping": keeping, **more}
        return render(self.request, self.template, found, status=status)

    def _give_ticket(self, form: RecordForm[R], *, again: bool) -> None:
        """Write the ticket; a form that failed keeps its token, so that a repetition is known as one."""
        person, page = cast("User", self.request.user), self.request.get_full_path()
        before = ticket_of(self.request) if again else None
        kept = before is not None and before.is_fresh and before.user_id == person.pk
        ticket = new_ticket(person.pk, token=before.token if before and kept else "")
        if len(page) <= LONGEST_PAGE:
            version = str(form["version"].value() or 0)
            ticket = replace(
                ticket,
                page=page,
                base_version=int(version) if version.isdecimal() and len(version) < 9 else None,
                names=names_for_draft(form),
                form=form.name(),
                above=self.above,
            )
            attributes = {"data-keep": reverse("draft-keep"), "data-stay": reverse("stay-signed-in")}
            if link_of(ticket) is None:  # who came by link is not signed in, and is not signed out either
                attributes["data-idle"] = str(settings.SESSION_IDLE_SECONDS)
            form.fields[FIELD].widget.attrs |= attributes
        written = write_ticket(ticket)
        if form.is_bound:
            cast("QueryDict", form.data)[form.add_prefix(FIELD)] = written
        else:
            form.initial[FIELD] = written


def refuse[R: Record](page: FormPage[R], form: RecordForm[R], error: Exception) -> HttpResponse:
    """Answer a save that failed; what was typed stays in the form."""
    if isinstance(error, GoneError):
        return show_gone(page.request, ticket_of(page.request), rows_of_form(form))
    if isinstance(error, ConflictError):
        return _show_conflict(page, form, cast("R", error.current))
    if isinstance(error, NotSavedError):
        form.add_error(None, words_of(error.message))
        return page.render(form, status=422)
    if isinstance(error, SentBeforeError):
        again = replace(page, template="people/sent_before.html")
        return again.render(form, status=409, led_to=error.led_to)
    if isinstance(error, OperationalError):
        if not is_busy(error):
            raise error
        form.add_error(None, _("Many people are saving at this moment. Nothing was saved yet: save again."))
        return page.render(form, status=503)
    # The form was right when it was checked: someone else took the name in between.
    form.add_error(
        None, _("Someone has just saved a record with the same name or code. Change yours and save again.")
    )
    return page.render(form, status=422)


def show_removed[R: Record](page: FormPage[R], form: RecordForm[R]) -> HttpResponse:
    """Show the form of a record that somebody removed meanwhile; saving makes a new one on purpose."""
    cast("QueryDict", form.data)[form.add_prefix("version")] = ""
    again = page.make(cast("QueryDict", form.data))
    return replace(page, template="people/removed.html").render(again, status=409)


def is_busy(error: DatabaseError) -> bool:
    """Whether the database refused because others were writing, so that another try may do."""
    return getattr(error.__cause__, "sqlstate", None) in BUSY or "database is locked" in str(error)


def _show_conflict[R: Record](page: FormPage[R], form: RecordForm[R], current: R) -> HttpResponse:
    # What is stored, and not what the form would have proposed in its place.
    options = {name: value for name, value in page.options.items() if name != "initial"}
    stored = replace(page, instance=current, options=options).make()
    typed = cast("QueryDict", form.data)
    compared = [
        Difference(str(bound.label), shown(bound), shown(stored[bound.name]))
        for bound in form.visible_fields()
    ]
    differences = [one for one in compared if one.mine != one.theirs]
    typed[form.add_prefix("version")] = str(current.version)
    mine = replace(page, instance=current, template="people/conflict.html")
    return mine.render(mine.make(typed), status=409, current=current, differences=differences)
