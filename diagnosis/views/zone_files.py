"""The zones as GeoJSON and the areas as CSV, with the same numbers hidden as on the page."""

import json

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from clrisk_site.people.access import territory_for
from clrisk_site.people.actions.note_handing_out import note_export
from clrisk_site.people.permissions import Permission
from clrisk_site.tables.writing import write_csv
from diagnosis.audience import FILES
from diagnosis.presenters.area_table import area_file
from diagnosis.presenters.zone_geojson import zone_features
from diagnosis.queries.stale_areas import stale_areas
from diagnosis.queries.zones import zones_of


@require_safe
def download_geojson(request: HttpRequest, path: str) -> HttpResponse:
    """Send the zones with their outlines."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    findings = zones_of(territory)
    features = zone_features(findings, audience=FILES, stale=stale_areas(findings, territory))
    text = json.dumps(features, ensure_ascii=False)
    name = f"zones-{territory.code}.geojson"
    note_export(request, territory, file=name)
    return _attachment(text, "application/geo+json", name)


@require_safe
def download_csv(request: HttpRequest, path: str) -> HttpResponse:
    """Send all areas with class, index and factors."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    findings = zones_of(territory)
    header, rows = area_file(findings, audience=FILES, stale=stale_areas(findings, territory))
    name = f"areas-{territory.code}.csv"
    note_export(request, territory, file=name)
    return _attachment(write_csv(header, rows), "text/csv; charset=utf-8", name)


def _attachment(text: str | bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
