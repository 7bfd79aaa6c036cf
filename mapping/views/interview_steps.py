"""What becomes of an interview: its facts are answered, it is closed and written back, or withdrawn."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from clrisk_site.catalogue.wording import render as render_message
from clrisk_site.people.models import User
from clrisk_site.people.page import page
from clrisk_site.people.views.editing import edit_record
from clrisk_site.people.views.once import once
from clrisk_site.people.writing import ConflictError, NotSavedError
from diagnosis.audience import audience_for
from mapping.actions.close_interview import close_interview
from mapping.actions.withdraw_interview import withdraw_interview
from mapping.forms.interview_answers import AnswersForm
from mapping.models import Interview
from mapping.presenters.interview_closing import closed_words, closing_lead, closing_rows, contradiction_words
from mapping.queries.closing_faults import contradictions, settled_classes
from mapping.queries.writing_back import Effect, mark_of, written_back
from mapping.views.fetching import own_record
from mapping.views.interviews import closed

_WITH_NAMES = ("institution", "territory")


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Confirm or correct single facts, as they were said."""
    territory, interview = own_record(request, path, Interview.objects.select_related(*_WITH_NAMES), pk)
    if not interview.is_open:
        return closed(request, interview)
    address = reverse("interview", args=[path, pk])
    return edit_record(
        request,
        AnswersForm,
        interview,
        template="mapping/interviews/answers.html",
        then=lambda _saved: address,
        context=page(request, territory, 2, interview=interview),
        form_options={"audience": audience_for(request.user, territory)},
        above=address,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@once
def close(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Show what closing writes back, then do it."""
    territory, interview = own_record(request, path, Interview.objects.select_related(*_WITH_NAMES), pk)
    if not interview.is_open:
        return closed(request, interview)
    if request.method == "POST":
        return _close(request, interview)
    rows = written_back(interview)
    audience = audience_for(request.user, territory)
    sure = [row for row in rows if row.effect is not Effect.DOCUMENT]
    found = contradictions(sure)
    against = frozenset(key for one in found for key in one.checks)
    context = page(
        request,
        territory,
        2,
        lead=closing_lead(rows),
        interview=interview,
        mark=mark_of(rows),
        faults=contradiction_words(found, settled_classes(sure)),
        rows=closing_rows(sure, audience=audience, against=against),
        asked=closing_rows([row for row in rows if row.effect is Effect.DOCUMENT], audience=audience),
    )
    return render(request, "mapping/interviews/close.html", context)


def _close(request: HttpRequest, interview: Interview) -> HttpResponse:
    try:
        close_interview(
            interview=interview,
            over_document=_keys(request, "over_document"),
            left_out=_keys(request, "left_out"),
            mark=request.POST.get("mark"),
            by=cast("User", request.user),
            expected_version=_version(request),
        )
    except (ConflictError, NotSavedError) as error:
        return _again(request, interview, "interview-close", error)
    messages.success(request, closed_words(interview.checks.all()))
    return HttpResponseRedirect(reverse("interview", args=[interview.territory.path, interview.pk]))


def _keys(request: HttpRequest, name: str) -> frozenset[int]:
    chosen = request.POST.getlist(name)
    return frozenset(int(one) for one in chosen if one.isascii() and one.isdigit() and len(one) < 18)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def withdraw(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Say what withdrawing erases and what stays, then do it."""
    territory, interview = own_record(request, path, Interview.objects.select_related(*_WITH_NAMES), pk)
    if interview.is_withdrawn:
        return closed(request, interview)
    if request.method != "POST":
        context = page(
            request,
            territory,
            2,
            interview=interview,
            notes=interview.notes.count(),
            agreed=interview.follow_ups.count(),
            written=interview.checks.filter(written_at__isnull=False).count(),
        )
        return render(request, "mapping/interviews/withdraw.html", context)
    try:
        withdraw_interview(
            interview=interview, by=cast("User", request.user), expected_version=_version(request)
        )
    except (ConflictError, NotSavedError) as error:
        return _again(request, interview, "interview-withdraw", error)
    messages.success(request, gettext("The interview is withdrawn. Names, notes and agreements are erased."))
    return HttpResponseRedirect(reverse("interview", args=[path, pk]))


def _version(request: HttpRequest) -> int:
    version = request.POST.get("version", "")
    return int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0


def _again(
    request: HttpRequest, interview: Interview, name: str, error: ConflictError | NotSavedError
) -> HttpResponse:
    words = (
        render_message(error.message)
        if isinstance(error, NotSavedError)
        else gettext("Somebody changed the interview meanwhile. Look again, then decide.")
    )
    messages.warning(request, words)
    return HttpResponseRedirect(reverse(name, args=[interview.territory.path, interview.pk]))
