"""Factsheets: the page that offers them, their print views, one zone's files, and those of a whole state."""

from collections.abc import Callable
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST, require_safe

from clrisk_site.catalogue.wording import render as in_words
from clrisk_site.files.actions.issue_document import issue
from clrisk_site.files.actions.start_job import start_job
from clrisk_site.files.documents.imprint_words import SHOWN_DIGITS
from clrisk_site.files.forms.prepare import PrepareForm
from clrisk_site.files.handing_out import hand_out_made
from clrisk_site.files.models import DocumentFormat
from clrisk_site.files.registry import DocumentNotPossible, Order
from clrisk_site.people.access import may, record_for, territory_for
from clrisk_site.people.actions.note_handing_out import note_print
from clrisk_site.people.models import User
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.views.once import once
from clrisk_site.places.models import Territory
from diagnosis.documents import state_factsheets, zone_factsheets
from diagnosis.documents.factsheets import place_sheets
from diagnosis.documents.offered import sections_of
from diagnosis.documents.reader import Version
from diagnosis.documents.report.document import report_html, write
from diagnosis.documents.sheet import ROOMS, SheetSet, blocks_digest, fingerprint_of, sheets_html
from diagnosis.documents.zone_factsheets import zone_sheets
from diagnosis.forms.all_factsheets import AllFactsheetsForm
from diagnosis.models import Zone, ZoneStatus
from diagnosis.presenters.factsheet_page import factsheets_lead, zone_table
from diagnosis.queries.definition import frozen_definition
from diagnosis.queries.stale_numbers import stale_numbers


@require_safe
def show_factsheets(request: HttpRequest, path: str) -> HttpResponse:
    """Offer the factsheets of a place; those who see the diagnosis get zones and the report too."""
    territory = territory_for(request.user, path, Permission.VIEW_PUBLISHED)
    return _show(request, territory, AllFactsheetsForm())


def _show(
    request: HttpRequest, territory: Territory, form: AllFactsheetsForm, status: int = 200
) -> HttpResponse:
    sees = may(request.user, Permission.VIEW_DIAGNOSIS, territory)
    local = territory.level.is_municipal
    zones = list(Zone.objects.filter(territory=territory).exclude(status=ZoneStatus.DROPPED)) if sees else []
    stale = stale_numbers(territory, frozen_definition(territory)) if sees else ()
    below = 0 if local else state_factsheets.municipalities_below(territory).count()
    found = {
        "lead": factsheets_lead(territory, zones=len(zones), stale=len(stale), municipalities=below),
        "sections": sections_of(territory, sees_diagnosis=sees, has_zones=bool(zones)),
        "zones": zone_table(zones, territory.path) if zones else None,
        "municipalities": below,
        "sees": sees,
        "published_only": not sees,
        "form": form,
        "languages": PrepareForm(),
    }
    return render(request, "diagnosis/factsheets.html", page(request, territory, 2, **found), status=status)


@require_safe
def show_factsheet(request: HttpRequest, path: str, version: str) -> HttpResponse:
    """Show the factsheet of a place as one sheet."""
    territory = territory_for(request.user, path, Permission.VIEW_PUBLISHED)
    order, wanted = _order(request, territory), _version(version)
    return _sheet(request, territory, lambda: place_sheets(order, wanted), f"factsheet-{wanted.value}")


@require_safe
def show_zone_factsheets(request: HttpRequest, path: str, version: str) -> HttpResponse:
    """Show the sheets of all zones."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    order, wanted = _order(request, territory), _version(version)
    return _sheet(request, territory, lambda: zone_sheets(order, wanted), f"zone-factsheets-{wanted.value}")


@require_safe
def show_zone_factsheet(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Show the sheet of one zone."""
    zone = _zone(request, path, pk)
    order = _order(request, zone.territory)
    make: Callable[[], Callable[[int], SheetSet]] = lambda: zone_sheets(  # noqa: E731 - as beside
        order, Version.WORKING, zone_id=zone.pk
    )
    return _sheet(request, zone.territory, make, f"zone-factsheet-{zone.letter}")


@require_safe
def show_report(request: HttpRequest, path: str, version: str) -> HttpResponse:
    """Show the report of the characterisation as one page."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    wanted, back = _version(version), reverse("factsheets", args=[path])
    try:
        document = write(_order(request, territory), wanted)
    except DocumentNotPossible as answer:
        return _impossible(request, territory, answer, back)
    digest = blocks_digest(document.title, document.blocks)
    note_print(request, territory, file=f"characterisation-{digest[:SHOWN_DIGITS]}")
    return HttpResponse(report_html(document, for_screen=True, back_url=back, pdf_url=back))


@require_safe
def take_zone_factsheet(request: HttpRequest, path: str, pk: int, format: str) -> HttpResponse:  # noqa: A002 - in the address
    """Hand out the sheet of one zone as a file, numbered in the print log."""
    zone = _zone(request, path, pk)
    if format not in (DocumentFormat.PDF, DocumentFormat.DOCX):
        raise Http404
    form, territory = DocumentFormat(format), zone.territory
    if request.method == "HEAD":
        return HttpResponse()
    made = issue(
        territory=territory,
        kind="zone-factsheets",
        format=form,
        language=get_language() or "es",
        by=cast("User", request.user),
        make=lambda number: zone_factsheets.build(
            _order(request, territory, form, number),
            version=Version.WORKING,
            zone_id=zone.pk,
            name=f"{gettext('zone')}-{zone.letter}",
        ),
        action="document.issue",
    )
    return hand_out_made(made.content, file_name=made.file_name, media_type=made.media_type)


@require_POST
@once
def prepare_all(request: HttpRequest, path: str) -> HttpResponse:
    """Have the factsheets of all municipalities of a larger territory made in one archive."""
    territory = territory_for(request.user, path, Permission.VIEW_PUBLISHED)
    form = AllFactsheetsForm(request.POST)
    if not form.is_valid():
        return _show(request, territory, form, status=422)
    job = start_job(
        kind=state_factsheets.CODE,
        territory=territory,
        language=form.chosen,
        parameters={"version": form.cleaned_data["version"], "format": form.cleaned_data["format"]},
        action="document.prepare",
        by=cast("User", request.user),
    )
    return HttpResponseRedirect(reverse("job", args=[path, job.pk]))


def _sheet(
    request: HttpRequest, territory: Territory, read: Callable[[], Callable[[int], SheetSet]], name: str
) -> HttpResponse:
    back = reverse("factsheets", args=[territory.path])
    try:
        made = read()(ROOMS[0])
    except DocumentNotPossible as answer:
        return _impossible(request, territory, answer, back)
    html = sheets_html(made, for_screen=True, back_url=back, pdf_url=back)
    note_print(request, territory, file=f"{name}-{fingerprint_of(made.sheets)[:SHOWN_DIGITS]}")
    return HttpResponse(html)


def _impossible(
    request: HttpRequest, territory: Territory, answer: DocumentNotPossible, back: str
) -> HttpResponse:
    context = page(request, territory, 2, lead=in_words(answer.message), back=back)
    return render(request, "diagnosis/factsheet_impossible.html", context)


def _order(
    request: HttpRequest,
    territory: Territory,
    form: DocumentFormat = DocumentFormat.PDF,
    number: str = "",
) -> Order:
    return Order(territory, get_language() or "es", form, cast("User", request.user), number)


def _version(text: str) -> Version:
    if text not in Version:
        raise Http404
    return Version(text)


def _zone(request: HttpRequest, path: str, pk: int) -> Zone:
    zones = Zone.objects.filter(territory__path=path).exclude(status=ZoneStatus.DROPPED)
    return record_for(
        request.user, zones.select_related("territory__level"), Permission.VIEW_DIAGNOSIS, pk=pk
    )
