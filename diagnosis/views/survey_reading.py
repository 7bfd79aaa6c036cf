"""Reads a survey in two steps, and reads it again: the file is sent each time and stays nowhere."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from clrisk_site.catalogue.wording import render as render_words
from clrisk_site.files.passing import Passing, said_of, sign_header, signed_header
from clrisk_site.people.access import record_for, territory_for
from clrisk_site.people.models import User
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory
from clrisk_site.tables.header import Header
from clrisk_site.tables.spec import Refusal
from diagnosis.actions.save_survey import SentSurvey, note_rerun, save_survey
from diagnosis.forms.survey import SurveyAgainForm, SurveyFileForm, SurveyPlanForm, ages_of
from diagnosis.models import DefinitionSheet, Survey
from diagnosis.presenters.definition_sheet import definition_code
from diagnosis.presenters.survey_facts import plan_of
from diagnosis.presenters.survey_formats import export_advice
from diagnosis.presenters.survey_steps import survey_steps
from diagnosis.queries.definition import frozen_definition
from diagnosis.queries.same_survey import other_year_of_file, other_year_words
from diagnosis.queries.surveys import stored_shares, surveys_at
from diagnosis.survey.answer import Answer
from diagnosis.survey.asking import LIMITS, PROGRAM, believed
from diagnosis.survey.comparing import differing
from diagnosis.survey.plan import Plan


# The token stands in the body: `Passing` checks it after it is known who asks and how much is read.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def read_survey(request: HttpRequest, path: str) -> HttpResponseBase:
    """Ask for the file, then for the plan on its header, then compute; a definition must be in force."""
    territory = territory_for(request.user, path, Permission.EDIT_DIAGNOSIS)
    definition = frozen_definition(territory)
    if definition is None:
        return render(request, "diagnosis/survey_undefined.html", page(request, territory, 2))
    if request.method != "POST":
        return _ask_file(request, territory, definition, SurveyFileForm())
    with Passing(request, LIMITS, territory=territory, code="survey") as passing:
        if passing.answer is not None:
            return passing.answer
        if passing.data.get("step") == "plan":
            return _compute(request, passing, definition)
        return _read_header(request, passing, definition)


def _read_header(request: HttpRequest, passing: Passing, definition: DefinitionSheet) -> HttpResponse:
    header = (
        passing.refusal or _advice(passing) or passing.read_header(sheet=passing.data.get("sheet") or None)
    )
    if isinstance(header, Refusal):
        header = said_of(header)
    elif isinstance(header, Header) and not header.named:
        header = gettext("The file has no row with the names of its columns. Add one and send it again.")
    if isinstance(header, str):
        form = SurveyFileForm({})
        form.add_error("file", header)
        return _ask_file(request, passing.territory, definition, form, status=passing.status)
    plan = SurveyPlanForm(header, initial=ages_of(definition))
    return _ask_plan(request, passing.territory, definition, header, plan)


def _compute(request: HttpRequest, passing: Passing, definition: DefinitionSheet) -> HttpResponse:
    territory = passing.territory
    header = signed_header(passing.data.get("header", ""), territory)
    if header is None:
        form = SurveyFileForm({})
        form.add_error(
            "file", gettext("More than an hour has passed. Send the file again to choose its columns.")
        )
        return _ask_file(request, territory, definition, form)
    plan_form = SurveyPlanForm(header, passing.data)
    fault = passing.refusal or _other_file(passing, header.sha256)
    if fault:
        plan_form.add_error("file", fault)
    elif plan_form.is_valid():
        _refuse_other_year(plan_form, territory, header.sha256)
    if not plan_form.is_valid() or passing.file is None:
        return _ask_plan(request, territory, definition, header, plan_form, status=passing.status)
    plan = plan_form.plan()
    found = _asked(passing, plan, header.choices)
    if isinstance(found, Refusal):
        plan_form.add_error("file", said_of(found))
        return _ask_plan(request, territory, definition, header, plan_form)
    said = plan_form.cleaned_data
    survey = save_survey(
        definition=definition,
        sent=SentSurvey(said["title"], said["source"], said["year"], passing.name, passing.file.sha256),
        plan=plan,
        reading=header.choices,
        answer=found,
        by=cast("User", request.user),
    )
    return HttpResponseRedirect(reverse("survey", args=[territory.path, survey.pk]))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def rerun_survey(request: HttpRequest, path: str, pk: int) -> HttpResponseBase:
    """Compute a survey again from the same file, and say whether the digits agree; nothing is changed."""
    survey = record_for(request.user, surveys_at(path), Permission.EDIT_DIAGNOSIS, pk=pk)
    if request.method != "POST":
        return _ask_again(request, survey, SurveyAgainForm())
    with Passing(request, LIMITS, territory=survey.territory, code="survey") as passing:
        if passing.answer is not None:
            return passing.answer
        return _rerun(request, passing, survey)


def _rerun(request: HttpRequest, passing: Passing, survey: Survey) -> HttpResponse:
    fault = passing.refusal
    if not fault and passing.file is not None and passing.file.sha256 != survey.sha256:
        fault = gettext("This is another file: its fingerprint differs. Nothing was computed or changed.")
    found = None if fault else _asked(passing, plan_of(survey), survey.plan["reading"])
    if isinstance(found, Refusal):
        fault = said_of(found)
    if fault or found is None or isinstance(found, Refusal):
        form = SurveyAgainForm({})
        form.add_error("file", fault)
        return _ask_again(request, survey, form, status=passing.status)
    names = differing(stored_shares(survey), found)
    note_rerun(survey, same=not names, by=cast("User", request.user))
    if names:
        words = gettext("These shares came out otherwise: %(names)s. The stored ones were not changed.")
        messages.warning(request, words % {"names": ", ".join(names)})
    else:
        messages.success(request, gettext("Computed again from the same file: all digits agree."))
    return HttpResponseRedirect(reverse("survey", args=[survey.territory.path, survey.pk]))


def _refuse_other_year(form: SurveyPlanForm, territory: Territory, sha256: str) -> None:
    """Refuse a file that stands here under another year, before anything is computed from it."""
    earlier = other_year_of_file(territory, sha256=sha256, year=form.cleaned_data["year"])
    if earlier:
        form.add_error("year", render_words(other_year_words(earlier)))


def _asked(passing: Passing, plan: Plan, reading: Mapping[str, Any]) -> Answer | Refusal:
    found = passing.ask(PROGRAM, plan.to_plain(), **cast("Any", reading))
    return found if isinstance(found, Refusal) else believed(found[0], plan, passing.name)


def _advice(passing: Passing) -> str:
    """Say how files of statistics programs are exported; they are not read here."""
    return "" if passing.file is None else export_advice(passing.file.path)


def _other_file(passing: Passing, sha256: str) -> str:
    if passing.file is None or passing.file.sha256 == sha256:
        return ""
    return gettext("This is not the file whose columns were read. Send that one, or begin again.")


def _ask_file(
    request: HttpRequest,
    territory: Territory,
    definition: DefinitionSheet,
    form: forms.Form,
    *,
    status: int = 422,
) -> HttpResponse:
    context = page(
        request,
        territory,
        2,
        form=form,
        steps=survey_steps(1, territory.path),
        definition=definition,
        code=definition_code(definition),
    )
    return render(request, "diagnosis/survey_file.html", context, status=status if form.errors else 200)


def _ask_plan(
    request: HttpRequest,
    territory: Territory,
    definition: DefinitionSheet,
    header: Header,
    form: SurveyPlanForm,
    *,
    status: int = 422,
) -> HttpResponse:
    context = page(
        request,
        territory,
        2,
        form=form,
        steps=survey_steps(2, territory.path),
        definition=definition,
        code=definition_code(definition),
        header=header,
        signed=sign_header(header, territory),
    )
    return render(request, "diagnosis/survey_plan.html", context, status=status if form.errors else 200)


def _ask_again(request: HttpRequest, survey: Survey, form: forms.Form, *, status: int = 422) -> HttpResponse:
    context = page(request, survey.territory, 2, form=form, survey=survey)
    return render(request, "diagnosis/survey_rerun.html", context, status=status if form.errors else 200)
