"""The print view of the action plan: the same content as its PDF."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from clrisk_site.files.documents.imprint_words import SHOWN_DIGITS
from clrisk_site.people.access import territory_for
from clrisk_site.people.actions.note_handing_out import note_print
from clrisk_site.people.models import User
from clrisk_site.people.permissions import Permission
from planning.documents.action_plan.document import render_html, write


@require_safe
def show_plan(request: HttpRequest, path: str) -> HttpResponse:
    """Show the plan as one sheet, with the way to its PDF."""
    territory = territory_for(request.user, path, Permission.VIEW_SUBMITTED)
    if not territory.level.is_municipal:
        return redirect("profile", path)
    written = write(territory, cast("User", request.user), timezone.localdate(), for_screen=True)
    html = render_html(
        written,
        pdf_url=reverse("documents", args=[path]),
        back_url=reverse("place-home", args=[path]),
    )
    note_print(request, territory, file=f"action-plan-{written.digest[:SHOWN_DIGITS]}")
    return HttpResponse(html)
