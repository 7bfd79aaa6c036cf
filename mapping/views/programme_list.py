"""The list of programmes: narrowed by filters, in an order, by pages, as a file or a print view."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from clrisk_site.files.export_links import export_links
from clrisk_site.files.exports import table_response
from clrisk_site.people.access import may, territory_for
from clrisk_site.people.filter_words import filter_words
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.saved_list import saved_views
from clrisk_site.people.sorting import SortColumn, sorting_of
from clrisk_site.places.models import Territory
from mapping.models import LocalOffer, Programme
from mapping.presenters.programme_list import programme_table, programmes_above, programmes_lead
from mapping.programme_filter import ProgrammeFilter
from mapping.queries.coverage_by_offer import coverage_by_offer
from mapping.queries.level_order import by_level
from mapping.queries.programmes import (
    count_eligibility,
    eligibility_of,
    newest_offers,
    programmes_seen_from,
)

PER_PAGE = 50
PROGRAMME_ORDERS = (
    SortColumn("name", _("Programme"), field=F("name")),
    SortColumn("level", _("Level"), field=by_level(), words=(_("federal first"), _("municipal first"))),
    SortColumn("institution", _("Institution"), field=F("institution__name")),
)


@require_safe
def list_programmes(request: HttpRequest, path: str) -> HttpResponse:
    """Show the programmes that the territory sees, narrowed down by the filters."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    offers, seen = newest_offers(territory), programmes_seen_from(territory)
    narrowed = ProgrammeFilter(request.GET or None, queryset=seen, territory=territory, offers=offers)
    sorting = sorting_of(request, PROGRAMME_ORDERS, default="level")
    rows = Paginator(sorting.of_database(_with_factors(narrowed), "name"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = page(
        request,
        territory,
        2,
        lead=programmes_lead(count_eligibility(seen, offers))
        if territory.level.is_municipal
        else programmes_above(seen.count()),
        filter=narrowed,
        saved=saved_views(request, territory, "programmes"),
        rows=rows,
        table={
            **sorting.on(_table_of(rows, territory, offers), {0: "name", 1: "level"}),
            "exports": export_links(request, "programmes-export", path),
        },
        edits=may(request.user, Permission.EDIT_MAPPING, territory),
    )
    return render(request, "mapping/programme_list.html", context)


@require_safe
def export_programmes(request: HttpRequest, path: str, format: str) -> HttpResponse:  # noqa: A002 - in the address
    """Hand out all programmes that the filters leave."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    offers, seen = newest_offers(territory), programmes_seen_from(territory)
    narrowed = ProgrammeFilter(request.GET or None, queryset=seen, territory=territory, offers=offers)
    if narrowed.is_refused:  # the list says which filter, and why
        return HttpResponseRedirect(f"{reverse('programmes', args=[path])}?{request.GET.urlencode()}")
    sorting = sorting_of(request, PROGRAMME_ORDERS, default="level")
    table = _table_of(sorting.of_database(_with_factors(narrowed), "name"), territory, offers)
    table["narrowed"] = filter_words(narrowed.form)
    return table_response(request, table, format=format, territory=territory, name="programmes")


def _with_factors(narrowed: ProgrammeFilter) -> QuerySet[Programme]:
    found: QuerySet[Programme] = narrowed.qs.prefetch_related("factor_links__factor")
    return found


def _table_of(
    programmes: Iterable[Programme], territory: Territory, offers: Mapping[int, LocalOffer]
) -> dict[str, Any]:
    rows = list(programmes)
    return programme_table(
        rows,
        path=territory.path,
        offers=offers,
        reach=coverage_by_offer([offers[one.pk] for one in rows if one.pk in offers]),
        eligibility={one.pk: eligibility_of(one, offers) for one in rows},
        is_local=territory.level.is_municipal,
    )
