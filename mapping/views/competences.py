"""Powers that norms give to an institution: added and removed on its page."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from clrisk_site.people.page import page
from clrisk_site.people.views.editing import edit_record
from clrisk_site.people.views.once import once
from clrisk_site.people.views.removing import remove_record
from mapping.forms.institution import CompetenceForm
from mapping.models import Competence, Institution
from mapping.views.fetching import editable_record


@require_http_methods(["GET", "HEAD", "POST"])
def create_competence(request: HttpRequest, path: str, institution: int) -> HttpResponse:
    """Record what a norm lets an institution do about a factor."""
    territory, owner = editable_record(request, path, Institution.objects.all(), institution)
    address = reverse("institution", args=[territory.path, owner.pk])
    return edit_record(
        request,
        CompetenceForm,
        Competence(territory=owner.territory, institution=owner),
        template="mapping/competence_form.html",
        then=lambda _saved: address,
        context=page(request, territory, 2, institution=owner),
    )


@require_POST
@once
def remove_competence(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Remove a power that was recorded by mistake."""
    competences = Competence.objects.select_related("institution", "factor")
    territory, competence = editable_record(request, path, competences, pk)
    return remove_record(
        request, competence, reverse("institution", args=[territory.path, competence.institution_id])
    )
