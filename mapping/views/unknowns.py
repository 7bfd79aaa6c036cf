"""What remains unknown, as the agenda of the interviews."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from clrisk_site.files.export_links import export_links
from clrisk_site.files.exports import table_response
from clrisk_site.people.access import may, territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from mapping.models.institution import GovernmentLevel
from mapping.presenters.unknowns import (
    Entry,
    entries_of,
    groups_of,
    reading_left,
    unknowns_lead,
    unknowns_table,
)
from mapping.queries.unknowns import unknowns_of
from mapping.unknowns import Agenda

PER_PAGE = 20


@require_safe
def show_unknowns(request: HttpRequest, path: str) -> HttpResponse:
    """Show the open questions by institution and programme, and what is left to read before."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    edits = territory.level.is_municipal and may(request.user, Permission.EDIT_MAPPING, territory)
    agenda = unknowns_of(territory)
    entries = _narrowed(request, agenda)
    rows = Paginator(entries, PER_PAGE).get_page(request.GET.get("page"))
    context = page(
        request,
        territory,
        2,
        lead=unknowns_lead(agenda),
        agenda=agenda,
        rows=rows,
        groups=groups_of(list(rows), path=path, edits=edits),
        reading=reading_left(agenda),
        levels=_levels(request),
        institution=request.GET.get("institution", ""),
        exports=export_links(request, "unknowns-export", path) if entries else [],
        edits=edits,
    )
    return render(request, "mapping/unknowns.html", context)


@require_safe
def export_unknowns(request: HttpRequest, path: str, format: str) -> HttpResponse:  # noqa: A002 - in the address
    """Hand out the questions that the page lists, one per row."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    table = unknowns_table(_narrowed(request, unknowns_of(territory)))
    return table_response(request, table, format=format, territory=territory, name="unknowns")


def _narrowed(request: HttpRequest, agenda: Agenda) -> list[Entry]:
    """Keep what the address asks for; what is not understood narrows nothing."""
    level, wanted = request.GET.get("level", ""), request.GET.get("institution", "")
    known = {one.institution_id for one in agenda.institutions}
    number = int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) < 12 else None
    return entries_of(
        agenda,
        level=level if level in GovernmentLevel.values else "",
        institution=number if number in known else None,
    )


def _levels(request: HttpRequest) -> list[dict[str, object]]:
    chosen = request.GET.get("level", "")
    options = [("", gettext("all levels")), *((one.value, str(one.label)) for one in GovernmentLevel)]
    return [{"value": value, "label": label, "current": value == chosen} for value, label in options]
