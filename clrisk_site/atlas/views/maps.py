"""The maps stored below a territory, one of them drawn, and its territories by name."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clrisk_site.atlas.presenters.stored_maps import (
    drawn_map,
    maps_lead,
    maps_table,
    names_table,
    reading_notes,
    title_of,
)
from clrisk_site.atlas.queries.outlines import boundaries_of
from clrisk_site.atlas.queries.stored_maps import chosen_map, comparable, stored_maps
from clrisk_site.people.access import may, territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission

PER_PAGE = 20


@require_safe
def show_maps(request: HttpRequest, path: str) -> HttpResponse:
    """Show which maps are stored, and the one that was asked for."""
    territory = territory_for(request.user, path, Permission.VIEW_PUBLISHED)
    maps = stored_maps(territory)
    chosen = chosen_map(maps, year=request.GET.get("year", ""), level=request.GET.get("level", ""))
    context = page(
        request,
        territory,
        None,
        lead=maps_lead(territory, maps),
        chosen=chosen,
        imports=may(request.user, Permission.IMPORT_TERRITORIES, territory),
        compares=bool(comparable(maps)),
    )
    if chosen is not None:
        boundaries = boundaries_of(territory, chosen).defer("wkb").select_related("territory")
        rows = Paginator(boundaries, PER_PAGE).get_page(request.GET.get("page"))
        context |= {
            "title": title_of(chosen),
            "stored": maps_table(path, maps, chosen),
            "map": drawn_map(territory, chosen),
            "rows": rows,
            "names": names_table(chosen, rows),
            "notes": reading_notes(territory, chosen),
        }
    return render(request, "atlas/maps.html", context)
