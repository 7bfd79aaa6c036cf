"""The maps stored below a territory, one of them drawn, and its territories by name."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
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
from clrisk_site.atlas.queries.comparison import MOST_COMPARED
from clrisk_site.atlas.queries.outlines import boundaries_of
from clrisk_site.atlas.queries.stored_maps import chosen_map, comparable, stored_maps
from clrisk_site.people.access import may, territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Boundary

PER_PAGE = 20


class _Counted(Paginator[Boundary]):
    """Pages of rows whose number is known already."""

    def __init__(self, rows: QuerySet[Boundary], per_page: int, count: int) -> None:
        self._count = count
        super().__init__(rows, per_page)

    @property
    def count(self) -> int:
        return self._count


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
        compares=bool(comparable([one for one in maps if one.count <= MOST_COMPARED])),
    )
    if chosen is not None:
        boundaries = boundaries_of(territory, chosen).defer("wkb").select_related("territory")
        rows = _Counted(boundaries, PER_PAGE, chosen.count).get_page(request.GET.get("page"))
        context |= {
            "title": title_of(chosen),
            "stored": maps_table(path, maps, chosen),
            "map": drawn_map(territory, chosen),
            "rows": rows,
            "names": names_table(chosen, rows),
            "notes": reading_notes(territory, chosen),
        }
    return render(request, "atlas/maps.html", context)
