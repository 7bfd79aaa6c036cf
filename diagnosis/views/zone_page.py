"""The page of one zone, and the trail of what people changed in the zones."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from clrisk_site.figures.svg.patterns import pattern_definitions
from clrisk_site.files.export_links import export_links
from clrisk_site.files.exports import table_response
from clrisk_site.people.access import may, record_for, territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from diagnosis.audience import audience_for
from diagnosis.models import Zone
from diagnosis.presenters.zone_map import one_zone_map, reading_notes
from diagnosis.presenters.zone_page import (
    factor_means,
    finding_rows,
    origin_words,
    zone_areas_table,
    zone_facts,
    zone_lead,
    zone_needs,
)
from diagnosis.presenters.zone_table import dropped_rows, zone_rows
from diagnosis.presenters.zone_trail import trail_lead, trail_table
from diagnosis.queries.neighbourhoods import neighbourhoods_of
from diagnosis.queries.zone_evidence import zone_evidence
from diagnosis.queries.zone_trail import trail_of_zone, zone_trail
from diagnosis.queries.zones import zones_of

TRAIL_ROWS = 50


@require_safe
def show_zone(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Show one zone with its areas, children, evidence, needs and trail."""
    zones = Zone.objects.filter(territory__path=path)
    zone = record_for(request.user, zones, Permission.VIEW_DIAGNOSIS, pk=pk)
    findings, audience = zones_of(zone.territory), audience_for(request.user, zone.territory)
    found = next(one for one in (*findings.zones, *findings.dropped) if one.zone_id == zone.pk)
    rows = [*zone_rows(findings, audience=audience), *dropped_rows(findings)]
    row = next(one for one in rows if one.zone_id == zone.pk)
    evidence = zone_evidence(zone, found, findings)
    edits = may(request.user, Permission.EDIT_DIAGNOSIS, zone.territory)
    names = neighbourhoods_of(zone.territory)
    origin, stale = origin_words(evidence.result, evidence.stale)
    context = page(
        request,
        zone.territory,
        2,
        lead=zone_lead(found, findings),
        zone=zone,
        found=found,
        edits=edits,
        map=one_zone_map(findings, found),
        facts=zone_facts(found, row, pieces=evidence.pieces),
        areas=zone_areas_table(found, findings, names=names, audience=audience),
        factors=factor_means(found, findings),
        needs=zone_needs(found, findings, audience=audience, path=path, edits=edits and not found.is_dropped),
        told=finding_rows(evidence.findings),
        origin=origin,
        stale=stale,
        result=evidence.result,
        trail=trail_table(trail_of_zone(zone.territory, zone.letter)),
        notes=reading_notes(findings),
        patterns=mark_safe(pattern_definitions()),  # noqa: S308 - drawn by figures
    )
    return render(request, "diagnosis/zone.html", context)


@require_safe
def show_trail(request: HttpRequest, path: str) -> HttpResponse:
    """Show every change of the zones, the newest first."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    rows = Paginator(zone_trail(territory), TRAIL_ROWS).get_page(request.GET.get("page"))
    context = page(
        request,
        territory,
        2,
        lead=trail_lead(rows.paginator.count, list(rows)),
        rows=rows,
        table=trail_table(rows) | {"exports": export_links(request, "zones-trail-export", path)},
    )
    return render(request, "diagnosis/zones_trail.html", context)


@require_safe
def export_trail(request: HttpRequest, path: str, format: str) -> HttpResponse:  # noqa: A002 - in the address
    """Hand out the whole trail of zones."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    table = trail_table(zone_trail(territory), most_codes=None)
    return table_response(request, table, format=format, territory=territory, name="zones-trail")
