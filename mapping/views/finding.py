"""The search over all records of the mapping, as a page and as a table to take along."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clrisk_site.files.export_links import export_links
from clrisk_site.files.exports import table_response
from clrisk_site.people.access import territory_for
from clrisk_site.people.filter_words import filter_words
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.saved_list import saved_views
from clrisk_site.places.models import Territory
from mapping.forms.finding import FindForm
from mapping.presenters.finding import find_lead, found_groups, found_table, left_out_words
from mapping.queries.finding.asking import FindQuestion, Kind
from mapping.queries.finding.looking import find_in_mapping, left_out
from mapping.queries.finding.words import words_of

MOST_OF_ONE_KIND = 200


@require_safe
def find(request: HttpRequest, path: str) -> HttpResponse:
    """Show what was found of each kind, in what the person may read."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    form = FindForm(request.GET, territory=territory)
    question, kinds = _question(request, territory, form)
    found = find_in_mapping(question, kinds)
    asked = {name: str(value) for name, value in request.GET.items() if value and name in form.fields}
    outside = [] if "kind" in asked or not question.words else left_out(question)
    context = page(
        request,
        territory,
        2,
        form=form,
        asked=asked.get("text", ""),
        is_narrowed=any(asked.get(name) for name in ("kind", "level", "factor")),
        lead=find_lead(asked["text"] if question.words else "", found),
        groups=found_groups(found, question.words, asked, path=path),
        left_out=left_out_words(outside),
        saved=saved_views(request, territory, "find"),
        exports=export_links(request, "find-export", path) if found else [],
    )
    return render(request, "mapping/find.html", context, status=200 if form.is_valid() else 422)


@require_safe
def export_found(request: HttpRequest, path: str, format: str) -> HttpResponse:  # noqa: A002 - in the address
    """Hand out all that was found; of notes only the open ones."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    form = FindForm(request.GET, territory=territory)
    question, kinds = _question(request, territory, form)
    found = find_in_mapping(replace(question, most=None, leaves=True), kinds)
    table = {**found_table(found, question.words), "narrowed": filter_words(form)}
    return table_response(request, table, format=format, territory=territory, name="find")


def _question(
    request: HttpRequest, territory: Territory, form: FindForm
) -> tuple[FindQuestion, tuple[Kind, ...]]:
    """Return what is looked for; a question that cannot be understood looks for nothing."""
    if not form.is_valid():
        return FindQuestion(territory, request.user, ()), ()
    asked = form.cleaned_data
    question = FindQuestion(
        territory, request.user, words_of(asked["text"]), level=asked["level"], factor=asked["factor"]
    )
    if asked["kind"]:
        return replace(question, most=MOST_OF_ONE_KIND), (Kind(asked["kind"]),)
    return question, tuple(Kind)
