"""Stage 1: how the territory was chosen, who leads, under which instrument."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from clrisk_site.people.access import may, record_for, territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.views.editing import edit_record
from planning.forms.pilot import ScopeForm
from planning.models import Pilot
from planning.presenters.scope import scope_checks, scope_lead, scope_sections
from planning.queries.pilots import find_pilot
from planning.queries.stage_facts import scope_facts


@require_safe
def show_scope(request: HttpRequest, path: str) -> HttpResponse:
    """Show the facts of stage 1 and what its gate still lacks."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    pilot = find_pilot(territory)
    if pilot is None:
        return redirect("place-home", path)
    facts = scope_facts(pilot)
    context = {
        "heading": gettext("Scope"),
        "lead": scope_lead(territory.name, facts),
        "pilot": pilot,
        "sections": scope_sections(pilot),
        "checks": scope_checks(facts),
        "may_edit": may(request.user, Permission.EDIT_DESIGN, territory),
    }
    return render(request, "planning/scope.html", page(request, territory, 1, **context))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_scope(request: HttpRequest, path: str) -> HttpResponse:
    """Change the facts of stage 1."""
    pilot = record_for(request.user, Pilot.objects.all(), Permission.EDIT_DESIGN, territory__path=path)
    back = reverse("scope", args=[path])
    context = {
        "heading": gettext("Change the scope"),
        "lead": gettext("What is not known yet stays empty. Nothing here is shown outside the municipality."),
        "trail": [{"label": gettext("Scope"), "url": back}],
        "here": gettext("Change"),
        "stage": 1,
        "back_url": back,
    }
    return edit_record(
        request,
        ScopeForm,
        pilot,
        template="planning/form.html",
        then=lambda _saved: back,
        context=page(request, pilot.territory, 1, **context),
    )
