"""The areas in their two orders, with schools and how firm the order is; and keeping the index."""

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from clrisk_site.catalogue.wording import render as in_words
from clrisk_site.figures.svg.patterns import pattern_definitions
from clrisk_site.files.export_links import export_links
from clrisk_site.files.exports import table_response
from clrisk_site.people.access import may, territory_for
from clrisk_site.people.models import User
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.sorting import sorting_of
from clrisk_site.people.views.once import once
from diagnosis.actions.keep_index import keep_index
from diagnosis.actions.store_result import NoDefinitionError
from diagnosis.audience import FILES, audience_for
from diagnosis.presenters.area_ranking import (
    AREA_ORDERS,
    areas_lead,
    children_notes,
    in_order,
    ranked_areas,
    ranking_table,
    sorted_table,
)
from diagnosis.presenters.proxy_table import thin_words
from diagnosis.presenters.school_layer import school_map, school_words
from diagnosis.presenters.sensitivity_table import sensitivity_table, unstable_words
from diagnosis.presenters.stale_words import marked
from diagnosis.presenters.zone_map import reading_notes
from diagnosis.queries.kept_index import kept_indices
from diagnosis.queries.neighbourhoods import neighbourhoods_of
from diagnosis.queries.schools_by_area import schools_by_area
from diagnosis.queries.stale_areas import stale_areas
from diagnosis.queries.zones import zones_of
from diagnosis.statistics.composite import NoIndexError

PER_PAGE = 50
MOST_DRAWN = 600
"""Areas above which the map of schools is drawn only when it is asked for."""


@require_safe
def show_areas(request: HttpRequest, path: str) -> HttpResponse:
    """Show the areas in the order that is asked, page by page, and how firm it is."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    findings, names = zones_of(territory), neighbourhoods_of(territory)
    audience, schools = audience_for(request.user, territory), schools_by_area(territory)
    sorting = sorting_of(request, AREA_ORDERS, default="-index")
    ranked = ranked_areas(findings, audience)
    rows = Paginator(in_order(ranked, sorting), PER_PAGE).get_page(request.GET.get("page"))
    table = ranking_table(findings, list(rows), audience=audience, names=names, schools=schools)
    exports = export_links(request, "zone-areas-export", path)
    drawn = len(findings.areas.areas) <= MOST_DRAWN or request.GET.get("map") == "schools"
    context = page(
        request,
        territory,
        2,
        lead=areas_lead(findings, names, ranked),
        findings=findings,
        rows=rows,
        table={**sorted_table(table, sorting), "exports": exports},
        unstable=unstable_words(findings.index, names),
        sensitivity=sensitivity_table(findings.index, names),
        notes=[
            *children_notes(findings),
            *thin_words(findings.index, findings.areas),
            *reading_notes(findings),
        ],
        schools=school_words(schools),
        school_map=school_map(findings.areas, schools) if drawn else None,
        school_map_url="" if drawn or not schools.register else "?map=schools#schools",
        kept=kept_indices(findings, territory.pk),
        edits=may(request.user, Permission.EDIT_DIAGNOSIS, territory),
        uncounted=sum(area.children.value is None for area in findings.areas.areas),
        patterns=mark_safe(pattern_definitions()),  # noqa: S308 - drawn by figures
    )
    return render(request, "diagnosis/areas.html", context)


@require_safe
def export_areas(request: HttpRequest, path: str, format: str) -> HttpResponse:  # noqa: A002 - in the address
    """Hand out all areas with both orders, factors and schools, small numbers hidden as on paper."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    findings = zones_of(territory)
    areas = in_order(ranked_areas(findings, FILES), sorting_of(request, AREA_ORDERS, default="-index"))
    table = ranking_table(
        findings,
        areas,
        audience=FILES,
        names=neighbourhoods_of(territory),
        schools=schools_by_area(territory),
        factors=True,
    )
    table = marked(table, stale_areas(findings, territory))
    return table_response(request, table, format=format, territory=territory, name="areas")


@require_POST
@once
def keep(request: HttpRequest, path: str) -> HttpResponse:
    """Keep the index as a result that can be computed again."""
    territory = territory_for(request.user, path, Permission.EDIT_DIAGNOSIS)
    try:
        result = keep_index(territory, by=cast("User", request.user))
    except (NoDefinitionError, NoIndexError) as fault:
        messages.error(request, in_words(fault.message))
    else:
        kept = gettext("The index is kept as result R-%(number)s.") % {"number": result.pk}
        messages.success(request, kept)
    return HttpResponseRedirect(reverse("zone-areas", args=[path]))
