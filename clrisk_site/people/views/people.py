"""The people of a place: the list, and the page of one person."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from clrisk_site.catalogue.moments import moment_words
from clrisk_site.people.access import may, territory_for
from clrisk_site.people.mailing import failed_at
from clrisk_site.people.models import GrantKind, User
from clrisk_site.people.page import page
from clrisk_site.people.people_filter import PeopleFilter
from clrisk_site.people.permissions import Permission
from clrisk_site.people.presenters.grant_rows import grant_row
from clrisk_site.people.presenters.people_list import people_lead, people_sections
from clrisk_site.people.presenters.person_page import (
    doings_of,
    elsewhere_words,
    person_lead,
    sign_in_words,
)
from clrisk_site.people.queries.people_here import grants_reaching, places_below
from clrisk_site.people.queries.people_question import narrow
from clrisk_site.people.queries.person_grants import person_at, person_here
from clrisk_site.people.record_links import may_end_grant
from clrisk_site.people.second_factor import has_second_factor
from clrisk_site.people.terms import NEEDED
from clrisk_site.people.vouching import may_vouch
from clrisk_site.places.models import Territory


@require_safe
def list_people(request: HttpRequest, path: str) -> HttpResponse:
    """Show who may do what in a place, from when to when, and how to reach them."""
    territory = territory_for(request.user, path, Permission.VIEW_PEOPLE)
    today, grants = timezone.localdate(), list(grants_reaching(territory))
    asked = PeopleFilter(request.GET or None)
    question = asked.question
    shown = narrow(grants, question, today)
    context = page(
        request,
        territory,
        "people",
        lead=people_lead(grants, territory, today),
        filter=asked,
        is_narrowed=question.is_active,
        sections=people_sections(shown, territory, today, is_narrowed=question.is_active),
        below=[] if territory.level.is_municipal else places_below(territory),
        gives=kinds_to_give(request, territory),
        mail_failed_at=_mail_failed(request, territory),
    )
    return render(request, "people/people.html", context)


def _mail_failed(request: HttpRequest, territory: Territory) -> str:
    """When a message could not be sent, for whoever hands out links instead."""
    when = failed_at() if may(request.user, Permission.MANAGE_PEOPLE, territory) else None
    return moment_words(when) if when else ""


@require_safe
def show_person(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Show all that a person may do and where, as far as the viewer may know, and their history."""
    territory = territory_for(request.user, path, Permission.VIEW_PEOPLE)
    person, viewer, today = person_at(territory, pk), cast("User", request.user), timezone.localdate()
    found = person_here(person, territory, viewer=viewer)
    doings = doings_of(found.grants, today)
    rows = [(grant_row(one, today), one.territory.path) for one in found.grants]
    context = page(
        request,
        territory,
        "people",
        heading=str(person),
        lead=person_lead(person, doings),
        person=person,
        doings=doings,
        rows=rows,
        endable={one.pk for one in found.grants if may_end_grant(viewer, one)},
        elsewhere=elsewhere_words(found.elsewhere),
        sign_in=sign_in_words(person, found.open_links),
        is_self=person.pk == viewer.pk,
        manages=may(viewer, Permission.MANAGE_PEOPLE, territory),
        vouches=bool(found.grants) and may_vouch(viewer, person),
        has_second_factor=has_second_factor(person),
        gives=[] if person.closed_on or person.pk == viewer.pk else kinds_to_give(request, territory),
    )
    return render(request, "people/person.html", context)


def kinds_to_give(request: HttpRequest, territory: Territory) -> list[GrantKind]:
    """The kinds of grant that the person may give in this place, the most usual one first."""
    kinds = [GrantKind.POST] if territory.level.is_municipal else []
    kinds += [GrantKind.SEAT, GrantKind.MEMBERSHIP]
    return [kind for kind in kinds if may(request.user, NEEDED[kind], territory)]


def _may_end(request: HttpRequest, kind: str, territory: Territory) -> bool:
    return may(request.user, NEEDED[GrantKind(kind)], territory)
