"""Answers from KoboToolbox or ODK: the file is read and forgotten, shown, and kept only when confirmed."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from clrisk_site.catalogue.wording import render as render_message
from clrisk_site.files.passing import Passing, said_of
from clrisk_site.people.models import User
from clrisk_site.people.page import page
from clrisk_site.people.views.once import once
from clrisk_site.people.writing import ConflictError, NotSavedError
from clrisk_site.tables.guard import read_guarded
from clrisk_site.tables.limits import TYPED
from clrisk_site.tables.spec import Refusal
from diagnosis.audience import audience_for
from mapping.actions.answer_facts import Answer
from mapping.actions.keep_submission import keep_submission as keep
from mapping.models import Handling, Interview
from mapping.presenters.interview_submission import answer_rows, note_rows, submission_lead, talk_rows
from mapping.queries.asked_facts import asked_of
from mapping.queries.interview_notes import reads_restricted
from mapping.views.fetching import own_record
from mapping.views.interviews import closed
from mapping.xlsform.reading import NotThisInterviewError, Submission, read_submission
from mapping.xlsform.standing import answers_against, said_of_talk

_SALT = "mapping.interview.submission"
_LIFETIME_SECONDS = 60 * 60


class SubmissionFileForm(forms.Form):
    """The file with the submissions."""

    file = forms.FileField(
        label=_("File with the answers"),
        help_text=_("The export of KoboToolbox or ODK as CSV or XLSX, with XML values and headers."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={"required": _("Choose a file."), "missing": _("Choose a file.")},
    )


# The token stands in the body. `Passing` checks it, after it is known who asks and how much is read.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def read_submissions(request: HttpRequest, path: str, pk: int) -> HttpResponseBase:
    """Ask for the file, read it, and show what it would change."""
    interview = _interview(request, path, pk)
    if not interview.is_open:
        return closed(request, interview)
    if request.method != "POST":
        return _ask(request, interview, SubmissionFileForm())
    with Passing(request, TYPED, territory=interview.territory, code="interview") as passing:
        if passing.answer is not None:
            return passing.answer
        read = passing.refusal or _read(passing, interview)
        if isinstance(read, Submission):
            return _show(request, interview, read)
        form = SubmissionFileForm(QueryDict())
        form.errors.clear()
        form.add_error("file", read)
        return _ask(request, interview, form, status=passing.status)


def _read(passing: Passing, interview: Interview) -> Submission | str:
    if passing.file is None:
        return gettext("Choose a file.")
    table = read_guarded(passing.file.path, TYPED, name=passing.name)
    if isinstance(table, Refusal):
        return said_of(table)
    try:
        return read_submission(table, interview)
    except NotThisInterviewError as error:
        return str(error)


@require_POST
@once
def keep_submission(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Keep what was shown."""
    interview = _interview(request, path, pk)
    if not interview.is_open:
        return closed(request, interview)
    again = HttpResponseRedirect(reverse("interview-submissions", args=[path, pk]))
    try:
        plain = signing.loads(
            request.POST.get("said", ""), salt=f"{_SALT}:{interview.pk}", max_age=_LIFETIME_SECONDS
        )
    except signing.BadSignature:
        messages.warning(request, gettext("This page was open for more than an hour. Send the file again."))
        return again
    said, version = Submission.from_plain(plain["said"]), int(plain["version"])
    chosen = frozenset(request.POST.getlist("replace"))
    try:
        keep(
            interview=interview,
            answers=_answers(interview, said, chosen),
            notes=dict(said.notes),
            facts={
                one.name: one.says
                for one in said_of_talk(interview, said)
                if one.name in chosen or not one.is_asked
            },
            handling=_handling(request, interview),
            by=cast("User", request.user),
            expected_version=version,
        )
    except NotSavedError as error:
        messages.warning(request, render_message(error.message))
        return again
    except ConflictError:
        words = gettext("Somebody changed the interview meanwhile. Send the file again to see both.")
        messages.warning(request, words)
        return again
    messages.success(request, gettext("The answers are kept in the interview."))
    return HttpResponseRedirect(reverse("interview", args=[path, pk]))


def _answers(interview: Interview, said: Submission, chosen: frozenset[str]) -> dict[str, Answer]:
    """Return the answers to keep: another one that is recorded stays unless somebody chose to replace it."""
    facts = (fact for one in asked_of(interview) for fact in one.facts)
    left = answers_against(facts, said) - chosen
    return {key: answer for key, answer in said.answers.items() if key not in left}


def _handling(request: HttpRequest, interview: Interview) -> str:
    """Return who may read the notes; one that was not chosen, or may not be, is for the fewest readers."""
    allowed = [Handling.OPEN, Handling.OFF_THE_RECORD]
    if reads_restricted(request.user, interview.territory):
        allowed.append(Handling.RESTRICTED)
    chosen = request.POST.get("handling", "")
    return chosen if chosen in allowed else allowed[-1].value


def _interview(request: HttpRequest, path: str, pk: int) -> Interview:
    interviews = Interview.objects.select_related("institution", "territory__level", "territory__parent")
    territory, interview = own_record(request, path, interviews, pk)
    interview.territory = territory
    return interview


def _ask(
    request: HttpRequest, interview: Interview, form: SubmissionFileForm, status: int = 200
) -> HttpResponse:
    context = page(request, interview.territory, 2, interview=interview, form=form)
    return render(request, "mapping/interviews/submissions.html", context, status=status)


def _show(request: HttpRequest, interview: Interview, said: Submission) -> HttpResponse:
    is_team = reads_restricted(request.user, interview.territory)
    handlings = [one for one in Handling.choices if is_team or one[0] != Handling.RESTRICTED]
    carried: dict[str, Any] = {"said": said.to_plain(), "version": interview.version}
    context = page(
        request,
        interview.territory,
        2,
        interview=interview,
        lead=submission_lead(said),
        said=signing.dumps(carried, salt=f"{_SALT}:{interview.pk}", compress=True),
        talk=talk_rows(interview, said),
        answers=answer_rows(interview, said, audience=audience_for(request.user, interview.territory)),
        notes=note_rows(said),
        faults=said.faults,
        handlings=handlings,
        handling=Handling.RESTRICTED.value if is_team else Handling.OFF_THE_RECORD.value,
    )
    return render(request, "mapping/interviews/submission.html", context)
