"""The history of a place and of one record, and its file."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from clrisk_site.catalogue.quantities import grouped
from clrisk_site.people.access import territory_for
from clrisk_site.people.actions.note_handing_out import note_export
from clrisk_site.people.audit_words import THINGS
from clrisk_site.people.history_filter import HistoryFilter
from clrisk_site.people.models import User
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.presenters.history import (
    Reader,
    history_columns,
    history_lead,
    history_rows,
    record_lead,
    timeline,
)
from clrisk_site.people.queries.history import acts_noted, entries_of, entries_of_record, is_known, part_of
from clrisk_site.people.recent import ask_again_unless_recent
from clrisk_site.places.models import Territory
from clrisk_site.tables.writing import write_csv

MOST_ROWS = 10_000


@require_safe
def show_history(request: HttpRequest, path: str) -> HttpResponse:
    """Show who did what and when in a place, the newest first."""
    territory = territory_for(request.user, path, Permission.VIEW_AUDIT)
    narrowed = _narrowed(request, territory)
    part = part_of(narrowed.qs, before=_key(request, "before"), after=_key(request, "after"))
    newest = entries_of(territory).first()
    context = page(
        request,
        territory,
        None,
        lead=history_lead(acts_noted(territory), newest),
        filter=narrowed,
        part=part,
        days=timeline(part.entries, _reader(request, territory), details=False),
        most_rows=grouped(MOST_ROWS),
    )
    return render(request, "people/history.html", context)


@require_safe
def download_history(request: HttpRequest, path: str) -> HttpResponse:
    """Send the newest acts that the filters leave as CSV; that it was taken is an act, too."""
    territory = territory_for(request.user, path, Permission.VIEW_AUDIT)
    ask_again_unless_recent(request)
    narrowed = _narrowed(request, territory)
    if not narrowed.is_understood:
        return redirect(f"{reverse('history', args=[path])}?{request.GET.urlencode()}")
    entries = list(narrowed.qs[:MOST_ROWS])
    text = write_csv(history_columns(), history_rows(entries, _reader(request, territory)))
    name = f"{slugify(gettext('History'))}-{territory.code}.csv"
    note_export(request, territory, file=name, rows=len(entries))
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(
        text, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": disposition}
    )


@require_safe
def show_record_history(request: HttpRequest, path: str, model: str, pk: str) -> HttpResponse:
    """Show every act upon one record with its details before and after; a deleted one keeps its history."""
    territory = territory_for(request.user, path, Permission.VIEW_AUDIT)
    thing = THINGS.get(model)
    if thing is None or not is_known(territory, model, pk):
        raise Http404
    entries = entries_of_record(territory, model, pk)
    part = part_of(entries, before=_key(request, "before"), after=_key(request, "after"))
    reader = _reader(request, territory)
    newest = entries.first()
    context = page(
        request,
        territory,
        None,
        lead=record_lead(entries.count(), newest),
        thing=thing,
        label=reader.title((model, pk), newest),
        part=part,
        days=timeline(part.entries, reader, details=True),
    )
    return render(request, "people/record_history.html", context)


def _narrowed(request: HttpRequest, territory: Territory) -> HistoryFilter:
    return HistoryFilter(request.GET or None, queryset=entries_of(territory), territory=territory)


def _reader(request: HttpRequest, territory: Territory) -> Reader:
    return Reader(cast("User", request.user), territory)


def _key(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 19 else None
