"""The checklist of norms with the desk review beside it, and each document that gives powers."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clrisk_site.files.export_links import export_links
from clrisk_site.files.exports import table_response
from clrisk_site.files.queries.attachments import present_rows
from clrisk_site.people.access import may, territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.views.editing import edit_record
from clrisk_site.people.views.once import once
from clrisk_site.people.views.removing import remove_record
from clrisk_site.places.models import Territory
from mapping.desk_review import Part, ticked_step
from mapping.forms.desk_review import DeskReviewForm
from mapping.forms.norm import NormForm
from mapping.models import DeskReviewStep, Norm, NormKind
from mapping.norm_checklist import LEVELS, checklist_of
from mapping.presenters.desk_review import desk_table
from mapping.presenters.norms import (
    checklist_rows,
    level_labels,
    norm_facts,
    norm_lead,
    norm_sheet,
    norms_lead,
)
from mapping.presenters.programme_page import why_not_editable
from mapping.queries.desk_review import desk_review_of, of_part
from mapping.queries.norms import norms_seen_from
from mapping.queries.powers import powers_in
from mapping.views.fetching import editable_record, may_edit, own_record, seen_from


@require_safe
def list_norms(request: HttpRequest, path: str) -> HttpResponse:
    """Show the checklist of documents by level, and the two short ones on programmes and spaces."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    edits = may(request.user, Permission.EDIT_MAPPING, territory)
    norms, desk = list(norms_seen_from(territory)), desk_review_of(territory)
    powers = sum(int(getattr(norm, "power_count", 0)) for norm in norms)
    context = page(
        request,
        territory,
        2,
        lead=norms_lead(checklist_of(norms), powers),
        norms=norms,
        levels=level_labels(),
        rows=checklist_rows(norms, path=path, edits=edits),
        exports=export_links(request, "norms-export", path),
        desk=[desk_table(of_part(desk, part), part, path=path, edits=edits) for part in Part],
        edits=edits,
    )
    return render(request, "mapping/norms.html", context)


@require_safe
def export_norms(request: HttpRequest, path: str, format: str) -> HttpResponse:  # noqa: A002 - in the address
    """Hand out all norms that the territory sees."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    sheet = norm_sheet(list(norms_seen_from(territory)))
    return table_response(request, sheet, format=format, territory=territory, name="norms")


@require_safe
def show_norm(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Show one document, what it gives to whom, and its files."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    norm = seen_from(territory, Norm.objects.all(), pk)
    powers = powers_in(norm, territory)
    giving = [one for one in powers if one.is_power]
    context = page(
        request,
        territory,
        2,
        heading=norm.name,
        lead=norm_lead(
            norm,
            powers=len(giving),
            institutions=len({one.institution_id for one in giving}),
            entries=len(powers),
        ),
        norm=norm,
        facts=norm_facts(norm),
        powers=powers,
        edits=may_edit(request, norm),
        records=may(request.user, Permission.EDIT_MAPPING, territory),
        why_not=why_not_editable(norm.territory, here=territory, may_offer=False),
    )
    return render(request, "mapping/norm.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def create_norm(request: HttpRequest, path: str) -> HttpResponse:
    """Record a document; the cell of the checklist that it was opened from fills in kind and level."""
    territory = territory_for(request.user, path, Permission.EDIT_MAPPING)
    kind, level = request.GET.get("kind"), request.GET.get("level")
    norm = Norm(territory=territory)
    if kind in NormKind.values:
        norm.kind = kind
    if level in LEVELS:
        norm.level = level
    return _edit(request, territory, norm)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_norm(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Correct a document where it is owned."""
    territory, norm = editable_record(request, path, Norm.objects.all(), pk)
    return _edit(request, territory, norm)


def _edit(request: HttpRequest, territory: Territory, norm: Norm) -> HttpResponse:
    return edit_record(
        request,
        NormForm,
        norm,
        template="mapping/norm_form.html",
        then=lambda saved: reverse("norm", args=[territory.path, saved.pk]),
        context=page(request, territory, 2, norm=norm),
        above=reverse("norms", args=[territory.path]),
    )


@require_POST
@once
def remove_norm(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Take a document out, unless powers were read in it or files hang on it."""
    territory, norm = editable_record(request, path, Norm.objects.all(), pk)
    kept = ""
    if norm.competences.exists():
        kept = gettext("Powers were read in this document. Remove them first, one by one.")
    elif present_rows(norm).exists():
        kept = gettext("Files are attached to this record. Remove them first.")
    if kept:
        messages.error(request, kept)
        return HttpResponseRedirect(reverse("norm", args=[territory.path, pk]))
    return remove_record(request, norm, reverse("norms", args=[territory.path]))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_desk_review(request: HttpRequest, path: str, step: str) -> HttpResponse:
    """Tick a step of the desk review, or correct what was ticked."""
    territory = territory_for(request.user, path, Permission.EDIT_MAPPING)
    found = ticked_step(step)
    if found is None:
        raise Http404
    row = DeskReviewStep.objects.filter(territory=territory, step=step).first()
    address = reverse("norms", args=[path])
    return edit_record(
        request,
        DeskReviewForm,
        row or DeskReviewStep(territory=territory, step=step),
        template="mapping/desk_review_form.html",
        then=lambda _saved: f"{address}#desk-review",
        context=page(
            request, territory, 2, heading=found.name, lead=found.explanation, step=found, ticked=row
        ),
        above=address,
    )


@require_POST
@once
def remove_desk_review(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Take a tick back: nobody has looked, then."""
    territory, ticked = own_record(request, path, DeskReviewStep.objects.all(), pk)
    return remove_record(request, ticked, reverse("norms", args=[territory.path]))
