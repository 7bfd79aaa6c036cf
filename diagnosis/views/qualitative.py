"""Qualitative work: its page and file, the exercises with those who took part, and the findings."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clrisk_site.files.export_links import export_links
from clrisk_site.files.exports import table_response
from clrisk_site.files.queries.attachments import present_rows
from clrisk_site.people.access import may, record_for, territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.views.editing import edit_record
from clrisk_site.people.views.once import once
from clrisk_site.people.views.removing import remove_record
from clrisk_site.places.models import Territory
from diagnosis.audience import audience_for
from diagnosis.filters import FindingFilter
from diagnosis.forms.qualitative import FindingForm, InstrumentForm
from diagnosis.models import Finding, QualitativeInstrument
from diagnosis.presenters.qualitative import (
    consent_is_missing,
    finding_table,
    instrument_facts,
    instrument_lead,
    instrument_table,
    participant_table,
    qualitative_lead,
)
from diagnosis.queries.qualitative import findings_of, instruments_of, qualitative_count

PER_PAGE = 50


@require_safe
def show_qualitative(request: HttpRequest, path: str) -> HttpResponse:
    """Show the exercises that were held and what was found, by factor."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    narrowed = FindingFilter(request.GET or None, queryset=findings_of(territory), territory=territory)
    rows = Paginator(narrowed.qs, PER_PAGE).get_page(request.GET.get("page"))
    count = qualitative_count(territory)
    audience = audience_for(request.user, territory)
    table = finding_table(rows, path=path, edits=False)
    context = page(
        request,
        territory,
        2,
        lead=qualitative_lead(count),
        count=count,
        filter=narrowed,
        rows=rows,
        instruments=instrument_table(instruments_of(territory), audience=audience, path=path),
        table=table | {"exports": export_links(request, "findings-export", path)},
        edits=may(request.user, Permission.EDIT_DIAGNOSIS, territory),
    )
    return render(request, "diagnosis/qualitative.html", context)


@require_safe
def export_findings(request: HttpRequest, path: str, format: str) -> HttpResponse:  # noqa: A002 - in the address
    """Hand out the findings that the filters leave."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    narrowed = FindingFilter(request.GET or None, queryset=findings_of(territory), territory=territory)
    table = finding_table(narrowed.qs, path=path, edits=False)
    return table_response(request, table, format=format, territory=territory, name="findings")


@require_safe
def show_instrument(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Show one exercise, who took part by group, and its findings."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    instrument = get_object_or_404(instruments_of(territory), pk=pk)
    findings = list(findings_of(territory).filter(instrument=instrument))
    edits = may(request.user, Permission.EDIT_DIAGNOSIS, territory)
    context = page(
        request,
        territory,
        2,
        lead=instrument_lead(instrument, len(findings)),
        instrument=instrument,
        facts=instrument_facts(instrument),
        participants=participant_table(instrument, audience=audience_for(request.user, territory)),
        consent_is_missing=consent_is_missing(instrument),
        findings=findings,
        table=finding_table(findings, path=path, edits=edits, with_instrument=False),
        edits=edits,
    )
    return render(request, "diagnosis/instrument.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def create_instrument(request: HttpRequest, path: str) -> HttpResponse:
    """Record an exercise."""
    territory = territory_for(request.user, path, Permission.EDIT_DIAGNOSIS)
    return _edit_instrument(request, territory, QualitativeInstrument(territory=territory))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_instrument(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Correct an exercise, or who took part."""
    instrument = _own_instrument(request, path, pk)
    return _edit_instrument(request, instrument.territory, instrument)


def _own_instrument(request: HttpRequest, path: str, pk: int) -> QualitativeInstrument:
    rows = QualitativeInstrument.objects.filter(territory__path=path)
    return record_for(request.user, rows, Permission.EDIT_DIAGNOSIS, pk=pk)


def _edit_instrument(
    request: HttpRequest, territory: Territory, instrument: QualitativeInstrument
) -> HttpResponse:
    return edit_record(
        request,
        InstrumentForm,
        instrument,
        template="diagnosis/instrument_form.html",
        then=lambda saved: reverse("instrument", args=[territory.path, saved.pk]),
        context=page(request, territory, 2, instrument=instrument),
        above=reverse("qualitative", args=[territory.path]),
    )


@require_POST
@once
def remove_instrument(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Take an exercise out, unless findings or files hang on it."""
    instrument = _own_instrument(request, path, pk)
    kept = ""
    if instrument.findings.exists():
        kept = gettext("This exercise has findings. Remove them first, one by one.")
    elif present_rows(instrument).exists():
        kept = gettext("Files are attached to this record. Remove them first.")
    if kept:
        messages.error(request, kept)
        return HttpResponseRedirect(reverse("instrument", args=[path, pk]))
    return remove_record(request, instrument, reverse("qualitative", args=[path]))


@require_http_methods(["GET", "HEAD", "POST"])
def create_finding(request: HttpRequest, path: str, instrument: int) -> HttpResponse:
    """Tie what an exercise tells to a factor."""
    found = _own_instrument(request, path, instrument)
    finding = Finding(territory=found.territory, instrument=found, zone=found.zone)
    return _edit_finding(request, found, finding)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_finding(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Correct a finding."""
    finding = _own_finding(request, path, pk)
    return _edit_finding(request, finding.instrument, finding)


def _own_finding(request: HttpRequest, path: str, pk: int) -> Finding:
    rows = Finding.objects.filter(territory__path=path).select_related("instrument", "factor")
    return record_for(request.user, rows, Permission.EDIT_DIAGNOSIS, pk=pk)


def _edit_finding(request: HttpRequest, instrument: QualitativeInstrument, finding: Finding) -> HttpResponse:
    territory = finding.territory
    address = reverse("instrument", args=[territory.path, instrument.pk])
    return edit_record(
        request,
        FindingForm,
        finding,
        template="diagnosis/finding_form.html",
        then=lambda _saved: address,
        context=page(request, territory, 2, instrument=instrument, finding=finding),
        above=address,
    )


@require_POST
@once
def remove_finding(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Take a finding back."""
    finding = _own_finding(request, path, pk)
    return remove_record(request, finding, reverse("instrument", args=[path, finding.instrument_id]))
