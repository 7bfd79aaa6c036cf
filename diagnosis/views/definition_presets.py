"""Published definitions: the list, and the draft that begins with one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from clrisk_site.people.access import may, territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.views.editing import edit_record
from diagnosis.forms.definition import DefinitionForm
from diagnosis.presenters.definition_sheet import definition_code
from diagnosis.presenters.preset_list import begin_with, presets_lead, presets_shown
from diagnosis.queries.definition import current_definition, draft_to_edit
from diagnosis.queries.presets import presets_for


@require_safe
def list_presets(request: HttpRequest, path: str) -> HttpResponse:
    """Show the published definitions side by side."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    presets = list(presets_for(territory))
    edits = may(request.user, Permission.EDIT_DIAGNOSIS, territory)
    context = page(
        request,
        territory,
        2,
        lead=presets_lead(len(presets), current_definition(territory)),
        presets=presets_shown(presets, path=path, edits=edits),
    )
    return render(request, "diagnosis/definition_presets.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def begin_with_preset(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Open the form of the draft with the texts of a published definition; saving it is another step."""
    territory = territory_for(request.user, path, Permission.EDIT_DIAGNOSIS)
    preset = get_object_or_404(presets_for(territory), pk=pk)
    draft = draft_to_edit(territory)
    replaced = definition_code(draft) if draft.pk else ""
    return edit_record(
        request,
        DefinitionForm,
        begin_with(draft, preset),
        template="diagnosis/definition_edit.html",
        then=lambda _saved: reverse("definition", args=[path]),
        context=page(request, territory, 2, preset=preset, replaced=replaced),
    )
