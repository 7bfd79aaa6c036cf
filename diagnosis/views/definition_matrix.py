"""The matrix of the draft: what data exist per element and level."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from clrisk_site.people.access import territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.views.editing import edit_record
from diagnosis.forms.availability import AvailabilityForm
from diagnosis.models import DefinitionSheet
from diagnosis.presenters.availability_matrix import availability_lead
from diagnosis.queries.availability_of import availability_of


@require_http_methods(["GET", "HEAD", "POST"])
def edit_matrix(request: HttpRequest, path: str) -> HttpResponse:
    """Say for each element and level whether data exist; a sheet in force has no such page."""
    territory = territory_for(request.user, path, Permission.EDIT_DIAGNOSIS)
    drafts = DefinitionSheet.objects.select_related("territory")
    draft = get_object_or_404(drafts, territory=territory, frozen_at__isnull=True)
    matrix = availability_of(draft)
    return edit_record(
        request,
        AvailabilityForm,
        draft,
        template="diagnosis/definition_matrix.html",
        then=lambda _saved: reverse("definition", args=[path]),
        context=page(request, territory, 2, lead=availability_lead(matrix)),
        form_options={"matrix": matrix},
    )
