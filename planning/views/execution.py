"""Stage 4: what it still waits for, and the work plan."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from clrisk_site.people.access import territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from planning.presenters.work_plan import (
    execution_lead,
    requirement_rows,
    work_plan_chart,
    work_plan_lead,
    work_plan_table,
)
from planning.queries.action_lines import visible_statuses
from planning.queries.pilots import find_pilot
from planning.queries.stage_facts import design_facts, is_semi_finished
from planning.queries.work_plan import activities_of


@require_safe
def show_execution(request: HttpRequest, path: str) -> HttpResponse:
    """Show what stage 4 needs before it can start, or what runs."""
    territory = territory_for(request.user, path, Permission.VIEW_SUBMITTED)
    pilot = find_pilot(territory)
    if pilot is None:
        return redirect("place-home", path)
    statuses = visible_statuses(request.user, territory)
    facts = design_facts(pilot, statuses, semi_finished=is_semi_finished(pilot))
    activities = list(activities_of(pilot, statuses))
    context = {
        "heading": gettext("Implementation and monitoring"),
        "lead": execution_lead(facts),
        "checks": requirement_rows(facts),
        "can_start": facts.is_validated,
        "table": work_plan_table(activities, timezone.localdate()),
        "any": bool(activities),
        "gate_url": reverse("gate", args=[path]),
    }
    return render(request, "planning/execution.html", page(request, territory, 4, **context))


@require_safe
def show_work_plan(request: HttpRequest, path: str) -> HttpResponse:
    """Show the dated activities of all visible lines."""
    territory = territory_for(request.user, path, Permission.VIEW_SUBMITTED)
    pilot = find_pilot(territory)
    if pilot is None:
        return redirect("place-home", path)
    activities = list(activities_of(pilot, visible_statuses(request.user, territory)))
    today = timezone.localdate()
    context = {
        "heading": gettext("Work plan"),
        "lead": work_plan_lead(activities, today),
        "chart": work_plan_chart(activities, today) if activities else None,
        "table": work_plan_table(activities, today),
        "any": bool(activities),
        "trail": [{"label": gettext("Design"), "url": reverse("design", args=[path])}],
    }
    return render(request, "planning/work_plan.html", page(request, territory, 3, **context))
