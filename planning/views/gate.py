"""The gate of stage 3, question by question, and the reasons that excuse a warning."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from clrisk_site.catalogue.wording import render as sentence
from clrisk_site.figures.rules import judge
from clrisk_site.people.access import may, territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.views.editing import edit_record
from planning.forms.answers import GateReasonForm
from planning.models import GateReason, ReasonedRule
from planning.presenters.gate import gate_lead, gate_rows
from planning.queries.action_lines import lines_of, visible_statuses
from planning.queries.gate_of_pilot import gate_of_pilot
from planning.queries.pilots import find_pilot, pilot_or_404
from planning.queries.printed_numbers import printed_numbers_of
from planning.rules import GATE


@require_safe
def show_gate(request: HttpRequest, path: str) -> HttpResponse:
    """Show each rule with its verdict, what it rests on, and how to mend it."""
    territory = territory_for(request.user, path, Permission.VIEW_SUBMITTED)
    pilot = find_pilot(territory)
    if pilot is None:
        return redirect("place-home", path)
    lines = lines_of(pilot, visible_statuses(request.user, territory))
    subject = gate_of_pilot(pilot, lines, printed_numbers_of(territory))
    judgements = judge(GATE, subject)
    editable = may(request.user, Permission.EDIT_DESIGN, territory)
    context = {
        "heading": gettext("What the plan must answer"),
        "lead": gate_lead(judgements, semi_finished=subject.semi_finished),
        "rules": gate_rows(judgements, _links(path) if editable else None),
        "trail": [{"label": gettext("Design"), "url": reverse("design", args=[path])}],
        "waiting": [line for line in lines if line.exception_reason and line.exception_approved_at is None],
        "may_approve": may(request.user, Permission.APPROVE, territory),
    }
    return render(request, "planning/gate.html", page(request, territory, 3, **context))


def _links(path: str) -> dict[str, tuple[str, str]]:
    design, frame = reverse("design", args=[path]), reverse("design-edit", args=[path])
    links = {
        "a": (design, gettext("Open the lines")),
        "b": (design, gettext("Open the lines")),
        "d": (frame, gettext("Choose the space")),
        "e": (frame, gettext("Write the criteria")),
        "g": (reverse("spaces", args=[path]), gettext("Open the spaces")),
        "i": (design, gettext("Open the lines")),
        "j": (reverse("acknowledgements", args=[path]), gettext("Open the acknowledgements")),
        "k": (reverse("scope-edit", args=[path]), gettext("Complete the scope")),
    }
    for rule in ReasonedRule:
        links[rule.value] = (reverse("gate-reason", args=[path, rule.value]), gettext("Write a reason"))
    return links


@require_http_methods(["GET", "HEAD", "POST"])
def edit_reason(request: HttpRequest, path: str, rule: str) -> HttpResponse:
    """Write why a warning stands."""
    territory = territory_for(request.user, path, Permission.EDIT_DESIGN)
    pilot = pilot_or_404(territory)
    if rule not in ReasonedRule.values:
        raise Http404
    asked = next(one for one in GATE if one.code == rule)
    reason = GateReason.objects.filter(pilot=pilot, rule=rule).first()
    back = reverse("gate", args=[path])
    context = {
        "heading": gettext("Why this stays as it is"),
        "lead": sentence(asked.question),
        "trail": [
            {"label": gettext("Design"), "url": reverse("design", args=[path])},
            {"label": gettext("Gate"), "url": back},
        ],
        "here": ReasonedRule(rule).label,
        "stage": 3,
        "back_url": back,
    }
    return edit_record(
        request,
        GateReasonForm,
        reason or GateReason(territory=territory, pilot=pilot, rule=rule),
        template="planning/form.html",
        then=lambda _saved: back,
        context=page(request, territory, 3, **context),
    )
