"""What changed between two maps: as a map, as a table, as a file."""

from collections.abc import Sequence

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clrisk_site.atlas.forms.changes import PairForm
from clrisk_site.atlas.presenters.changes import (
    changes_lead,
    changes_table,
    changes_title,
    in_order,
    kind_choices,
    nothing_to_compare,
    reading_notes,
)
from clrisk_site.atlas.presenters.changes_map import changes_map
from clrisk_site.atlas.queries.comparison import MOST_COMPARED, MapChanges, changes_between
from clrisk_site.atlas.queries.stored_maps import StoredMap, comparable, stored_maps
from clrisk_site.files.export_links import export_links
from clrisk_site.files.exports import table_response
from clrisk_site.people.access import territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory

PER_PAGE = 25


@require_safe
def show_changes(request: HttpRequest, path: str) -> HttpResponse:
    """Show what changed between two maps of the same level."""
    territory = territory_for(request.user, path, Permission.VIEW_PUBLISHED)
    maps = stored_maps(territory)
    compared = _compared(request, territory, maps)
    if compared is None:
        context = page(request, territory, None, lead=nothing_to_compare(territory, maps))
        return render(request, "atlas/changes.html", context)
    form, found = compared
    rows = Paginator(in_order(form.narrowed(found.changes)), PER_PAGE).get_page(request.GET.get("page"))
    exports = export_links(request, "map-changes-export", path)
    context = page(
        request,
        territory,
        None,
        lead=changes_lead(found),
        pair=form,
        map=changes_map(territory, found),
        map_title=changes_title(found),
        rows=rows,
        table={**changes_table(found, rows), "source": "", "exports": exports},
        notes=reading_notes(found),
    )
    return render(request, "atlas/changes.html", context)


@require_safe
def export_changes(request: HttpRequest, path: str, format: str) -> HttpResponse:  # noqa: A002 - in the address
    """Hand out every change that the filters leave."""
    territory = territory_for(request.user, path, Permission.VIEW_PUBLISHED)
    compared = _compared(request, territory, stored_maps(territory))
    if compared is None:
        raise Http404
    form, found = compared
    table = changes_table(found, in_order(form.narrowed(found.changes)))
    return table_response(request, table, format=format, territory=territory, name="map-changes")


def _compared(
    request: HttpRequest, territory: Territory, stored: Sequence[StoredMap]
) -> tuple[PairForm, MapChanges] | None:
    """Return what was asked and what was found; None where no level has two maps."""
    maps = comparable([one for one in stored if one.count <= MOST_COMPARED])
    if not maps:
        return None
    form = PairForm(request.GET.dict(), maps=maps)
    found = changes_between(territory, *form.pair)
    form.offer_kinds(kind_choices(found))
    return form, found
