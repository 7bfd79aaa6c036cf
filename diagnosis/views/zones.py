"""The zones on their map, the areas they are made of, and the forms that draw and drop them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from clrisk_site.atlas.keeping import kept
from clrisk_site.figures.svg.patterns import pattern_definitions
from clrisk_site.files.export_links import export_links
from clrisk_site.files.exports import table_response
from clrisk_site.people.access import may, record_for, territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.sorting import sorting_of
from clrisk_site.people.views.editing import edit_record
from clrisk_site.places.models import Territory
from diagnosis.audience import FILES, audience_for
from diagnosis.forms.zone import DropZoneForm, ZoneForm
from diagnosis.models import Zone
from diagnosis.presenters.area_table import area_choices
from diagnosis.presenters.stale_words import marked
from diagnosis.presenters.zone_table import ZONE_ORDERS, zone_table
from diagnosis.presenters.zone_trail import trail_table
from diagnosis.presenters.zones_page import shown_map, zones_content
from diagnosis.queries.area_stamp import area_stamp
from diagnosis.queries.neighbourhoods import neighbourhoods_of
from diagnosis.queries.stale_areas import stale_areas
from diagnosis.queries.zone_trail import zone_trail
from diagnosis.queries.zones import zones_of

TRAIL_ROWS = 5


@require_safe
def show_zones(request: HttpRequest, path: str) -> HttpResponse:
    """Show the map, the zones in their order, and how to read both."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    audience, chosen = audience_for(request.user, territory), request.GET.get("factor", "")
    sorting = sorting_of(request, ZONE_ORDERS, default="-index")
    asked = (audience.value, sorting.key, str(sorting.descending), chosen, str(get_language()))
    address = reverse("zones", args=[path])
    content = kept(
        ("zones", *asked, area_stamp(territory)),
        lambda: zones_content(territory, audience=audience, sorting=sorting, chosen=chosen, address=address),
    )
    context = page(
        request,
        territory,
        2,
        lead=content["lead"],
        content=content,
        sorting=sorting,
        heads={column.key: sorting.head(column.key) for column in ZONE_ORDERS},
        map=shown_map(content["map"]),
        exports=export_links(request, "zones-export", path),
        trail=trail_table(zone_trail(territory)[:TRAIL_ROWS]),
        edits=may(request.user, Permission.EDIT_DIAGNOSIS, territory),
        patterns=mark_safe(pattern_definitions()),  # noqa: S308 - drawn by figures
    )
    return render(request, "diagnosis/zones.html", context)


@require_safe
def export_zones(request: HttpRequest, path: str, format: str) -> HttpResponse:  # noqa: A002 - in the address
    """Hand out the zones with their numbers, with small numbers hidden as on paper."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    findings = zones_of(territory)
    table = marked(zone_table(findings, audience=FILES), stale_areas(findings, territory))
    return table_response(request, table, format=format, territory=territory, name="zones")


@require_http_methods(["GET", "HEAD", "POST"])
def create_zone(request: HttpRequest, path: str) -> HttpResponse:
    """Draw a new zone."""
    territory = territory_for(request.user, path, Permission.EDIT_DIAGNOSIS)
    return _edit(request, territory, Zone(territory=territory))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_zone(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Change a zone, always with a reason."""
    zones = Zone.objects.filter(territory__path=path)
    zone = record_for(request.user, zones, Permission.EDIT_DIAGNOSIS, pk=pk)
    return _edit(request, zone.territory, zone)


def _edit(request: HttpRequest, territory: Territory, zone: Zone) -> HttpResponse:
    names = neighbourhoods_of(territory)
    return edit_record(
        request,
        ZoneForm,
        zone,
        template="diagnosis/zone_edit.html",
        then=lambda _saved: reverse("zones", args=[territory.path]),
        above=reverse("zones", args=[territory.path]),
        context=page(request, territory, 2, zone=zone),
        form_options={"area_choices": area_choices(zones_of(territory), zone.pk, names), "names": names},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def drop_zone(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Take a zone out of use with a reason."""
    zones = Zone.objects.filter(territory__path=path)
    zone = record_for(request.user, zones, Permission.EDIT_DIAGNOSIS, pk=pk)
    return edit_record(
        request,
        DropZoneForm,
        zone,
        template="diagnosis/zone_drop.html",
        then=lambda _saved: reverse("zones", args=[path]),
        above=reverse("zones", args=[path]),
        context=page(request, zone.territory, 2, zone=zone),
        form_options={"initial": {"reason": ""}},
    )
