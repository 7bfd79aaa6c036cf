"""The services of a place counted per area: the page and its file."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clrisk_site.files.export_links import export_links
from clrisk_site.files.exports import table_response
from clrisk_site.people.access import may, territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from diagnosis.presenters.facility_table import facilities_lead, facility_table, service_table
from diagnosis.queries.facilities import facilities_of

PER_PAGE = 50


@require_safe
def show_facilities(request: HttpRequest, path: str) -> HttpResponse:
    """Show what was counted, and the number of places per area."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    findings = facilities_of(territory)
    rows = Paginator(findings.areas, PER_PAGE).get_page(request.GET.get("page"))
    exports = export_links(request, "facilities-export", path)
    context = page(
        request,
        territory,
        2,
        lead=facilities_lead(findings),
        findings=findings,
        rows=rows,
        services=service_table(findings.services),
        table={**facility_table(findings, list(rows)), "exports": exports},
        imports=may(request.user, Permission.IMPORT_RISK_RESULTS, territory),
    )
    return render(request, "diagnosis/facilities.html", context)


@require_safe
def export_facilities(request: HttpRequest, path: str, format: str) -> HttpResponse:  # noqa: A002 - in the address
    """Hand out the number of places per area and service."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    findings = facilities_of(territory)
    table = facility_table(findings, findings.areas)
    return table_response(request, table, format=format, territory=territory, name="facilities")
