"""What becomes of an information request: sent, reminded, answered, shared with other municipalities."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from clrisk_site.people.access import found_or_404
from clrisk_site.people.forms import RecordForm
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.record import Record
from clrisk_site.people.views.editing import edit_record
from clrisk_site.people.views.once import once
from clrisk_site.people.views.removing import remove_record
from diagnosis.forms.information_request import AnswerForm, ReminderForm, SendForm, SharingForm
from diagnosis.models import InformationRequest, RequestReminder
from diagnosis.presenters.request_words import deadline_words
from diagnosis.queries.information_requests import GIVEN
from diagnosis.queries.sharing_places import places_to_share_with
from diagnosis.views.information_requests import own_request


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Record the day of sending; the due date follows from it."""
    asked = own_request(request, path, pk, Permission.EDIT_DIAGNOSIS)
    return _step(request, asked, SendForm, asked, title=gettext("Record the sending"), lead=_deadline(asked))


@require_http_methods(["GET", "HEAD", "POST"])
def remind(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Record a reminder that was sent."""
    asked = own_request(request, path, pk, Permission.EDIT_DIAGNOSIS)
    if asked.sent_on is None:
        return _not_yet(request, asked)
    reminder = RequestReminder(territory=asked.territory, request=asked, reminded_on=timezone.localdate())
    lead = gettext("The letter of the reminder is on the page of the request.")
    return _step(request, asked, ReminderForm, reminder, title=gettext("Record a reminder"), lead=lead)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Record what came back."""
    asked = own_request(request, path, pk, Permission.EDIT_DIAGNOSIS)
    if asked.sent_on is None:
        return _not_yet(request, asked)
    lead = gettext("Attach the files on the page of the request. Lists of persons have no place there.")
    return _step(request, asked, AnswerForm, asked, title=gettext("Record the answer"), lead=lead)


@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Let other municipalities, by name, read an answered request."""
    asked = own_request(request, path, pk, Permission.EDIT_DIAGNOSIS)
    if asked.answer not in GIVEN:
        messages.warning(request, gettext("Only a request with data in its answer can be shared."))
        return HttpResponseRedirect(reverse("request", args=[path, pk]))
    if not places_to_share_with(asked).exists():
        return render(request, "diagnosis/request_alone.html", page(request, asked.territory, 2, asked=asked))
    lead = gettext("They need not ask again for the same data. Each one sees it on its own page.")
    return _step(request, asked, SharingForm, asked, title=gettext("Share the answer"), lead=lead)


def _step[R: Record](
    request: HttpRequest,
    asked: InformationRequest,
    form: type[RecordForm[R]],
    record: R,
    *,
    title: str,
    lead: str,
) -> HttpResponse:
    path = asked.territory.path
    return edit_record(
        request,
        form,
        record,
        template="diagnosis/request_step.html",
        then=lambda _saved: reverse("request", args=[path, asked.pk]),
        context=page(request, asked.territory, 2, asked=asked, heading=title, lead=lead),
        above=reverse("requests", args=[path]),
    )


def _deadline(asked: InformationRequest) -> str:
    deadline = deadline_words(asked.route)
    if not deadline:
        return gettext("No deadline is known for this route. Write one if you know it.")
    return gettext("The route allows %(deadline)s. The due date is computed from the day of sending.") % {
        "deadline": deadline
    }


def _not_yet(request: HttpRequest, asked: InformationRequest) -> HttpResponse:
    messages.warning(request, gettext("Record first on which day the request was sent."))
    return HttpResponseRedirect(reverse("request-send", args=[asked.territory.path, asked.pk]))


@require_POST
@once
def remove_reminder(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Remove a reminder that was recorded by mistake."""
    reminders = RequestReminder.objects.select_related("territory", "request").filter(territory__path=path)
    reminder = found_or_404(reminders, pk=pk)
    asked = own_request(request, path, reminder.request_id, Permission.EDIT_DIAGNOSIS)
    return remove_record(request, reminder, reverse("request", args=[path, asked.pk]))
