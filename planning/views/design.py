"""Stage 3: the action lines, the scope of zones, the type of intervention, the space."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from clrisk_site.figures.rules import judge
from clrisk_site.people.access import may, record_for, territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.views.editing import edit_record
from diagnosis.models import Zone, ZoneStatus
from planning.filters import LineFilter
from planning.forms.answers import ScopeZoneForm
from planning.forms.pilot import DesignForm
from planning.models import Pilot, ScopeZone
from planning.presenters.design import design_rows, line_rows, scope_rows
from planning.presenters.gate import gate_lead, verdict_counts
from planning.presenters.line import lines_lead
from planning.queries.action_lines import lines_visible_to, with_gate_links
from planning.queries.gate_of_pilot import gate_of_pilot, read_beside
from planning.queries.pilots import find_pilot, pilot_or_404
from planning.queries.printed_numbers import printed_numbers_of
from planning.rules import GATE


@require_safe
def show_design(request: HttpRequest, path: str) -> HttpResponse:
    """Show the visible action lines, with a filter, and the choices that frame them."""
    territory = territory_for(request.user, path, Permission.VIEW_SUBMITTED)
    pilot = find_pilot(territory)
    if pilot is None:
        return redirect("place-home", path)
    lines = list(with_gate_links(lines_visible_to(request.user, territory).order_by("code")))
    found = LineFilter(request.GET, lines)
    beside = read_beside(pilot)
    subject = gate_of_pilot(pilot, lines, printed_numbers_of(territory), beside)
    judgements = judge(GATE, subject)
    context = {
        "heading": gettext("Design of the intervention"),
        "lead": lines_lead(lines),
        "filter": found,
        "rows": line_rows(found.lines, path),
        "any_lines": bool(lines),
        "design": design_rows(pilot, path),
        "zones": scope_rows(beside.roles, path, editable=_edits(request, pilot)),
        "gate_words": gate_lead(judgements, semi_finished=subject.semi_finished),
        "gate_counts": verdict_counts(judgements),
        "may_edit": _edits(request, pilot),
    }
    return render(request, "planning/design.html", page(request, territory, 3, **context))


def _edits(request: HttpRequest, pilot: Pilot) -> bool:
    return may(request.user, Permission.EDIT_DESIGN, pilot.territory)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_design(request: HttpRequest, path: str) -> HttpResponse:
    """Choose space, type of intervention, criteria and baseline."""
    pilot = record_for(request.user, Pilot.objects.all(), Permission.EDIT_DESIGN, territory__path=path)
    back = reverse("design", args=[path])
    context = {
        "heading": gettext("Change the frame of the design"),
        "lead": gettext(
            "The gate asks for the criteria to grow; the other fields help the commission decide."
        ),
        "trail": [{"label": gettext("Design"), "url": back}],
        "here": gettext("Frame"),
        "stage": 3,
        "back_url": back,
    }
    return edit_record(
        request,
        DesignForm,
        pilot,
        template="planning/form.html",
        then=lambda _saved: back,
        context=page(request, pilot.territory, 3, **context),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def edit_scope_zone(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Give a zone its role in the intervention."""
    territory = territory_for(request.user, path, Permission.EDIT_DESIGN)
    pilot = pilot_or_404(territory)
    zones = Zone.objects.filter(territory=territory).exclude(status=ZoneStatus.DROPPED)
    zone = get_object_or_404(zones, pk=pk)
    role = ScopeZone.objects.filter(pilot=pilot, zone=zone).first()
    back = reverse("design", args=[path])
    context = {
        "heading": gettext("Role of zone %(letter)s") % {"letter": zone.letter},
        "lead": gettext("Start in one or two pilot zones. The others follow when the criteria are met."),
        "trail": [{"label": gettext("Design"), "url": back}],
        "here": str(zone),
        "stage": 3,
        "back_url": back,
    }
    return edit_record(
        request,
        ScopeZoneForm,
        role or ScopeZone(territory=territory, pilot=pilot, zone=zone),
        template="planning/form.html",
        then=lambda _saved: back,
        context=page(request, territory, 3, **context),
    )
