"""Supply and gaps: the matrix with the panel of one cell, and the page of a cell."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
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
from mapping.models import GovernmentLevel
from mapping.presenters.gap_addresses import cell_on_matrix, institution_urls, programme_urls, view_options
from mapping.presenters.gap_matrix import matrix_for, matrix_lead
from mapping.presenters.gap_panel import cell_lead, other_reasons, panel_for, powers_of, supplies_of
from mapping.presenters.gap_table import gaps_list
from mapping.queries.supply_by_factor import latest_year, supply_by_factor
from mapping.queries.supply_records import KnownPlace
from mapping.supply import By, GapCell, SupplyMatrix, SupplyQuestion


@dataclass(frozen=True)
class Wanted:
    """What the address asks for: columns, one factor or all, and the open cell."""

    by: By
    factor: str
    cell: tuple[str, str] | None

    @classmethod
    def read(cls, query: QueryDict) -> "Wanted":
        """Read the address; what is not understood counts as not asked."""
        by = By.LEVEL if query.get("by") == By.LEVEL else By.ZONE
        code, slash, key = query.get("cell", "").partition("/")
        return cls(by, query.get("factor", ""), (code, key) if slash else None)


@require_safe
def show_gaps(request: HttpRequest, path: str) -> HttpResponse:
    """Show factor by zone or level, and what stands behind the cell that is open."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    if not territory.level.is_municipal:
        return render(request, "mapping/gaps_elsewhere.html", page(request, territory, 2))
    wanted = Wanted.read(request.GET)
    matrix = _ask(audience_for(request.user, territory), territory, wanted.by)
    shown = matrix.only(wanted.factor)
    cell = shown.cell(*wanted.cell) if wanted.cell else shown.heaviest_cell
    context = page(
        request,
        territory,
        2,
        lead=matrix_lead(matrix),
        matrix={
            **matrix_for(shown, urls=cell_on_matrix(path, wanted.factor), current=cell.key if cell else None),
            "exports": export_links(request, "gaps-export", path),
        },
        views=view_options(path, matrix, wanted.factor),
        wanted=wanted,
        factors=[row.factor for row in matrix.rows],
        **_opened(request, territory, cell),
    )
    return render(request, "mapping/gaps.html", context)


@require_safe
def export_gaps(request: HttpRequest, path: str, format: str) -> HttpResponse:  # noqa: A002 - in the address
    """Hand out the crossings that the page shows, one per row, with small numbers hidden as on paper."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    if not territory.level.is_municipal:
        raise Http404
    wanted = Wanted.read(request.GET)
    table = gaps_list(_ask(FILES, territory, wanted.by).only(wanted.factor))
    return table_response(request, table, format=format, territory=territory, name="gaps")


@require_safe
def show_cell(request: HttpRequest, path: str, factor: str, key: str) -> HttpResponse:
    """Show everything behind one cell: offers, powers, questions, and what could be redirected."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    by = By.LEVEL if key in GovernmentLevel.values else By.ZONE
    matrix = _ask(audience_for(request.user, territory), territory, by)
    cell = matrix.cell(factor, key)
    if cell is None or not territory.level.is_municipal:
        raise Http404
    context = page(
        request,
        territory,
        2,
        lead=cell_lead(cell),
        other_reasons=other_reasons(cell),
        supplies=supplies_of(cell, programme_urls(path, cell)),
        powers=powers_of(cell.competences, institution_urls(path, cell)),
        **_opened(request, territory, cell),
    )
    return render(request, "mapping/gap_cell.html", context)


def _ask(audience: Audience, territory: Territory, by: By) -> SupplyMatrix:
    question = SupplyQuestion(territory.path, latest_year(territory), by)
    return supply_by_factor(question, audience, known=KnownPlace(territory))


def _opened(request: HttpRequest, territory: Territory, cell: GapCell | None) -> dict[str, object]:
    if cell is None:
        return {"cell": None}
    return {
        "cell": cell,
        "panel": panel_for(cell, urls=programme_urls(territory.path, cell)),
        "cell_url": reverse("gap-cell", args=[territory.path, *cell.key]),
        "designs": may(request.user, Permission.EDIT_DESIGN, territory),
    }
