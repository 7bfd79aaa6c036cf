"""What to do when the survey is too small: from a number that is kept back to proxies, records and people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clrisk_site.people.access import territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from diagnosis.presenters.stale_words import stale_sentences
from diagnosis.presenters.ways_on import kept_back_rows, ways, ways_lead
from diagnosis.queries.definition import frozen_definition
from diagnosis.queries.stale_numbers import outdated_numbers
from diagnosis.queries.ways_on import ways_on


@require_safe
def show_ways_on(request: HttpRequest, path: str) -> HttpResponse:
    """Show what the surveys could not tell here, and the ways on."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    found = ways_on(territory)
    context = page(
        request,
        territory,
        2,
        lead=ways_lead(found),
        stale=stale_sentences(outdated_numbers(territory, frozen_definition(territory))),
        kept_back=kept_back_rows(found, path),
        ways=ways(found, path),
    )
    return render(request, "diagnosis/small_survey.html", context)
