"""Who may act: the matrix of factors and institutions, the articles behind a crossing, export, print view."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from clrisk_site.files.documents.imprint_words import SHOWN_DIGITS
from clrisk_site.files.export_links import export_links
from clrisk_site.files.exports import table_response
from clrisk_site.files.registry import Order
from clrisk_site.people.access import may, territory_for
from clrisk_site.people.actions.note_handing_out import note_print
from clrisk_site.people.models import User
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from diagnosis.models import Factor
from mapping.attributions import CHILD_LABOUR, Body, Matter
from mapping.documents.attributions import ATTRIBUTIONS, matrix_html, write_matrix
from mapping.models import Competence, GovernmentLevel, Institution
from mapping.owners import owner_paths
from mapping.presenters.attributions import (
    attribution_sheet,
    attributions_lead,
    crossing_lead,
    crossing_rows,
    legend,
    lists_of,
    matrices_of,
)
from mapping.presenters.programme_page import why_not_editable
from mapping.queries.attributions import attribution_of, attributions_of, body_of, child_labour
from mapping.views.fetching import may_edit, seen_from


@require_safe
def show_attributions(request: HttpRequest, path: str) -> HttpResponse:
    """Show who may act on what, as a matrix and as a sentence for each factor."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    found = attributions_of(territory)
    level = request.GET.get("level", "")
    chosen = GovernmentLevel(level) if level in GovernmentLevel.values else None

    def address(matter: Matter, body: Body) -> str:
        return reverse("attribution", args=[path, matter.code, body.pk])

    context = page(
        request,
        territory,
        2,
        lead=attributions_lead(found),
        found=found,
        views=_levels(request.path, chosen),
        matrices=matrices_of(found.of_level(chosen), url=address),
        legend=legend(),
        lists=lists_of(found, path=path),
        exports=export_links(request, "attributions-export", path),
        document=ATTRIBUTIONS,
        edits=may(request.user, Permission.EDIT_MAPPING, territory),
    )
    return render(request, "mapping/attributions.html", context)


def _levels(address: str, chosen: GovernmentLevel | None) -> list[dict[str, object]]:
    """Return the choices of which institutions stand in the columns."""
    every = {"label": gettext("All levels"), "url": address, "current": chosen is None}
    levels = [
        {"label": level.label, "url": f"{address}?level={level.value}", "current": level is chosen}
        for level in GovernmentLevel
    ]
    return [every, *levels]


@require_safe
def show_attribution(request: HttpRequest, path: str, factor: str, institution: int) -> HttpResponse:
    """Show the articles behind one crossing."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    owner = seen_from(territory, Institution.objects.all(), institution)
    matter, body = _matter(factor), body_of(owner)
    rows = (
        Competence.objects.filter(
            institution=owner, factor=matter.factor_id, territory__path__in=owner_paths(territory)
        )
        .select_related("territory")
        .order_by("document", "pk")
    )
    entries = [attribution_of(row) for row in rows]
    context = page(
        request,
        territory,
        2,
        heading=f"{body.short} · {matter.name}",
        lead=crossing_lead(matter, body, entries),
        matter=matter,
        body=body,
        rows=[
            {**shown, "edits": may_edit(request, row)}
            for row, shown in zip(rows, crossing_rows(entries, path=path), strict=True)
        ],
        edits=may(request.user, Permission.EDIT_MAPPING, territory),
        why_not=why_not_editable(owner.territory, here=territory, may_offer=False),
    )
    return render(request, "mapping/attribution.html", context)


def _matter(code: str) -> Matter:
    if code == CHILD_LABOUR:
        return child_labour()
    factor = Factor.objects.filter(code=code).first()
    if factor is None:
        raise Http404
    return Matter(factor.code, str(factor), factor.pk)


@require_safe
def export_attributions(request: HttpRequest, path: str, format: str) -> HttpResponse:  # noqa: A002 - in the address
    """Hand out every power with its article."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    sheet = attribution_sheet(attributions_of(territory))
    return table_response(request, sheet, format=format, territory=territory, name="attributions")


@require_safe
def print_attributions(request: HttpRequest, path: str) -> HttpResponse:
    """Show the matrix as the one page that is printed."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    order = Order(territory, get_language() or "es", by=cast("User", request.user))
    matrix, back = write_matrix(order), reverse("attributions", args=[path])
    note_print(request, territory, file=f"attributions-{matrix.digest[:SHOWN_DIGITS]}")
    return HttpResponse(matrix_html(matrix, for_screen=True, back_url=back, pdf_url=back))
