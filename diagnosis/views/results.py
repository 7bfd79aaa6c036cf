"""The log of analyses, one result, its table as a file, and taking it back."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from clrisk_site.catalogue.wording import render as render_message
from clrisk_site.files.export_links import export_links
from clrisk_site.files.exports import table_response
from clrisk_site.people.access import may, record_for, territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.views.once import once
from clrisk_site.people.views.removing import remove_record
from diagnosis.audience import FILES, audience_for
from diagnosis.models import AnalysisResult
from diagnosis.presenters.result_facts import is_microdata, result_facts, result_limits
from diagnosis.presenters.result_log import log_lead, log_sheet, log_table
from diagnosis.presenters.result_page import make_result_page
from diagnosis.presenters.result_words import result_code
from diagnosis.presenters.stale_words import marked
from diagnosis.queries.definition import frozen_definition
from diagnosis.queries.results import analysis_log, last_rerun, results_at, siblings_of
from diagnosis.result_filter import ResultFilter
from diagnosis.staleness import reasons_of

PER_PAGE = 50


@require_safe
def show_results(request: HttpRequest, path: str) -> HttpResponse:
    """List everything that was computed of a place, with the data and the choices behind it."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    entries, chosen = analysis_log(territory), ResultFilter(request.GET)
    has_definition = frozen_definition(territory) is not None
    shown = Paginator(chosen.kept(entries), PER_PAGE).get_page(request.GET.get("page"))
    table = log_table(list(shown.object_list), path)
    context = page(
        request,
        territory,
        2,
        lead=log_lead(entries, has_definition=has_definition),
        entries=entries,
        filter=chosen,
        results=shown,
        table=table | {"exports": export_links(request, "results-export", path)},
        has_definition=has_definition,
        edits=may(request.user, Permission.EDIT_DIAGNOSIS, territory),
    )
    return render(request, "diagnosis/results.html", context)


@require_safe
def export_results(request: HttpRequest, path: str, format: str) -> HttpResponse:  # noqa: A002 - in the address
    """Hand out the log with every value in a column of its own, as the filter leaves it."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    entries = ResultFilter(request.GET).kept(analysis_log(territory))
    return table_response(
        request, log_sheet(entries), format=format, territory=territory, name="analysis-log"
    )


@require_safe
def show_result(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Show one result in plain words, with its table and chart, and how it was made."""
    result = record_for(request.user, results_at(path), Permission.VIEW_DIAGNOSIS, pk=pk)
    audience = audience_for(request.user, result.territory)
    found = make_result_page(result, audience)
    context = page(
        request,
        result.territory,
        2,
        result=result,
        code=result_code(result),
        lead=found.lead,
        found=found,
        stale=_stale(result),
        facts=result_facts(result, audience, last_rerun(result), siblings_of(result)),
        limits=result_limits(result) if is_microdata(result) else [],
        exports=export_links(request, "result-export", path, pk) if found.whole else [],
        edits=may(request.user, Permission.EDIT_DIAGNOSIS, result.territory),
    )
    return render(request, "diagnosis/result.html", context)


def _stale(result: AnalysisResult) -> list[str]:
    return [render_message(one) for one in reasons_of(result, frozen_definition(result.territory))]


@require_safe
def export_result(request: HttpRequest, path: str, pk: int, format: str) -> HttpResponse:  # noqa: A002 - in the address
    """Hand out the table of a result, with small groups hidden as on paper."""
    result = record_for(request.user, results_at(path), Permission.VIEW_DIAGNOSIS, pk=pk)
    table = make_result_page(result, FILES).whole
    if table is None:
        raise Http404
    table = marked(table, _stale(result))
    return table_response(request, table, format=format, territory=result.territory, name="result")


@require_http_methods(["GET", "HEAD", "POST"])
@once
def remove_result(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Ask before a result is taken back; its rows of the factor ranking go with it."""
    result = record_for(request.user, results_at(path), Permission.EDIT_DIAGNOSIS, pk=pk)
    if request.method == "POST":
        return remove_record(request, result, reverse("results", args=[path]))
    context = page(request, result.territory, 2, result=result, code=result_code(result))
    return render(request, "diagnosis/result_remove.html", context)
