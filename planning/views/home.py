"""The person's territories, and the home of one place."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from clrisk_site.catalogue.wording import render as sentence
from clrisk_site.people.access import may, reaches, territory_for
from clrisk_site.people.models import GrantKind, User
from clrisk_site.people.page import page
from clrisk_site.people.permissions import ALLOWS, Permission
from clrisk_site.people.queries.coming_grants import coming_grants
from clrisk_site.people.queries.ending_mandates import ending_mandates
from clrisk_site.people.views.once import once
from clrisk_site.places.models import Territory
from diagnosis.audience import audience_for
from diagnosis.presenters.key_figures import phase_one_figure, population_figure
from diagnosis.presenters.leads import profile_lead
from diagnosis.queries.phase_one import phase_one_of
from diagnosis.queries.population import population_of
from planning.actions.open_pilot import open_pilot
from planning.actions.refusal import RefusedError
from planning.forms.pilot import OpenPilotForm
from planning.models import Pilot
from planning.presenters.home import (
    HomeFacts,
    Standing,
    dates_of,
    home_eyebrow,
    home_lead,
    next_step,
    people_of,
    zones_figure,
)
from planning.presenters.places import place_rows, places_lead
from planning.presenters.stages import stage_list
from planning.queries.action_lines import visible_statuses
from planning.queries.pilots import find_pilot, pilots_within_reach
from planning.queries.stage_facts import design_facts, diagnosis_facts, is_semi_finished, scope_facts
from planning.queries.upcoming import grants_of, upcoming_activities
from planning.queries.zone_children import zone_children
from planning.stages import judge_stages


@require_safe
def show_places(request: HttpRequest) -> HttpResponse:
    """List the person's territories; with a single municipality go straight to its home."""
    reached = [reach for reach in reaches(request.user) if reach.kind != GrantKind.RECORD]
    territories = list(
        Territory.objects.filter(path__in={reach.path for reach in reached}).select_related("level", "parent")
    )
    if len(territories) == 1 and territories[0].level.is_municipal:
        return redirect("place-home", territories[0].path)
    pilots = list(pilots_within_reach(request.user))
    context = {
        "heading": gettext("Your places"),
        "lead": places_lead(
            territories,
            pilots,
            list(coming_grants(cast("User", request.user))),
            reads_pilots=any(Permission.VIEW_DIAGNOSIS in ALLOWS[reach.role] for reach in reached),
        ),
        "rows": place_rows(territories, pilots),
    }
    return render(request, "planning/places.html", page(request, None, "home", **context))


@require_safe
def show_home(request: HttpRequest, path: str) -> HttpResponse:
    """Show where a municipality stands; a place without a pilot shows what is known of it."""
    territory = territory_for(request.user, path, Permission.VIEW_PUBLISHED)
    if not may(request.user, Permission.VIEW_DIAGNOSIS, territory):
        return render(request, "planning/unpublished.html", page(request, territory, "home"))
    if not territory.level.is_municipal:
        return redirect("profile", path)
    pilot = find_pilot(territory)
    if pilot is None:
        return _show_without_pilot(request, territory, OpenPilotForm())
    return _show_pilot(request, territory, pilot)


def _show_pilot(request: HttpRequest, territory: Territory, pilot: Pilot) -> HttpResponse:
    today, statuses = timezone.localdate(), visible_statuses(request.user, territory)
    facts = HomeFacts(
        scope_facts(pilot),
        diagnosis_facts(territory),
        design_facts(pilot, statuses, semi_finished=is_semi_finished(pilot)),
    )
    stages = judge_stages(facts.scope, facts.diagnosis, facts.design)
    standing = Standing(
        edits=may(request.user, Permission.EDIT_DESIGN, territory),
        approves=may(request.user, Permission.APPROVE, territory),
    )
    urls = _urls(territory.path)
    activities = list(upcoming_activities(pilot, statuses, today))
    lines = {one.line_id: reverse("action-line", args=[territory.path, one.line_id]) for one in activities}
    context = {
        "heading": territory.name,
        "eyebrow": home_eyebrow(pilot.opened_on, today),
        "lead": home_lead(stages, facts),
        "next": next_step(facts, standing, urls),
        "figures": _figures(request, territory),
        "stages": stage_list(stages, urls, today),
        "dates": dates_of(activities, lines),
        "people": people_of(grants_of(territory, today), facts),
        **_ending(request, territory),
    }
    return render(request, "planning/home.html", page(request, territory, "home", **context))


def _ending(request: HttpRequest, territory: Territory) -> dict[str, object]:
    """The reader's own mandate if it ends soon, and those of others for whoever may see the people."""
    ending = list(ending_mandates(territory, timezone.localdate()))
    own = next((grant for grant in ending if grant.user_id == request.user.pk), None)
    others = [grant for grant in ending if grant is not own]
    return {
        "own_ending": own,
        "ending": others if may(request.user, Permission.VIEW_PEOPLE, territory) else [],
    }


def _figures(request: HttpRequest, territory: Territory) -> list[dict[str, object]]:
    audience = audience_for(request.user, territory)
    population, zones = population_of(territory), zone_children(territory)
    figures = [phase_one_figure(phase_one_of(territory)), population_figure(population, audience=audience)]
    if zones.letters:
        figures.append(zones_figure(zones.letters, zones.together(), population.total, audience=audience))
    return figures


def _urls(path: str) -> dict[str, str]:
    names = {
        "selection": "scope",
        "liaison": "scope",
        "characterisation": "diagnosis",
        "mapping": "mapping",
        "design": "design",
        "execution": "execution",
        "gate": "gate",
    }
    return {step: reverse(name, args=[path]) for step, name in names.items()}


def _show_without_pilot(
    request: HttpRequest, territory: Territory, form: OpenPilotForm, status: int = 200
) -> HttpResponse:
    phase_one, population = phase_one_of(territory), population_of(territory)
    audience = audience_for(request.user, territory)
    context = {
        "heading": territory.name,
        "lead": f"{profile_lead(territory.name, phase_one)} {gettext('No pilot has been opened here.')}",
        "figures": [phase_one_figure(phase_one), population_figure(population, audience=audience)],
        "may_open": may(request.user, Permission.OPEN_PILOT, territory),
        "form": form,
    }
    template = "planning/without_pilot.html"
    return render(request, template, page(request, territory, "home", **context), status=status)


@require_POST
@once
def start_pilot(request: HttpRequest, path: str) -> HttpResponse:
    """Open the pilot of a municipality."""
    territory = territory_for(request.user, path, Permission.OPEN_PILOT)
    form = OpenPilotForm(request.POST)
    if not form.is_valid():
        return _show_without_pilot(request, territory, form, status=422)
    try:
        open_pilot(
            territory=territory, opened_on=form.cleaned_data["opened_on"], by=cast("User", request.user)
        )
    except RefusedError as refused:
        form.add_error(None, sentence(refused.message))
        return _show_without_pilot(request, territory, form, status=422)
    messages.success(request, gettext("The pilot is open."))
    return redirect("place-home", path)
