"""An analysis of microdata in two steps, and a result once more: the file is sent each time."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from clrisk_site.catalogue.wording import render as render_message
from clrisk_site.files.models import Job
from clrisk_site.files.passing import Passing, said_of, sign_header, signed_header
from clrisk_site.people.access import record_for, territory_for
from clrisk_site.people.models import User
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.views.once import once
from clrisk_site.places.models import Territory
from clrisk_site.tables.header import Header
from clrisk_site.tables.spec import Refusal
from diagnosis.actions.analyse_microdata import SentAnalysis, analyse_microdata, note_rerun
from diagnosis.forms.analysis import AnalysisPlanForm
from diagnosis.forms.survey import SurveyAgainForm, SurveyFileForm
from diagnosis.microdata.asking import PROGRAM, Kept, asked_plan, believed
from diagnosis.microdata.plan import AnalysisPlan
from diagnosis.models import AnalysisResult, DefinitionSheet, Factor
from diagnosis.presenters.definition_sheet import definition_code
from diagnosis.presenters.result_words import result_code
from diagnosis.presenters.survey_formats import export_advice
from diagnosis.presenters.survey_steps import survey_steps
from diagnosis.queries.codebook import codebook_of, recodes_of
from diagnosis.queries.definition import frozen_definition
from diagnosis.queries.results import results_at
from diagnosis.queries.same_survey import other_year_of_file, other_year_words
from diagnosis.recomputing import Rerun, needs_file, recompute
from diagnosis.survey.asking import LIMITS

CODE = "analysis"


# The token stands in the body: `Passing` checks it after it is known who asks and how much is read.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def analyse(request: HttpRequest, path: str) -> HttpResponseBase:
    """Ask for the file, then for the choices on its header, then start the job."""
    territory = territory_for(request.user, path, Permission.EDIT_DIAGNOSIS)
    definition = frozen_definition(territory)
    if definition is None:
        return render(request, "diagnosis/analysis_undefined.html", page(request, territory, 2))
    if request.method != "POST":
        return _ask_file(request, territory, definition, SurveyFileForm())
    with Passing(request, LIMITS, territory=territory, code=CODE) as passing:
        if passing.answer is not None:
            return passing.answer
        if passing.data.get("step") == "plan":
            return _start(request, passing, definition)
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
        return _refuse_file(request, passing, definition, header)
    return _ask_plan(request, passing.territory, definition, _plan_form(passing.territory, header))


def _start(request: HttpRequest, passing: Passing, definition: DefinitionSheet) -> HttpResponse:
    territory = passing.territory
    header = signed_header(passing.data.get("header", ""), territory)
    if header is None:
        words = gettext("More than an hour has passed. Send the file again to choose its columns.")
        return _refuse_file(request, passing, definition, words)
    form = _plan_form(territory, header, passing.data)
    fault = passing.refusal or _other_file(passing, header.sha256)
    if fault:
        form.add_error("file", fault)
    if form.is_valid():
        earlier = other_year_of_file(territory, sha256=header.sha256, year=form.cleaned_data["year"])
        if earlier is not None:
            form.add_error("year", render_message(other_year_words(earlier)))
    if not form.is_valid() or passing.file is None:
        return _ask_plan(request, territory, definition, form, status=passing.status)
    plan = form.plan()
    found = _reduced(passing, plan, header.choices, written=form.written_columns)
    if isinstance(found, Refusal):
        form.add_error("file", said_of(found))
        return _ask_plan(request, territory, definition, form)
    said = form.cleaned_data
    sent = SentAnalysis(said["title"], said["source"], said["year"], passing.name, passing.file.sha256)
    return _to_job(_job(request, territory, sent, plan, header.choices, found))


@require_http_methods(["GET", "HEAD", "POST"])
@once
def rerun_result(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Ask for the file of a result once more; compute at once when it comes from data stored here."""
    result = record_for(request.user, results_at(path), Permission.EDIT_DIAGNOSIS, pk=pk)
    if request.method != "POST" or needs_file(result):
        return _ask_again(request, result, SurveyAgainForm() if needs_file(result) else None)
    found = recompute(result)
    words = render_message(found.message)
    if found.outcome in (Rerun.SAME, Rerun.DIFFERS):
        note_rerun(result, same=found.same, by=cast("User", request.user))
    if found.same:
        messages.success(request, words)
    else:
        places = f" ({', '.join(found.differing)})" if found.differing else ""
        messages.warning(request, words + places)
    return HttpResponseRedirect(reverse("result", args=[path, pk]))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def rerun_file(request: HttpRequest, path: str, pk: int) -> HttpResponseBase:
    """Compute a result again from the same file, in the background; nothing stored is changed."""
    result = record_for(request.user, results_at(path), Permission.EDIT_DIAGNOSIS, pk=pk)
    if request.method != "POST" or not needs_file(result):
        return HttpResponseRedirect(reverse("result-rerun", args=[path, pk]))
    with Passing(request, LIMITS, territory=result.territory, code=CODE) as passing:
        return passing.answer if passing.answer is not None else _again(request, passing, result)


def _again(request: HttpRequest, passing: Passing, result: AnalysisResult) -> HttpResponse:
    fault = passing.refusal
    if not fault and passing.file is not None and passing.file.sha256 != result.sha256:
        fault = gettext("This is another file: its fingerprint differs. Nothing was computed or changed.")
    plan = AnalysisPlan.from_plain(result.parameters["plan"])
    found = None if fault else _reduced(passing, plan, result.parameters["reading"])
    if isinstance(found, Refusal):
        fault = said_of(found)
    if fault or found is None or isinstance(found, Refusal):
        form = SurveyAgainForm({})
        form.add_error("file", fault)
        return _ask_again(request, result, form, status=passing.status)
    sent = SentAnalysis(result.title, result.source, result.year, passing.name, result.sha256)
    reading = result.parameters["reading"]
    return _to_job(_job(request, result.territory, sent, plan, reading, found, rerun=result))


def _reduced(
    passing: Passing, plan: AnalysisPlan, reading: Any, *, written: list[int] | None = None
) -> tuple[Kept, bytes] | Refusal:
    sha256 = passing.file.sha256 if passing.file else ""
    found = passing.ask(PROGRAM, asked_plan(plan, sha256, written=written), **reading)
    return found if isinstance(found, Refusal) else believed(*found, plan, passing.name)


def _job(
    request: HttpRequest,
    territory: Territory,
    sent: SentAnalysis,
    plan: AnalysisPlan,
    reading: Any,
    found: tuple[Kept, bytes],
    *,
    rerun: AnalysisResult | None = None,
) -> Job:
    kept, body = found
    return analyse_microdata(
        territory=territory,
        sent=sent,
        plan=plan,
        reading=reading,
        kept=kept,
        body=body,
        by=cast("User", request.user),
        language=get_language() or "es",
        rerun=rerun,
    )


def _to_job(job: Job) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("job", args=[job.territory.path, job.pk]))


def _advice(passing: Passing) -> str:
    """Say how files of statistics programs are exported; they are not read here."""
    return "" if passing.file is None else export_advice(passing.file.path)


def _other_file(passing: Passing, sha256: str) -> str:
    if passing.file is None or passing.file.sha256 == sha256:
        return ""
    return gettext("This is not the file whose columns were read. Send that one, or begin again.")


def _plan_form(territory: Territory, header: Header, data: Any = None) -> AnalysisPlanForm:
    codebook = codebook_of(territory)
    recodes = recodes_of(territory, codebook)
    factors = list(Factor.objects.filter(active=True).order_by("position"))
    return AnalysisPlanForm(header, codebook, recodes, factors, data)


def _refuse_file(
    request: HttpRequest, passing: Passing, definition: DefinitionSheet, words: str
) -> HttpResponse:
    form = SurveyFileForm({})
    form.add_error("file", words)
    return _ask_file(request, passing.territory, definition, form, status=passing.status)


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
        steps=survey_steps(1, territory.path, page="analysis-new"),
        code=definition_code(definition),
    )
    return render(request, "diagnosis/analysis_file.html", context, status=status if form.errors else 200)


def _ask_plan(
    request: HttpRequest,
    territory: Territory,
    definition: DefinitionSheet,
    form: AnalysisPlanForm,
    *,
    status: int = 422,
) -> HttpResponse:
    context = page(
        request,
        territory,
        2,
        form=form,
        steps=survey_steps(2, territory.path, page="analysis-new"),
        definition=definition,
        code=definition_code(definition),
        header=form.header,
        signed=sign_header(form.header, territory),
    )
    return render(request, "diagnosis/analysis_plan.html", context, status=status if form.errors else 200)


def _ask_again(
    request: HttpRequest, result: AnalysisResult, form: forms.Form | None, *, status: int = 422
) -> HttpResponse:
    context = page(request, result.territory, 2, form=form, result=result, code=result_code(result))
    wrong = form is not None and bool(form.errors)
    return render(request, "diagnosis/result_rerun.html", context, status=status if wrong else 200)
