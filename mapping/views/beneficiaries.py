"""Countings of beneficiaries: the list of them, the page of one with its tables, the file, and removing."""

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from clrisk_site.files.export_links import export_links
from clrisk_site.files.exports import table_response
from clrisk_site.people.access import may, record_for, territory_for
from clrisk_site.people.models import User
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.views.once import once
from clrisk_site.people.writing import ConflictError
from diagnosis.audience import FILES, audience_for
from mapping.actions.remove_counting import remove_counting as remove
from mapping.counted import AGE, PROGRAMME
from mapping.filters import CountingFilter
from mapping.forms.counting import RemoveCountingForm
from mapping.models import BeneficiaryCounting
from mapping.presenters.counting_page import (
    area_table,
    counting_lead,
    file_table,
    list_lead,
    list_table,
    programme_words,
    row_facts,
    sex_table,
    source_words,
)
from mapping.presenters.counting_words import sex_words
from mapping.queries.countings import CountingFindings, counting_findings, countings_of

PER_PAGE = 50


@require_safe
def list_countings(request: HttpRequest, path: str) -> HttpResponse:
    """Show which lists were counted here."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    rows = Paginator(countings_of(territory), PER_PAGE).get_page(request.GET.get("page"))
    context = page(
        request,
        territory,
        2,
        lead=list_lead(rows.paginator.count),
        rows=rows,
        table=list_table(list(rows), path),
        edits=may(request.user, Permission.EDIT_MAPPING, territory),
    )
    return render(request, "mapping/beneficiaries/list.html", context)


@require_safe
def show_counting(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Show the persons of one counting by sex and age, and by area."""
    counting = record_for(request.user, _of(path), Permission.VIEW_MAPPING, pk=pk)
    audience = audience_for(request.user, counting.territory)
    findings = counting_findings(counting, audience)
    narrowed = _filter(request, findings)
    programme, sex = narrowed.chosen
    shows_areas = findings.counted.shows_areas(programme)
    table = area_table(findings, audience, programme=programme, sex=sex) if shows_areas else {"rows": []}
    rows = Paginator(table["rows"], PER_PAGE).get_page(request.GET.get("page"))
    has_areas = findings.counted.shows_areas()
    exports = {
        "exports": export_links(request, "beneficiary-counting-export", path, pk),
        "source": source_words(counting),
    }
    context = page(
        request,
        counting.territory,
        2,
        heading=counting.title,
        lead=counting_lead(findings, audience),
        counting=counting,
        filter=narrowed,
        by_sex=sex_table(findings, audience, programme) | ({} if has_areas else exports),
        by_area={**table, "rows": list(rows)} | exports if shows_areas else None,
        rows=rows,
        has_areas=has_areas,
        facts=row_facts(findings, audience),
        edits=may(request.user, Permission.EDIT_MAPPING, counting.territory),
    )
    return render(request, "mapping/beneficiaries/counting.html", context)


@require_safe
def export_counting(request: HttpRequest, path: str, pk: int, format: str) -> HttpResponse:  # noqa: A002 - in the address
    """Hand out the table of the page by area and sex, with small numbers hidden as on paper."""
    counting = record_for(request.user, _of(path), Permission.VIEW_MAPPING, pk=pk)
    findings = counting_findings(counting, FILES)
    programme, _sex = _filter(request, findings).chosen
    if findings.counted.shows_areas() and not findings.counted.shows_areas(programme):
        raise Http404
    table = file_table(findings, FILES, programme)
    return table_response(request, table, format=format, territory=counting.territory, name="beneficiaries")


@require_http_methods(["GET", "HEAD", "POST"])
@once
def remove_counting(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Ask why, then remove a counting with all its numbers."""
    counting = record_for(request.user, _of(path), Permission.EDIT_MAPPING, pk=pk)
    form = RemoveCountingForm(request.POST or None, initial={"version": counting.version})
    if request.method != "POST" or not form.is_valid():
        context = page(request, counting.territory, 2, counting=counting, form=form)
        status = 422 if request.method == "POST" else 200
        return render(request, "mapping/beneficiaries/remove.html", context, status=status)
    data, label = form.cleaned_data, str(counting)
    try:
        remove(
            counting=counting,
            reason=data["reason"],
            by=cast("User", request.user),
            expected_version=data["version"],
        )
    except ConflictError:
        messages.warning(request, gettext("Somebody changed it meanwhile. Look again before you remove it."))
        return HttpResponseRedirect(reverse("beneficiary-counting", args=[path, pk]))
    messages.success(request, gettext("Removed: %(what)s.") % {"what": label})
    return HttpResponseRedirect(reverse("beneficiaries", args=[path]))


def _of(path: str) -> QuerySet[BeneficiaryCounting]:
    return BeneficiaryCounting.objects.filter(territory__path=path).select_related("territory__level")


def _filter(request: HttpRequest, findings: CountingFindings) -> CountingFilter:
    counted = findings.counted
    tells = counted.whole_tells(PROGRAMME)
    programmes = [(key, programme_words(findings, key)) for key in counted.programmes if tells]
    # Areas are narrowed to a sex where they are told by age; elsewhere the tables tell sexes themselves.
    by_sex = counted.area_tells(AGE) and counted.shows_areas(request.GET.get("programme", ""))
    sexes = [(sex, sex_words(sex)) for sex in counted.sexes if by_sex]
    return CountingFilter(request.GET or None, programmes=programmes, sexes=sexes)
