"""Counting a list of persons: its header, then its counts. The file passes twice and stays nowhere."""

from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from clrisk_site.files.passing import Passing, said_of, sign_header, signed_header
from clrisk_site.people.access import territory_for
from clrisk_site.people.models import User
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.views.once import once
from clrisk_site.places.models import Territory
from clrisk_site.tables.asking import refusal
from clrisk_site.tables.header import Header
from clrisk_site.tables.limits import BULK
from clrisk_site.tables.persons.counting import Tally
from clrisk_site.tables.persons.question import PROGRAM, CountQuestion
from clrisk_site.tables.sentences import RefusedError
from clrisk_site.tables.spec import Refusal
from mapping.actions.keep_counting import CountedBeforeError, EarlierStandError, keep_counting
from mapping.forms.counting import CountForm, ListFileForm
from mapping.models import BeneficiaryCounting
from mapping.presenters.counting_steps import counting_steps, header_words
from mapping.queries.count_vocabulary import count_vocabulary
from mapping.queries.programmes import programmes_seen_from

COUNT = "count"


# The token stands in the body. `Passing` checks it, after it is known who asks and how much is read.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def count_beneficiaries(request: HttpRequest, path: str) -> HttpResponseBase:
    """Ask for the list, then for its columns with the list once more; keep the counts only."""
    territory = territory_for(request.user, path, Permission.EDIT_MAPPING)
    if request.method != "POST":
        return _show_file(request, territory, ListFileForm())
    with Passing(request, BULK, territory=territory, code="beneficiaries") as passing:
        if passing.answer is not None:
            return passing.answer
        if passing.data.get("step") == COUNT:
            return _count(request, territory, passing)
        return _read_header(request, territory, passing)


def _read_header(request: HttpRequest, territory: Territory, passing: Passing) -> HttpResponse:
    form = ListFileForm(request.POST, request.FILES)
    sound = form.is_valid()
    if passing.refusal:
        form.errors.pop("file", None)
        form.add_error("file", passing.refusal)
    elif sound:
        found = passing.read_header(**form.choices)
        if isinstance(found, Header):
            asked = CountForm(header=found, programmes=programmes_seen_from(territory))
            return _show_columns(request, territory, asked)
        form.add_error("file", said_of(found))
    return _show_file(request, territory, form, status=passing.status)


def _count(request: HttpRequest, territory: Territory, passing: Passing) -> HttpResponse:
    header = signed_header(request.POST.get("header", ""), territory)
    if header is None:
        return _start_again(request, territory)
    form = CountForm(request.POST, request.FILES, header=header, programmes=programmes_seen_from(territory))
    sound = form.is_valid()
    fault = passing.refusal or _another_file(passing, header)
    if fault:
        form.errors.pop("file", None)
        form.add_error("file", fault)
    if fault or not sound:
        return _show_columns(request, territory, form, status=passing.status)
    tally = _ask(passing, territory, form)
    if isinstance(tally, Refusal):
        form.add_error("file", said_of(tally))
    elif form.judge(tally):
        return _keep(request, territory, form, tally)
    return _show_columns(request, territory, form, status=422)


def _start_again(request: HttpRequest, territory: Territory) -> HttpResponse:
    form = ListFileForm({}, {})
    form.errors.clear()
    words = gettext("This page was open for more than an hour. Send the list again from the start.")
    form.add_error("file", words)
    return _show_file(request, territory, form, status=422)


# The list was read before: `once` holds a transaction, and reading may take as long as a child may run.
@once
def _keep(request: HttpRequest, territory: Territory, form: CountForm, tally: Tally) -> HttpResponse:
    try:
        kept = keep_counting(
            counting=form.counting(territory=territory),
            tally=tally,
            programme=form.cleaned_data["one_programme"],
            by=cast("User", request.user),
            earlier=form.cleaned_data.get("earlier", ""),
        )
    except EarlierStandError as error:
        form.ask_earlier(error.countings)
        return _show_columns(request, territory, form, status=422)
    except CountedBeforeError as error:
        form.add_error("file", _counted_before(territory, error.counting))
        return _show_columns(request, territory, form, status=422)
    return HttpResponseRedirect(reverse("beneficiary-counting", args=[territory.path, kept.pk]))


def _counted_before(territory: Territory, counting: BeneficiaryCounting) -> str:
    # What another place calls its counting is not told: who counts here may not be allowed to look there.
    if counting.territory_id != territory.pk:
        words = gettext(
            "This list was counted before in %(place)s. Two tables of the same persons could reveal "
            "hidden numbers, so a list is counted in one place only."
        )
        return words % {"place": counting.territory.name}
    words = gettext(
        "This list was counted before as «%(title)s». Two tables of the same persons could reveal "
        "hidden numbers, so remove that counting first."
    )
    return words % {"title": counting.title}


def _another_file(passing: Passing, header: Header) -> str:
    if passing.file is None or passing.file.sha256 == header.sha256:
        return ""
    return gettext("This is not the file whose column names were read. Choose that one, or start again.")


def _ask(passing: Passing, territory: Territory, form: CountForm) -> Tally | Refusal:
    question = CountQuestion(
        form.columns,
        count_vocabulary(territory),
        form.cleaned_data["counted_on"],
        form.answers,
        headless=not form.header.named,
    )
    answer = passing.ask(PROGRAM, question.plan, **form.header.choices)
    if isinstance(answer, Refusal):
        return answer
    return question.read(answer[0]) or refusal(RefusedError("ended"), passing.name)


def _show_file(
    request: HttpRequest, territory: Territory, form: ListFileForm, status: int = 200
) -> HttpResponse:
    context = page(request, territory, 2, form=form, steps=counting_steps("file"))
    return render(request, "mapping/beneficiaries/file.html", context, status=status)


def _show_columns(
    request: HttpRequest, territory: Territory, form: CountForm, status: int = 200
) -> HttpResponse:
    context = page(
        request,
        territory,
        2,
        form=form,
        steps=counting_steps("columns"),
        lead=header_words(form.header),
        header=sign_header(form.header, territory),
        several_sheets=[sheet.name for sheet in form.header.sheets] if len(form.header.sheets) > 1 else [],
        no_header=not form.header.named,
    )
    return render(request, "mapping/beneficiaries/columns.html", context, status=status)
