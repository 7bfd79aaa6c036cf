"""The definition sheet: read it, edit the draft, put it into force."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clrisk_site.people.access import may, territory_for
from clrisk_site.people.models import User
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.views.editing import edit_record
from clrisk_site.people.writing import ConflictError
from clrisk_site.places.models import Territory
from diagnosis.actions.freeze_definition import freeze_definition
from diagnosis.forms.definition import DefinitionForm
from diagnosis.models import DefinitionSheet
from diagnosis.presenters.definition_sheet import definition_lead, sheet_parts
from diagnosis.queries.definition import current_definition, frozen_definition


@require_safe
def show_definition(request: HttpRequest, path: str) -> HttpResponse:
    """Show the sheet in force and the draft that may follow it."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    newest, frozen = current_definition(territory), frozen_definition(territory)
    draft = newest if newest is not None and not newest.is_frozen else None
    context = page(
        request,
        territory,
        2,
        lead=definition_lead(frozen, draft),
        frozen=frozen,
        draft=draft,
        frozen_parts=sheet_parts(frozen),
        draft_parts=sheet_parts(draft),
        edits=may(request.user, Permission.EDIT_DIAGNOSIS, territory),
    )
    return render(request, "diagnosis/definition.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_definition(request: HttpRequest, path: str) -> HttpResponse:
    """Edit the draft; where the newest sheet is frozen, begin its successor with the same text."""
    territory = territory_for(request.user, path, Permission.EDIT_DIAGNOSIS)
    return edit_record(
        request,
        DefinitionForm,
        _draft(territory),
        template="diagnosis/definition_edit.html",
        then=lambda _saved: reverse("definition", args=[path]),
        context=page(request, territory, 2),
    )


def _draft(territory: Territory) -> DefinitionSheet:
    newest = current_definition(territory)
    if newest is None:
        return DefinitionSheet(territory=territory)
    if not newest.is_frozen:
        return newest
    texts = {name: getattr(newest, name) for name in DefinitionForm.Meta.fields}
    return DefinitionSheet(territory=territory, **texts)


@require_POST
def put_into_force(request: HttpRequest, path: str) -> HttpResponse:
    """Freeze the draft that the person read."""
    territory = territory_for(request.user, path, Permission.EDIT_DIAGNOSIS)
    drafts = DefinitionSheet.objects.select_related("territory")
    draft = get_object_or_404(drafts, territory=territory, frozen_at__isnull=True)
    version = request.POST.get("version", "")
    try:
        seen = int(version) if version.isdecimal() else 0
        freeze_definition(draft, by=cast("User", request.user), expected_version=seen)
    except ConflictError:
        messages.error(request, gettext("The draft changed while you read it. Read it again, then decide."))
    else:
        messages.success(request, gettext("The definition is in force and no longer changes."))
    return HttpResponseRedirect(reverse("definition", args=[path]))
