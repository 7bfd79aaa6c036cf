"""The definition sheet: read it, edit the draft, put it into force."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from clrisk_site.people.access import may, territory_for
from clrisk_site.people.models import User
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.presenters.frozen import version_trail
from clrisk_site.people.views.editing import edit_record
from clrisk_site.people.views.once import once
from clrisk_site.people.writing import ConflictError
from diagnosis.actions.freeze_definition import freeze_definition
from diagnosis.forms.definition import DefinitionForm
from diagnosis.models import DefinitionSheet
from diagnosis.presenters.availability_matrix import availability_matrix, matrix_address
from diagnosis.presenters.definition_sheet import (
    definition_answers,
    definition_code,
    definition_content,
    definition_lead,
    in_force_words,
    open_points,
    says_the_same,
    sheet_parts,
)
from diagnosis.queries.availability_of import AvailabilityMatrix, availability_of
from diagnosis.queries.definition import (
    current_definition,
    definition_versions,
    draft_to_edit,
    frozen_definition,
)


@require_safe
def show_definition(request: HttpRequest, path: str) -> HttpResponse:
    """Show the sheet in force and the draft that may follow it."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    newest, frozen = current_definition(territory), frozen_definition(territory)
    draft = newest if newest is not None and not newest.is_frozen else None
    edits = may(request.user, Permission.EDIT_DIAGNOSIS, territory)
    matrix_url = matrix_address(path) if edits else ""
    context = page(
        request,
        territory,
        2,
        lead=definition_lead(frozen, draft),
        frozen=frozen,
        draft=draft,
        frozen_parts=sheet_parts(frozen),
        draft_parts=sheet_parts(draft),
        frozen_matrix=availability_matrix(availability_of(frozen)) if frozen else None,
        draft_matrix=availability_matrix(availability_of(draft), edit_url=matrix_url) if draft else None,
        versions=version_trail(path, definition_versions(territory)),
        edits=edits,
        acknowledges=may(request.user, Permission.VIEW_MAPPING, territory),
    )
    return render(request, "diagnosis/definition.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_definition(request: HttpRequest, path: str) -> HttpResponse:
    """Edit the texts of the draft; where the newest sheet is frozen, begin its successor with the same."""
    territory = territory_for(request.user, path, Permission.EDIT_DIAGNOSIS)
    return edit_record(
        request,
        DefinitionForm,
        draft_to_edit(territory),
        template="diagnosis/definition_edit.html",
        then=lambda _saved: reverse("definition", args=[path]),
        context=page(request, territory, 2),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@once
def put_into_force(request: HttpRequest, path: str) -> HttpResponse:
    """Show the draft to be checked; then freeze it as it was read."""
    territory = territory_for(request.user, path, Permission.EDIT_DIAGNOSIS)
    drafts = DefinitionSheet.objects.select_related("territory", "preset")
    draft = get_object_or_404(drafts, territory=territory, frozen_at__isnull=True)
    if request.method == "POST":
        return _freeze(request, draft)
    matrix, in_force = availability_of(draft), frozen_definition(territory)
    context = page(
        request,
        territory,
        2,
        draft=draft,
        code=definition_code(draft),
        answers=definition_answers(
            draft, matrix, change_url=reverse("definition-edit", args=[path]), matrix_url=matrix_address(path)
        ),
        open_points=open_points(draft, matrix),
        same_as=_same_as(draft, matrix, in_force),
    )
    return render(request, "diagnosis/definition_check.html", context)


def _same_as(draft: DefinitionSheet, matrix: AvailabilityMatrix, in_force: DefinitionSheet | None) -> str:
    """Return the code of the sheet in force where the draft says nothing else; "" where it does."""
    if in_force is None:
        return ""
    same = says_the_same(
        definition_content(draft, matrix), definition_content(in_force, availability_of(in_force))
    )
    return definition_code(in_force) if same else ""


def _freeze(request: HttpRequest, draft: DefinitionSheet) -> HttpResponse:
    path, version = draft.territory.path, request.POST.get("version", "")
    try:
        seen = int(version) if version.isdecimal() else 0
        freeze_definition(draft, by=cast("User", request.user), expected_version=seen)
    except ConflictError:
        messages.error(request, gettext("The draft changed while you read it. Read it again, then decide."))
        return HttpResponseRedirect(reverse("definition", args=[path]))
    return HttpResponseRedirect(reverse("definition-in-force", args=[path]))


@require_safe
def show_in_force(request: HttpRequest, path: str) -> HttpResponse:
    """Confirm which definition is in force now, with its fingerprint."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    versions = definition_versions(territory)
    newest = versions.first()
    if newest is None:
        return HttpResponseRedirect(reverse("definition", args=[path]))
    done = in_force_words(newest, path)
    return render(request, "diagnosis/definition_done.html", page(request, territory, 2, done=done))
