"""The codebook: the page, its table as a file, and the forms of what a territory adds to it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clrisk_site.files.export_links import export_links
from clrisk_site.files.exports import table_response
from clrisk_site.people.access import may, record_for, territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.views.editing import edit_record
from clrisk_site.people.views.once import once
from clrisk_site.people.views.removing import remove_record
from clrisk_site.places.models import Territory
from diagnosis.forms.codebook import InclusionForm, LocalVariableForm
from diagnosis.forms.recode import RecodeForm
from diagnosis.models import CodebookColumn, InclusionChoice, InclusionTopic, LocalVariable, Recode
from diagnosis.presenters.codebook_page import (
    codebook_lead,
    codebook_sheet,
    local_rows,
    recode_table,
    shown_rows,
    shown_topics,
)
from diagnosis.queries.codebook import codebook_of, key_of, recodes_of
from diagnosis.queries.inclusion import inclusion_of, sources_by_topic


@require_safe
def show_codebook(request: HttpRequest, path: str) -> HttpResponse:
    """Show Table 1 with both columns apart, the local variables, the recodes and the topics."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    edits = may(request.user, Permission.EDIT_DIAGNOSIS, territory)
    book = codebook_of(territory)
    recodes = recodes_of(territory, book)
    topics = shown_topics(inclusion_of(territory), sources_by_topic(territory), path, edits=edits)
    context = page(
        request,
        territory,
        2,
        lead=codebook_lead(book, recodes, topics),
        rows=shown_rows(book, recodes, path, edits=edits),
        local=local_rows(book, recodes, path, edits=edits),
        recodes=recodes,
        recode_table=recode_table(recodes, path, edits=edits),
        topics=topics,
        exports=export_links(request, "codebook-export", path),
        edits=edits,
    )
    return render(request, "diagnosis/codebook.html", context)


@require_safe
def export_codebook(request: HttpRequest, path: str, format: str) -> HttpResponse:  # noqa: A002 - in the address
    """Hand out the codebook, category by category."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    book = codebook_of(territory)
    sheet = codebook_sheet(book, recodes_of(territory, book))
    return table_response(request, sheet, format=format, territory=territory, name="codebook")


@require_http_methods(["GET", "HEAD", "POST"])
def create_variable(request: HttpRequest, path: str) -> HttpResponse:
    """Add a variable that the method lacks, with the reason."""
    territory = territory_for(request.user, path, Permission.EDIT_DIAGNOSIS)
    return _edit_variable(request, LocalVariable(territory=territory, column=CodebookColumn.MUNICIPAL))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_variable(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Edit a local variable."""
    own = LocalVariable.objects.filter(territory__path=path)
    return _edit_variable(request, record_for(request.user, own, Permission.EDIT_DIAGNOSIS, pk=pk))


def _edit_variable(request: HttpRequest, variable: LocalVariable) -> HttpResponse:
    above = reverse("codebook", args=[variable.territory.path])
    key = key_of(variable.column, variable.name)
    used = Recode.objects.filter(territory=variable.territory, variable=key).exists()
    return edit_record(
        request,
        LocalVariableForm,
        variable,
        template="diagnosis/variable_edit.html",
        then=lambda _saved: above,
        context=page(request, variable.territory, 2, variable=variable, used=used),
        above=above,
    )


@require_POST
@once
def remove_variable(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Take a local variable back, unless a recode still leads to it."""
    own = LocalVariable.objects.filter(territory__path=path)
    variable = record_for(request.user, own, Permission.EDIT_DIAGNOSIS, pk=pk)
    key = key_of(variable.column, variable.name)
    if Recode.objects.filter(territory=variable.territory, variable=key).exists():
        messages.error(request, gettext("Recodes lead to this variable. Remove them first."))
        return HttpResponseRedirect(reverse("variable-edit", args=[path, pk]))
    return remove_record(request, variable, reverse("codebook", args=[path]))


@require_http_methods(["GET", "HEAD", "POST"])
def create_recode(request: HttpRequest, path: str, key: str) -> HttpResponse:
    """Say which codes of a source become the categories of a variable."""
    territory = territory_for(request.user, path, Permission.EDIT_DIAGNOSIS)
    return _edit_recode(request, Recode(territory=territory, variable=key))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_recode(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Edit a recode."""
    own = Recode.objects.filter(territory__path=path)
    return _edit_recode(request, record_for(request.user, own, Permission.EDIT_DIAGNOSIS, pk=pk))


def _edit_recode(request: HttpRequest, recode: Recode) -> HttpResponse:
    territory: Territory = recode.territory
    variable = codebook_of(territory).find(recode.variable)
    if variable is None:
        raise Http404
    above = reverse("codebook", args=[territory.path])
    return edit_record(
        request,
        RecodeForm,
        recode,
        template="diagnosis/recode_edit.html",
        then=lambda _saved: above,
        context=page(request, territory, 2, variable=variable, recode=recode),
        form_options={"variable": variable},
        above=above,
    )


@require_POST
@once
def remove_recode(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Take a recode back."""
    own = Recode.objects.filter(territory__path=path)
    recode = record_for(request.user, own, Permission.EDIT_DIAGNOSIS, pk=pk)
    return remove_record(request, recode, reverse("codebook", args=[path]))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_inclusion(request: HttpRequest, path: str, topic: str) -> HttpResponse:
    """Decide whether a topic is part of the diagnosis; leaving it out needs a reason."""
    territory = territory_for(request.user, path, Permission.EDIT_DIAGNOSIS)
    if topic not in InclusionTopic.values:
        raise Http404
    known = InclusionChoice.objects.filter(territory=territory, topic=topic).first()
    above = reverse("codebook", args=[path])
    context = page(
        request,
        territory,
        2,
        topic=InclusionTopic(topic).label,
        sources=sources_by_topic(territory)[topic],
    )
    return edit_record(
        request,
        InclusionForm,
        known or InclusionChoice(territory=territory, topic=topic),
        template="diagnosis/inclusion_edit.html",
        then=lambda _saved: above,
        context=context,
        above=above,
    )
