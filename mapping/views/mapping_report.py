"""The report of the mapping and the gap sheets: their print views, and the file of one zone's sheet."""

from collections.abc import Callable
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from clrisk_site.catalogue.wording import render as in_words
from clrisk_site.files.actions.issue_document import issue
from clrisk_site.files.documents.content import Document
from clrisk_site.files.documents.imprint_words import SHOWN_DIGITS
from clrisk_site.files.handing_out import hand_out_made
from clrisk_site.files.models import DocumentFormat
from clrisk_site.files.registry import DocumentNotPossible, Order
from clrisk_site.people.access import territory_for
from clrisk_site.people.actions.note_handing_out import note_print
from clrisk_site.people.models import User
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory
from diagnosis.documents.sheet import blocks_digest
from diagnosis.models import Zone, ZoneStatus
from mapping.documents.report import gap_sheets
from mapping.documents.report.document import write_report
from mapping.documents.report.gap_sheets import write_sheets
from mapping.documents.report.written import html_of


@require_safe
def show_mapping_report(request: HttpRequest, path: str) -> HttpResponse:
    """Show the report of the mapping as one page."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    return _shown(request, territory, write_report, "mapping-report", back="documents")


@require_safe
def show_gap_sheets(request: HttpRequest, path: str) -> HttpResponse:
    """Show the gap sheets of all zones."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    return _shown(request, territory, write_sheets, "gap-sheets", back="gaps")


@require_safe
def show_gap_sheet(request: HttpRequest, path: str, letter: str) -> HttpResponse:
    """Show the gap sheet of one zone."""
    territory, zone = _zone(request, path, letter)
    write: Callable[[Order], Document] = lambda order: write_sheets(order, zone.letter)  # noqa: E731 - as beside
    return _shown(request, territory, write, f"gap-sheet-{zone.letter}", back="gaps")


@require_safe
def take_gap_sheet(request: HttpRequest, path: str, letter: str, format: str) -> HttpResponse:  # noqa: A002 - in the address
    """Hand out the gap sheet of one zone as a file, numbered in the print log."""
    territory, zone = _zone(request, path, letter)
    if format not in (DocumentFormat.PDF, DocumentFormat.DOCX):
        raise Http404
    form = DocumentFormat(format)
    if request.method == "HEAD":
        return HttpResponse()
    made = issue(
        territory=territory,
        kind="gap-sheets",
        format=form,
        language=get_language() or "es",
        by=cast("User", request.user),
        make=lambda number: gap_sheets.build(_order(request, territory, form, number), letter=zone.letter),
        action="document.issue",
    )
    return hand_out_made(made.content, file_name=made.file_name, media_type=made.media_type)


def _zone(request: HttpRequest, path: str, letter: str) -> tuple[Territory, Zone]:
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    zones = Zone.objects.filter(territory=territory, letter=letter).exclude(status=ZoneStatus.DROPPED)
    found = zones.first()
    if found is None:
        raise Http404
    return territory, found


def _order(
    request: HttpRequest, territory: Territory, form: DocumentFormat = DocumentFormat.PDF, number: str = ""
) -> Order:
    person, language = cast("User", request.user), get_language() or "es"
    return Order(territory, language, by=person, format=form, number=number)


def _shown(
    request: HttpRequest, territory: Territory, write: Callable[[Order], Document], name: str, *, back: str
) -> HttpResponse:
    back_url = reverse(back, args=[territory.path])
    try:
        document = write(_order(request, territory))
    except DocumentNotPossible as answer:
        context = page(request, territory, 2, lead=in_words(answer.message), back=back_url)
        return render(request, "diagnosis/factsheet_impossible.html", context)
    digest = blocks_digest(document.title, document.blocks)
    note_print(request, territory, file=f"{name}-{digest[:SHOWN_DIGITS]}")
    pdf = reverse("documents", args=[territory.path])
    return HttpResponse(html_of(document, for_screen=True, back_url=back_url, pdf_url=pdf))
