"""Supply and gaps: the matrix with the panel of one cell, and the page of a cell."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from clrisk_site.figures.audience import Audience
from clrisk_site.files.export_links import export_links
from clrisk_site.files.exports import table_response
from clrisk_site.people.access import may, territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory
from diagnosis.audience import FILES, audience_for
from mapping.gap_asking import Wanted, asked_by_key, page_of
from mapping.presenters.gap_addresses import (
    cell_on_matrix,
    institution_urls,
    page_links,
    programme_urls,
    view_options,
)
from mapping.presenters.gap_cheapest import cheapest_rows
from mapping.presenters.gap_choices import choices_of
from mapping.presenters.gap_made_of import made_of
from mapping.presenters.gap_matrix import matrix_for, matrix_lead
from mapping.presenters.gap_panel import cell_lead, other_reasons, panel_for, powers_of, supplies_of
from mapping.presenters.gap_table import gaps_list
from mapping.queries.supply_by_factor import latest_year, supply_by_factor
from mapping.queries.supply_records import KnownPlace
from mapping.supply import By, GapCell, SupplyMatrix, SupplyQuestion


@require_safe
def show_gaps(request: HttpRequest, path: str) -> HttpResponse:
    """Show factor by zone or level, and what stands behind the cell that is open."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    if not territory.level.is_municipal:
        return render(request, "mapping/gaps_elsewhere.html", page(request, territory, 2))
    wanted = Wanted.read(request.GET.dict())
    audience = audience_for(request.user, territory)
    year = latest_year(territory)
    asked = _ask(audience, territory, wanted, year)
    matrix = asked if wanted.by is not By.BOTH else _ask(audience, territory, Wanted(), year)
    shown = page_of(asked, wanted)
    cell = asked.cell(*wanted.cell) if wanted.cell else shown.matrix.heaviest_cell
    context = page(
        request,
        territory,
        2,
        lead=matrix_lead(matrix),
        matrix={
            **matrix_for(shown.matrix, urls=cell_on_matrix(path, wanted), current=cell.key if cell else None),
            "exports": export_links(request, "gaps-export", path),
        },
        views=view_options(path, wanted),
        wanted=wanted,
        choices=choices_of(asked, wanted),
        pages=page_links(path, wanted, shown),
        cheapest=cheapest_rows(matrix.only(wanted.factor), path=path),
        **_opened(request, territory, cell),
    )
    return render(request, "mapping/gaps.html", context)


@require_safe
def export_gaps(request: HttpRequest, path: str, format: str) -> HttpResponse:  # noqa: A002 - in the address
    """Hand out the crossings that the page shows, one per row, with small numbers hidden as on paper."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    if not territory.level.is_municipal:
        raise Http404
    wanted = Wanted.read(request.GET.dict())
    matrix = _ask(FILES, territory, wanted, latest_year(territory)).only(wanted.factor)
    table = gaps_list(matrix, zone=wanted.zone)
    return table_response(request, table, format=format, territory=territory, name="gaps")


@require_safe
def show_cell(request: HttpRequest, path: str, factor: str, key: str) -> HttpResponse:
    """Show everything behind one cell: offers, powers, questions, and what could be redirected."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    by, level = asked_by_key(key)
    audience = audience_for(request.user, territory)
    cell = _ask(audience, territory, Wanted(by, level=level), latest_year(territory)).cell(factor, key)
    if cell is None or not territory.level.is_municipal:
        raise Http404
    context = page(
        request,
        territory,
        2,
        lead=cell_lead(cell),
        other_reasons=other_reasons(cell),
        supplies=supplies_of(cell, programme_urls(path, cell)),
        made_of=made_of(cell, territory.path),
        powers=powers_of(cell.competences, institution_urls(path, cell)),
        **_opened(request, territory, cell),
    )
    return render(request, "mapping/gap_cell.html", context)


def _ask(audience: Audience, territory: Territory, wanted: Wanted, year: int) -> SupplyMatrix:
    question = SupplyQuestion(territory.path, year, wanted.by, wanted.level)
    return supply_by_factor(question, audience, known=KnownPlace(territory))


def _opened(request: HttpRequest, territory: Territory, cell: GapCell | None) -> dict[str, object]:
    if cell is None:
        return {"cell": None}
    return {
        "cell": cell,
        "panel": panel_for(cell, urls=programme_urls(territory.path, cell)),
        "cell_url": reverse("gap-cell", args=[territory.path, *cell.key]),
        "designs": may(request.user, Permission.EDIT_DESIGN, territory)
        and not cell.is_of_one_level_in_a_zone,
    }
