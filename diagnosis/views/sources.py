"""Statistical sources: what each level can tell, and the form of one source."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clrisk_site.files.export_links import export_links
from clrisk_site.files.exports import table_response
from clrisk_site.people.access import may, record_for, territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.views.editing import edit_record
from clrisk_site.people.views.once import once
from clrisk_site.people.views.removing import remove_record
from diagnosis.forms.source import SourceForm
from diagnosis.models import StatisticalSource
from diagnosis.presenters.same_years import years_words
from diagnosis.presenters.source_tables import (
    capability_matrix,
    capability_sheet,
    other_years,
    source_table,
    sources_lead,
)
from diagnosis.queries.sources import sources_of


@require_safe
def show_sources(request: HttpRequest, path: str) -> HttpResponse:
    """Show the capability matrix and the sources behind it."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    sources = sources_of(territory)
    edits = may(request.user, Permission.EDIT_DIAGNOSIS, territory)
    table = source_table(sources, path=path, edits=edits)
    context = page(
        request,
        territory,
        2,
        lead=sources_lead(sources),
        sources=sources,
        matrix=capability_matrix(sources),
        table=table | {"exports": export_links(request, "data-sources-export", path)},
        edits=edits,
    )
    return render(request, "diagnosis/sources.html", context)


@require_safe
def export_sources(request: HttpRequest, path: str, format: str) -> HttpResponse:  # noqa: A002 - in the address
    """Hand out the sources with a column per question."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    table = capability_sheet(sources_of(territory))
    return table_response(request, table, format=format, territory=territory, name="sources")


@require_http_methods(["GET", "HEAD", "POST"])
def create_source(request: HttpRequest, path: str) -> HttpResponse:
    """Record a source."""
    territory = territory_for(request.user, path, Permission.EDIT_DIAGNOSIS)
    return _edit(request, StatisticalSource(territory=territory))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_source(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Change a source."""
    sources = StatisticalSource.objects.filter(territory__path=path)
    return _edit(request, record_for(request.user, sources, Permission.EDIT_DIAGNOSIS, pk=pk))


def _edit(request: HttpRequest, source: StatisticalSource) -> HttpResponse:
    path, stored = source.territory.path, source.pk is not None
    mark = years_words(other_years(source, sources_of(source.territory))) if stored else ""
    return edit_record(
        request,
        SourceForm,
        source,
        template="diagnosis/source_edit.html",
        then=lambda _saved: reverse("data-sources", args=[path]),
        context=page(request, source.territory, 2, source=source if stored else None, mark=mark),
        above=reverse("data-sources", args=[path]),
    )


@require_POST
@once
def remove_source(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Remove a source that was recorded by mistake."""
    sources = StatisticalSource.objects.filter(territory__path=path)
    source = record_for(request.user, sources, Permission.EDIT_DIAGNOSIS, pk=pk)
    return remove_record(request, source, reverse("data-sources", args=[path]))
