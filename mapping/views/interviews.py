"""Interviews: their list with what is due, the page of one, and its form."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clrisk_site.files.export_links import export_links
from clrisk_site.files.exports import table_response
from clrisk_site.people.access import found_or_404, may, territory_for
from clrisk_site.people.filter_words import filter_words
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.saved_list import saved_views
from clrisk_site.people.views.editing import edit_record
from clrisk_site.people.views.once import once
from clrisk_site.people.views.removing import remove_record
from clrisk_site.places.models import Territory
from diagnosis.audience import audience_for
from mapping.forms.interview import InterviewForm
from mapping.interview_filter import InterviewFilter
from mapping.models import Interview
from mapping.presenters.interview_page import (
    interview_facts,
    interview_lead,
    next_step,
    sheet_parts,
    team_facts,
)
from mapping.presenters.interview_table import follow_up_rows, interview_table, interviews_lead
from mapping.queries.asked_facts import asked_of
from mapping.queries.interview_notes import notes_readable_by, reads_restricted
from mapping.queries.interviews import counts_of, interviews_of, open_follow_ups
from mapping.views.fetching import own_record

PER_PAGE = 50
LONGEST_KEY = 10


@require_safe
def list_interviews(request: HttpRequest, path: str) -> HttpResponse:
    """List the interviews of a place, with what was agreed and is due on top."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    today = timezone.localdate()
    every = list(interviews_of(territory))
    due = list(open_follow_ups(territory))
    narrowed = InterviewFilter(request.GET or None, queryset=interviews_of(territory))
    rows = Paginator(narrowed.qs, PER_PAGE).get_page(request.GET.get("page"))
    counts = counts_of(every, len(due))
    context = page(
        request,
        territory,
        2,
        lead=interviews_lead(counts),
        counts=counts,
        filter=narrowed,
        saved=saved_views(request, territory, "interviews"),
        rows=rows,
        due=follow_up_rows(due, path=path, today=today),
        table={
            **interview_table(rows, path=path),
            "exports": export_links(request, "interviews-export", path),
        },
        edits=territory.level.is_municipal and may(request.user, Permission.EDIT_MAPPING, territory),
    )
    return render(request, "mapping/interviews/list.html", context)


@require_safe
def export_interviews(request: HttpRequest, path: str, format: str) -> HttpResponse:  # noqa: A002 - in the address
    """Hand out with whom was talked, when and how; no names and no notes."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    narrowed = InterviewFilter(request.GET or None, queryset=interviews_of(territory))
    table = interview_table(narrowed.qs, path=path)
    table["narrowed"] = filter_words(narrowed.form)
    return table_response(request, table, format=format, territory=territory, name="interviews")


@require_safe
def show_interview(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Show one interview as a sheet: its themes with what is known, what was answered and what was noted."""
    territory, interview = seen_interview(request, path, pk)
    edits = may(request.user, Permission.EDIT_MAPPING, territory)
    is_team = reads_restricted(request.user, territory)
    asked = asked_of(interview)
    notes = list(notes_readable_by(request.user, territory).filter(interview=interview))
    follow_ups = follow_up_rows(interview.follow_ups.all(), path=path, today=timezone.localdate())
    context = page(
        request,
        territory,
        2,
        heading=str(interview.institution),
        lead=interview_lead(interview, asked),
        interview=interview,
        facts=interview_facts(interview),
        team_facts=team_facts(interview) if is_team else [],
        parts=sheet_parts(interview, asked, notes, audience=audience_for(request.user, territory)),
        follow_ups=follow_ups,
        next_step=next_step(interview, asked) if edits else None,
        edits=edits,
        answers=edits and interview.is_open,
        writes_notes=edits and not interview.is_withdrawn,
    )
    return render(request, "mapping/interviews/interview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def create_interview(request: HttpRequest, path: str) -> HttpResponse:
    """Plan an interview, or record one that was held."""
    territory = territory_for(request.user, path, Permission.EDIT_MAPPING)
    if not territory.level.is_municipal:
        raise Http404
    interview = Interview(territory=territory)
    asked = request.GET.get("institution", "")
    if asked.isascii() and asked.isdigit() and len(asked) < LONGEST_KEY:
        interview.institution_id = int(asked)
    return _edit(request, territory, interview)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_interview(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Change the facts of an interview; one that was withdrawn stays erased."""
    territory, interview = own_record(request, path, Interview.objects.select_related("institution"), pk)
    if not interview.is_open:
        return closed(request, interview)
    return _edit(request, territory, interview)


def _edit(request: HttpRequest, territory: Territory, interview: Interview) -> HttpResponse:
    return edit_record(
        request,
        InterviewForm,
        interview,
        template="mapping/interviews/form.html",
        then=lambda saved: reverse("interview", args=[territory.path, saved.pk]),
        context=page(request, territory, 2, interview=interview),
        form_options={"is_team": reads_restricted(request.user, territory)},
        above=reverse("interviews", args=[territory.path]),
    )


@require_POST
@once
def remove_interview(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Remove an interview that was planned and never held; what was said is withdrawn instead."""
    territory, interview = own_record(request, path, Interview.objects.select_related("institution"), pk)
    if interview.notes.exists() or interview.checks.exists() or interview.follow_ups.exists():
        messages.warning(request, gettext("Something was noted in it. Withdraw it if who spoke wishes so."))
        return HttpResponseRedirect(reverse("interview", args=[path, pk]))
    return remove_record(request, interview, reverse("interviews", args=[territory.path]))


def closed(request: HttpRequest, interview: Interview) -> HttpResponse:
    """Lead back to an interview that can no longer be changed, and say so."""
    words = (
        gettext("This interview was withdrawn. Nothing more is recorded in it.")
        if interview.is_withdrawn
        else gettext("This interview is closed. Plan another one if something changed.")
    )
    messages.warning(request, words)
    return HttpResponseRedirect(reverse("interview", args=[interview.territory.path, interview.pk]))


def seen_interview(request: HttpRequest, path: str, pk: int) -> tuple[Territory, Interview]:
    """Fetch an interview of this very place for a person who may look at its mapping."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    interviews: QuerySet[Interview] = Interview.objects.select_related("institution", "territory")
    found = found_or_404(interviews.filter(territory=territory), pk=pk)
    found.territory = territory
    return territory, found
