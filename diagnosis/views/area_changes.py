"""What changed in the areas between two years: the page and its file."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from clrisk_site.files.export_links import export_links
from clrisk_site.files.exports import table_response
from clrisk_site.people.access import may, territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from diagnosis.presenters.area_changes import change_limits, change_table, changes_lead
from diagnosis.queries.area_changes import area_changes

PER_PAGE = 50


@require_safe
def show_changes(request: HttpRequest, path: str) -> HttpResponse:
    """Show one factor's number of two years by area, the largest rise first."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    found = area_changes(territory, request.GET.get("factor", ""))
    rows = Paginator(found.areas, PER_PAGE).get_page(request.GET.get("page"))
    address = reverse("area-changes", args=[path])
    options = [
        {"label": name, "url": f"{address}?factor={code}", "current": code == found.factor}
        for code, name in found.factors
    ]
    table = change_table(found, list(rows)) | {"exports": export_links(request, "area-changes-export", path)}
    context = page(
        request,
        territory,
        2,
        lead=changes_lead(found),
        found=found,
        rows=rows,
        options=options,
        table=table,
        limits=change_limits(found),
        imports=may(request.user, Permission.IMPORT_RISK_RESULTS, territory),
    )
    return render(request, "diagnosis/area_changes.html", context)


@require_safe
def export_changes(request: HttpRequest, path: str, format: str) -> HttpResponse:  # noqa: A002 - in the address
    """Hand out the numbers of both years by area."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    found = area_changes(territory, request.GET.get("factor", ""))
    table = change_table(found, found.areas)
    return table_response(request, table, format=format, territory=territory, name="area-changes")
