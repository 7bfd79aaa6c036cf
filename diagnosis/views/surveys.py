"""The surveys of a place: the list, one of them, its table as a file, and taking it back."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from clrisk_site.figures.estimate import Verdict
from clrisk_site.files.export_links import export_links
from clrisk_site.files.exports import table_response
from clrisk_site.people.access import may, record_for, territory_for
from clrisk_site.people.models import User
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.views.once import once
from clrisk_site.people.writing import ConflictError, delete_record
from diagnosis.audience import FILES, audience_for
from diagnosis.models import Survey
from diagnosis.presenters.same_years import twin_words, years_words
from diagnosis.presenters.stale_words import marked
from diagnosis.presenters.survey_facts import caveats, survey_facts
from diagnosis.presenters.survey_page import (
    failed_words,
    share_chart,
    share_sheet,
    share_table,
    stale_survey,
    survey_lead,
    survey_list,
    surveys_lead,
    verdict_lead,
)
from diagnosis.presenters.survey_shares import shown_shares
from diagnosis.queries.definition import frozen_definition
from diagnosis.queries.same_survey import other_years_of_title, other_years_with_its_numbers
from diagnosis.queries.surveys import others_of_file, surveys_at, surveys_of


@require_safe
def show_surveys(request: HttpRequest, path: str) -> HttpResponse:
    """List the surveys that were read."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    surveys, audience = list(surveys_of(territory)), audience_for(request.user, territory)
    rows = [
        (survey, shown_shares(survey, audience=audience)[0], reverse("survey", args=[path, survey.pk]))
        for survey in surveys
    ]
    in_force = frozen_definition(territory)
    has_definition = in_force is not None
    context = page(
        request,
        territory,
        2,
        lead=surveys_lead(len(surveys), has_definition=has_definition),
        table=survey_list(rows, in_force),
        surveys=surveys,
        has_definition=has_definition,
        edits=may(request.user, Permission.EDIT_DIAGNOSIS, territory),
    )
    return render(request, "diagnosis/surveys.html", context)


@require_safe
def show_survey(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Show the shares of one survey, each with its interval and verdict."""
    survey = record_for(request.user, surveys_at(path), Permission.VIEW_DIAGNOSIS, pk=pk)
    audience = audience_for(request.user, survey.territory)
    shares = shown_shares(survey, audience=audience)
    everyone = shares[0]
    table = share_table(survey, shares, audience) | {
        "exports": export_links(request, "survey-export", path, pk)
    }
    context = page(
        request,
        survey.territory,
        2,
        survey=survey,
        stale=stale_survey(survey, frozen_definition(survey.territory)),
        lead=survey_lead(survey, everyone),
        verdict=everyone.verdict.value,
        verdict_words=verdict_lead(everyone),
        kept_back=any(one.verdict is Verdict.SUPPRESS for one in shares),
        failed=failed_words(everyone),
        chart=share_chart(shares),
        table=table,
        facts=survey_facts(survey, audience, others=others_of_file(survey)),
        caveats=[*_years(survey), *caveats(survey, audience)],
        edits=may(request.user, Permission.EDIT_DIAGNOSIS, survey.territory),
    )
    return render(request, "diagnosis/survey.html", context)


def _years(survey: Survey) -> list[str]:
    """Say under which other years the same title, or the very same counts, stand here."""
    repeated = years_words(other_years_of_title(survey))
    return [*twin_words(other_years_with_its_numbers(survey)), *([repeated] if repeated else [])]


@require_safe
def export_survey(request: HttpRequest, path: str, pk: int, format: str) -> HttpResponse:  # noqa: A002 - in the address
    """Hand out the table of a survey, with small groups hidden as on paper."""
    survey = record_for(request.user, surveys_at(path), Permission.VIEW_DIAGNOSIS, pk=pk)
    shares = shown_shares(survey, audience=FILES)
    stale = stale_survey(survey, frozen_definition(survey.territory))
    table = marked(share_sheet(survey, shares, FILES), [stale] if stale else [])
    return table_response(request, table, format=format, territory=survey.territory, name="survey")


@require_http_methods(["GET", "HEAD", "POST"])
@once
def remove_survey(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Ask before a survey is taken back; its shares go with it."""
    survey = record_for(request.user, surveys_at(path), Permission.EDIT_DIAGNOSIS, pk=pk)
    if request.method != "POST":
        return render(
            request, "diagnosis/survey_remove.html", page(request, survey.territory, 2, survey=survey)
        )
    version = request.POST.get("version", "")
    try:
        seen = int(version) if version.isdecimal() else 0
        delete_record(survey, by=cast("User", request.user), expected_version=seen)
    except ConflictError:
        messages.error(request, gettext("The survey changed while you read it. Look at it again."))
        return HttpResponseRedirect(reverse("survey", args=[path, pk]))
    return HttpResponseRedirect(reverse("surveys", args=[path]))
