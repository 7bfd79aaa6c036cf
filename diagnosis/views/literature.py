"""The literature log: its page and files, the searches, the references with what they say of each factor."""

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
from diagnosis.filters import ReferenceFilter
from diagnosis.forms.literature import ReferenceForm, SearchForm
from diagnosis.models import LiteratureSearch, Reference
from diagnosis.presenters.literature import (
    literature_lead,
    mention_table,
    reference_facts,
    reference_lead,
    reference_sheet,
    reference_table,
    search_table,
)
from diagnosis.queries.literature import literature_count, references_of, searches_of

PER_PAGE = 50


@require_safe
def show_literature(request: HttpRequest, path: str) -> HttpResponse:
    """Show what was searched and what was read."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    edits = may(request.user, Permission.EDIT_DIAGNOSIS, territory)
    narrowed = ReferenceFilter(request.GET or None, queryset=references_of(territory), territory=territory)
    rows = Paginator(narrowed.qs, PER_PAGE).get_page(request.GET.get("page"))
    searches = search_table(searches_of(territory), path=path, edits=edits)
    table = reference_table(rows, path=path)
    context = page(
        request,
        territory,
        2,
        lead=literature_lead(literature_count(territory)),
        filter=narrowed,
        rows=rows,
        table=table | {"exports": export_links(request, "literature-export", path)},
        searches=searches | {"exports": export_links(request, "searches-export", path)},
        edits=edits,
    )
    return render(request, "diagnosis/literature.html", context)


@require_safe
def export_literature(request: HttpRequest, path: str, format: str) -> HttpResponse:  # noqa: A002 - in the address
    """Hand out the references that the filters leave, one row per factor they speak of."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    narrowed = ReferenceFilter(request.GET or None, queryset=references_of(territory), territory=territory)
    sheet = reference_sheet(narrowed.qs)
    return table_response(request, sheet, format=format, territory=territory, name="literature")


@require_safe
def export_searches(request: HttpRequest, path: str, format: str) -> HttpResponse:  # noqa: A002 - in the address
    """Hand out the log of searches."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    table = search_table(searches_of(territory), path=path, edits=False)
    return table_response(request, table, format=format, territory=territory, name="searches")


@require_http_methods(["GET", "HEAD", "POST"])
def create_search(request: HttpRequest, path: str) -> HttpResponse:
    """Log a search."""
    territory = territory_for(request.user, path, Permission.EDIT_DIAGNOSIS)
    return _edit_search(request, territory, LiteratureSearch(territory=territory))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_search(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Correct a logged search."""
    searches = LiteratureSearch.objects.filter(territory__path=path)
    search = record_for(request.user, searches, Permission.EDIT_DIAGNOSIS, pk=pk)
    return _edit_search(request, search.territory, search)


def _edit_search(request: HttpRequest, territory: Territory, search: LiteratureSearch) -> HttpResponse:
    address = reverse("literature", args=[territory.path])
    return edit_record(
        request,
        SearchForm,
        search,
        template="diagnosis/search_form.html",
        then=lambda _saved: address,
        context=page(request, territory, 2, search=search),
        above=address,
    )


@require_POST
@once
def remove_search(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Take a search out of the log, unless publications name it as their origin."""
    searches = LiteratureSearch.objects.filter(territory__path=path)
    search = record_for(request.user, searches, Permission.EDIT_DIAGNOSIS, pk=pk)
    if Reference.objects.filter(search=search).exists():
        messages.error(request, gettext("Publications were found by this search, so it stays in the log."))
        return HttpResponseRedirect(reverse("literature", args=[path]))
    return remove_record(request, search, reverse("literature", args=[path]))


@require_safe
def show_reference(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Show one publication, what it says of each factor, and its files."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    reference = get_object_or_404(references_of(territory), pk=pk)
    context = page(
        request,
        territory,
        2,
        lead=reference_lead(reference),
        reference=reference,
        facts=reference_facts(reference),
        table=mention_table(list(reference.mentions.all()), path=path),
        edits=may(request.user, Permission.EDIT_DIAGNOSIS, territory),
    )
    return render(request, "diagnosis/reference.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def create_reference(request: HttpRequest, path: str) -> HttpResponse:
    """Enter a publication that was read."""
    territory = territory_for(request.user, path, Permission.EDIT_DIAGNOSIS)
    return _edit_reference(request, territory, Reference(territory=territory))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_reference(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Correct a publication, or what it says."""
    references = Reference.objects.filter(territory__path=path)
    reference = record_for(request.user, references, Permission.EDIT_DIAGNOSIS, pk=pk)
    return _edit_reference(request, reference.territory, reference)


def _edit_reference(request: HttpRequest, territory: Territory, reference: Reference) -> HttpResponse:
    return edit_record(
        request,
        ReferenceForm,
        reference,
        template="diagnosis/reference_form.html",
        then=lambda saved: reverse("reference", args=[territory.path, saved.pk]),
        context=page(request, territory, 2, reference=reference),
        above=reverse("literature", args=[territory.path]),
    )


@require_POST
@once
def remove_reference(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Take a publication out of the log, unless files hang on it."""
    references = Reference.objects.filter(territory__path=path)
    reference = record_for(request.user, references, Permission.EDIT_DIAGNOSIS, pk=pk)
    if present_rows(reference).exists():
        messages.error(request, gettext("Files are attached to this record. Remove them first."))
        return HttpResponseRedirect(reverse("reference", args=[path, pk]))
    return remove_record(request, reference, reverse("literature", args=[path]))
