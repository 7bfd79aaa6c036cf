"""Crosswalks: held together category by category, refused in words, and applied in the background."""

from collections.abc import Mapping
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clrisk_site.catalogue.wording import render as in_words
from clrisk_site.files.actions.start_job import start_job
from clrisk_site.files.export_links import export_links
from clrisk_site.files.exports import table_response
from clrisk_site.people.access import may, record_for, territory_for
from clrisk_site.people.models import User
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.views.editing import edit_record
from clrisk_site.people.views.once import once
from clrisk_site.people.views.removing import remove_record
from clrisk_site.places.models import Territory
from diagnosis.audience import FILES, audience_for
from diagnosis.crosswalk_rules import Sides, faults_of, is_numeric
from diagnosis.forms.crosswalk import ELSEWHERE, NUMBER, CrosswalkForm, CrosswalkStartForm, TransferForm
from diagnosis.models import AnalysisResult, Crosswalk
from diagnosis.presenters.stale_words import marked
from diagnosis.presenters.transfer_page import (
    area_table,
    both_said,
    crosswalk_lead,
    crosswalk_list,
    crosswalks_lead,
    leaves_out,
    mapping_table,
    warnings_of,
)
from diagnosis.queries.cell_sets import cell_sources_of
from diagnosis.queries.codebook import codebook_of
from diagnosis.queries.crosswalks import (
    BothSides,
    benchmarks_of,
    both_sides,
    crosswalks_at,
    crosswalks_of,
    is_confirmed,
    models_for,
    results_by_crosswalk,
)
from diagnosis.queries.definition import frozen_definition
from diagnosis.staleness import reasons_of
from diagnosis.statistics.transfer.variables import ModelVariable
from diagnosis.transfer_job import TRANSFERRING

SHOWN = 30
"""Areas on the page; the file has all of them."""


@require_safe
def show_crosswalks(request: HttpRequest, path: str) -> HttpResponse:
    """List the crosswalks with what came of each."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    crosswalks = list(crosswalks_of(territory))
    models, sources = models_for(territory).count(), len(cell_sources_of(territory))
    context = page(
        request,
        territory,
        2,
        lead=crosswalks_lead(len(crosswalks), models=models, sources=sources),
        crosswalks=crosswalks,
        table=crosswalk_list(
            crosswalks, results_by_crosswalk(territory), path, in_force=frozen_definition(territory)
        ),
        possible=models and sources,
        edits=may(request.user, Permission.EDIT_DIAGNOSIS, territory),
    )
    return render(request, "diagnosis/crosswalks.html", context)


@require_safe
def show_crosswalk(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Show one crosswalk, whether it still holds, and the risks that came of it."""
    crosswalk = record_for(request.user, crosswalks_at(path), Permission.VIEW_DIAGNOSIS, pk=pk)
    territory = crosswalk.territory
    definition = frozen_definition(territory)
    both = both_sides(crosswalk, definition)
    confirmed = is_confirmed(crosswalk, definition)
    faults = faults_of(both.sides, crosswalk.mapping, same_definition=confirmed)
    result = results_by_crosswalk(territory).get(crosswalk.pk)
    context = page(
        request,
        territory,
        2,
        crosswalk=crosswalk,
        lead=crosswalk_lead(faults, result),
        faults=[in_words(fault) for fault in faults],
        table=mapping_table(crosswalk),
        left_out=leaves_out(crosswalk),
        result=result,
        definition=definition,
        apply_form=_transfer_form(territory, both) if both.cells and not faults else None,
        edits=may(request.user, Permission.EDIT_DIAGNOSIS, territory),
    )
    if result is not None:
        context |= {
            "areas": area_table(result, _names(result), audience_for(request.user, territory), rows=SHOWN)
            | {"exports": export_links(request, "crosswalk-export", path, pk)},
            "more": max(len(result.result["areas"]) - SHOWN, 0),
            "stale": _stale(result),
            "warnings": warnings_of(result),
        }
    return render(request, "diagnosis/crosswalk.html", context)


def _stale(result: AnalysisResult) -> list[str]:
    return [in_words(one) for one in reasons_of(result, frozen_definition(result.territory))]


@require_safe
def export_crosswalk(request: HttpRequest, path: str, pk: int, format: str) -> HttpResponse:  # noqa: A002 - in the address
    """Hand out the risks of all areas, those with few children left out."""
    crosswalk = record_for(request.user, crosswalks_at(path), Permission.VIEW_DIAGNOSIS, pk=pk)
    result = results_by_crosswalk(crosswalk.territory).get(crosswalk.pk)
    if result is None:
        return HttpResponseRedirect(reverse("crosswalk", args=[path, pk]))
    table = marked(area_table(result, _names(result), FILES), _stale(result))
    return table_response(request, table, format=format, territory=crosswalk.territory, name="transfer")


@require_http_methods(["GET", "HEAD", "POST"])
def create_crosswalk(request: HttpRequest, path: str) -> HttpResponse:
    """Choose model and cells, then their columns, then place every category."""
    territory = territory_for(request.user, path, Permission.EDIT_DIAGNOSIS)
    sources = cell_sources_of(territory)
    start = CrosswalkStartForm(request.GET or None, models=models_for(territory), sources=sources)
    if not start.is_valid():
        context = page(request, territory, 2, form=start)
        return render(request, "diagnosis/crosswalk_start.html", context, status=422 if start.errors else 200)
    model, key = start.cleaned_data["model"], start.cleaned_data["cells"]
    origin = next(one for one in sources if one.key == key)
    known = crosswalks_of(territory).filter(model=model, source=origin.source, year=origin.year).first()
    if known is not None and request.method != "POST":
        return HttpResponseRedirect(reverse("crosswalk-edit", args=[path, known.pk]))
    new = Crosswalk(territory=territory, model=model, source=origin.source, year=origin.year)
    return _edit(request, new, {"model": str(model.pk), "cells": key})


@require_http_methods(["GET", "HEAD", "POST"])
def edit_crosswalk(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Edit a crosswalk; its columns may be chosen anew."""
    crosswalk = record_for(request.user, crosswalks_at(path), Permission.EDIT_DIAGNOSIS, pk=pk)
    return _edit(request, crosswalk, {})


def _edit(request: HttpRequest, crosswalk: Crosswalk, kept: Mapping[str, str]) -> HttpResponse:
    territory = crosswalk.territory
    definition = frozen_definition(territory)
    both = both_sides(crosswalk, definition)
    columns = _columns(request, crosswalk, both.sides)
    path = territory.path
    above = reverse("crosswalks", args=[path])
    choices = [
        (f"column-{place}", variable.name, columns[variable.name], _column_choices(variable, both.sides))
        for place, variable in enumerate(both.sides.variables)
    ]
    return edit_record(
        request,
        CrosswalkForm,
        crosswalk,
        template="diagnosis/crosswalk_edit.html",
        then=lambda saved: reverse("crosswalk", args=[path, saved.pk]),
        context=page(
            request,
            territory,
            2,
            crosswalk=crosswalk,
            choices=choices,
            kept=kept,
            both_said=both_said(crosswalk, both.sides, definition),
        ),
        form_options={
            "sides": both.sides,
            "columns": columns,
            "codebook": codebook_of(territory),
            "definition": definition,
        },
        above=above,
    )


def _columns(request: HttpRequest, crosswalk: Crosswalk, sides: Sides) -> dict[str, str]:
    """Return the local column of each variable: as chosen now, else as stored, else of the same name."""
    alike = {name.casefold(): name for name in sides.columns}
    found = {}
    for place, variable in enumerate(sides.variables):
        chosen = request.GET.get(f"column-{place}")
        if chosen is None:
            chosen = _stored(crosswalk.mapping.get(variable.name, {}))
        if chosen is None:
            chosen = alike.get(variable.name.casefold(), "")
        known = chosen == ELSEWHERE or chosen.removeprefix(NUMBER) in sides.columns
        found[variable.name] = chosen if known else ""
    return found


def _stored(written: Mapping[str, Any]) -> str | None:
    if "shares" in written:
        return ELSEWHERE
    column = written.get("column")
    return f"{NUMBER}{column}" if column and written.get("number") else column


def _column_choices(variable: ModelVariable, sides: Sides) -> list[tuple[str, str]]:
    """Return the columns that may stand for a variable; numbers only where the model has no categories."""
    choices = [("", gettext("No column yet")), *((name, name) for name in sides.columns)]
    if variable.yes_no or variable.number:
        words = gettext("%(column)s, as a number")
        choices += [
            (f"{NUMBER}{name}", words % {"column": name})
            for name, codes in sides.columns.items()
            if is_numeric(codes)
        ]
    return [*choices, (ELSEWHERE, gettext("None: use the distribution of a larger territory"))]


@require_POST
@once
def start_transfer(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Have the coefficients applied in the background; a crosswalk that does not hold is refused there."""
    crosswalk = record_for(request.user, crosswalks_at(path), Permission.EDIT_DIAGNOSIS, pk=pk)
    both = both_sides(crosswalk, frozen_definition(crosswalk.territory))
    form = _transfer_form(crosswalk.territory, both, request)
    if not form.is_valid() or form.cleaned_data["level"] is None:
        messages.error(request, gettext("The areas or the survey are not there any more. Choose again."))
        return HttpResponseRedirect(reverse("crosswalk", args=[path, pk]))
    job = start_job(
        kind=TRANSFERRING.code,
        territory=crosswalk.territory,
        language=get_language() or "es",
        parameters={"crosswalk_pk": crosswalk.pk, **form.cleaned_data},
        by=cast("User", request.user),
    )
    return HttpResponseRedirect(reverse("job", args=[path, job.pk]))


@require_POST
@once
def remove_crosswalk(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Take a crosswalk back; results that came of it keep their own copy."""
    crosswalk = record_for(request.user, crosswalks_at(path), Permission.EDIT_DIAGNOSIS, pk=pk)
    return remove_record(request, crosswalk, reverse("crosswalks", args=[path]))


def _transfer_form(territory: Territory, both: BothSides, request: HttpRequest | None = None) -> TransferForm:
    levels = both.cells.levels if both.cells else ()
    shares = [(pk, f"{name}: {share:.1f} %") for pk, name, share in benchmarks_of(territory)]
    return TransferForm(request.POST if request else None, levels=levels, shares=shares)


def _names(result: AnalysisResult) -> dict[str, str]:
    wanted = {one["path"] for one in result.result["areas"]}
    within = Territory.objects.within(result.territory)
    return {path: name for path, name in within.values_list("path", "name") if path in wanted}
