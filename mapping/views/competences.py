"""Powers that norms give to institutions: recorded on the institution or in the norm, corrected, removed."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from clrisk_site.people.access import territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.views.editing import edit_record
from clrisk_site.people.views.once import once
from clrisk_site.people.views.removing import remove_record
from diagnosis.models import Factor
from mapping.attributions import CHILD_LABOUR
from mapping.forms.competence import CompetenceEditForm, CompetenceForm, NormCompetenceForm
from mapping.models import Competence, Institution, Norm
from mapping.owners import owner_paths
from mapping.views.fetching import editable_record, may_edit, seen_from


@require_http_methods(["GET", "HEAD", "POST"])
def create_competence(request: HttpRequest, path: str, institution: int) -> HttpResponse:
    """Record what a norm lets an institution do; a crossing of the matrix ticks its factor beforehand."""
    territory = territory_for(request.user, path, Permission.EDIT_MAPPING)
    owner = seen_from(territory, Institution.objects.all(), institution)
    # Whoever may not edit the institution records for their own place what they read of it.
    place = owner.territory if may_edit(request, owner) else territory
    address = reverse("institution", args=[territory.path, owner.pk])
    return edit_record(
        request,
        CompetenceForm,
        Competence(territory=place, institution=owner),
        template="mapping/competence_form.html",
        then=lambda _saved: address,
        context=page(request, territory, 2, institution=owner, back=address),
        form_options={"initial": _chosen_before(request)},
        above=address,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def create_competence_in_norm(request: HttpRequest, path: str, norm: int) -> HttpResponse:
    """Record what one document lets an institution do, from the page of the document."""
    territory = territory_for(request.user, path, Permission.EDIT_MAPPING)
    found = seen_from(territory, Norm.objects.all(), norm)
    institutions = Institution.objects.filter(territory__path__in=owner_paths(territory))
    address = reverse("norm", args=[territory.path, found.pk])
    return edit_record(
        request,
        NormCompetenceForm,
        Competence(territory=territory),
        template="mapping/competence_form.html",
        then=lambda _saved: address,
        context=page(request, territory, 2, norm=found, back=address),
        form_options={
            "initial": {"norm": found.pk},
            "institutions": institutions.select_related("territory"),
            "edits": lambda one: may_edit(request, one),
        },
        above=address,
    )


def _chosen_before(request: HttpRequest) -> dict[str, Any]:
    """Return what the address ticks beforehand; what it does not know ticks nothing."""
    code = request.GET.get("factor", "")
    if code == CHILD_LABOUR:
        return {"factors": [CHILD_LABOUR]}
    factor = Factor.objects.filter(code=code).first() if code else None
    return {"factors": [str(factor.pk)]} if factor else {}


@require_http_methods(["GET", "HEAD", "POST"])
def edit_competence(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Correct a power where it was recorded."""
    territory, competence = editable_record(request, path, _competences(), pk)
    address = reverse("institution", args=[territory.path, competence.institution_id])
    return edit_record(
        request,
        CompetenceEditForm,
        competence,
        template="mapping/competence_form.html",
        then=lambda _saved: address,
        context=page(
            request, territory, 2, institution=competence.institution, competence=competence, back=address
        ),
        above=address,
    )


@require_POST
@once
def remove_competence(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Remove a power that was recorded by mistake."""
    territory, competence = editable_record(request, path, _competences(), pk)
    return remove_record(
        request, competence, reverse("institution", args=[territory.path, competence.institution_id])
    )


def _competences() -> QuerySet[Competence]:
    return Competence.objects.select_related("institution", "factor")
