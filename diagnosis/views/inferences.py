"""Values of other levels used for the municipality: the register, and the form of one of them."""

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
from diagnosis.forms.inference import InferenceForm
from diagnosis.models import Inference
from diagnosis.presenters.inference_list import inference_table, inferences_lead
from diagnosis.queries.inferences import inferences_of


@require_safe
def show_inferences(request: HttpRequest, path: str) -> HttpResponse:
    """Show each value that was taken from another level, and why."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    inferences = list(inferences_of(territory))
    edits = may(request.user, Permission.EDIT_DIAGNOSIS, territory)
    table = inference_table(inferences, path=path, edits=edits)
    context = page(
        request,
        territory,
        2,
        lead=inferences_lead(len(inferences)),
        inferences=inferences,
        table=table | {"exports": export_links(request, "inferences-export", path)},
        edits=edits,
    )
    return render(request, "diagnosis/inferences.html", context)


@require_safe
def export_inferences(request: HttpRequest, path: str, format: str) -> HttpResponse:  # noqa: A002 - in the address
    """Hand out the register."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    table = inference_table(list(inferences_of(territory)))
    return table_response(request, table, format=format, territory=territory, name="inferences")


@require_http_methods(["GET", "HEAD", "POST"])
def create_inference(request: HttpRequest, path: str) -> HttpResponse:
    """Record a value that is taken from another level."""
    territory = territory_for(request.user, path, Permission.EDIT_DIAGNOSIS)
    return _edit(request, Inference(territory=territory))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_inference(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Change what is said of such a value."""
    inferences = Inference.objects.filter(territory__path=path)
    return _edit(request, record_for(request.user, inferences, Permission.EDIT_DIAGNOSIS, pk=pk))


def _edit(request: HttpRequest, inference: Inference) -> HttpResponse:
    path = inference.territory.path
    return edit_record(
        request,
        InferenceForm,
        inference,
        template="diagnosis/inference_edit.html",
        then=lambda _saved: reverse("inferences", args=[path]),
        context=page(request, inference.territory, 2, inference=inference if inference.pk else None),
        above=reverse("inferences", args=[path]),
    )


@require_POST
@once
def remove_inference(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Remove a value that is no longer used."""
    inferences = Inference.objects.filter(territory__path=path)
    inference = record_for(request.user, inferences, Permission.EDIT_DIAGNOSIS, pk=pk)
    return remove_record(request, inference, reverse("inferences", args=[path]))
