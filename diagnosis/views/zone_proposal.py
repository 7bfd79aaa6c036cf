"""Zones proposed from areas of high priority that lie together: look at them, and adopt all or some."""

import json
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_http_methods

from clrisk_site.atlas.keeping import kept
from clrisk_site.catalogue.wording import render as words_of
from clrisk_site.figures.svg.patterns import pattern_definitions
from clrisk_site.people.access import territory_for
from clrisk_site.people.models import User
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.views.once import once
from clrisk_site.places.models import Territory
from diagnosis.actions.adopt_zones import adopt_zones
from diagnosis.actions.store_result import NoDefinitionError
from diagnosis.actions.zone_changes import ZoneRefusedError
from diagnosis.audience import audience_for
from diagnosis.forms.zone_proposal import AdoptForm, ProposalForm
from diagnosis.presenters.proposal_page import proposal_content
from diagnosis.presenters.zones_page import shown_map
from diagnosis.queries.area_stamp import area_stamp
from diagnosis.queries.definition import frozen_definition
from diagnosis.queries.neighbourhoods import neighbourhoods_of
from diagnosis.queries.zone_proposal import propose_zones, taken_areas
from diagnosis.queries.zones import zones_of


@require_http_methods(["GET", "HEAD", "POST"])
@once
def propose(request: HttpRequest, path: str) -> HttpResponse:
    """Show the proposal that the address asks for; adopt what was chosen of it."""
    territory = territory_for(request.user, path, Permission.EDIT_DIAGNOSIS)
    options, audience = ProposalForm(request.GET or None), audience_for(request.user, territory)
    asked = json.dumps(options.choices(()).to_plain())
    content = kept(
        ("proposal", asked, audience.value, str(get_language()), area_stamp(territory)),
        lambda: proposal_content(territory, options.choices, audience=audience, address=request.path),
    )
    adopting = AdoptForm(
        request.POST or None, letters=content["letters"], sha256=content["seen"], municipality=territory
    )
    if request.method == "POST" and adopting.is_valid():
        done = _adopt(request, territory, options, adopting)
        if done is not None:
            return done
    context = page(
        request,
        territory,
        2,
        lead=content["lead"],
        content=content,
        map=shown_map(content["map"]),
        form=adopting,
        options=options,
        defined=frozen_definition(territory) is not None,
        patterns=mark_safe(pattern_definitions()),  # noqa: S308 - drawn by figures
    )
    status = 422 if adopting.errors else 200
    return render(request, "diagnosis/zones_propose.html", context, status=status)


def _adopt(
    request: HttpRequest, territory: Territory, options: ProposalForm, form: AdoptForm
) -> HttpResponse | None:
    """Adopt and go to the zones; None when something refuses, and the form then says what."""
    findings = zones_of(territory)
    try:
        made = adopt_zones(
            territory,
            findings=findings,
            proposal=propose_zones(findings, options.choices(taken_areas(findings))),
            letters=form.cleaned_data["letters"],
            names=neighbourhoods_of(territory),
            reason=form.cleaned_data["reason"],
            by=cast("User", request.user),
        )
    except (ZoneRefusedError, NoDefinitionError) as refused:
        form.add_error(None, words_of(refused.message))
        return None
    words = ngettext(
        "%(count)s zone was adopted: %(letters)s.", "%(count)s zones were adopted: %(letters)s.", len(made)
    )
    said = words % {"count": len(made), "letters": ", ".join(zone.letter for zone in made)}
    messages.success(request, said)
    return HttpResponseRedirect(reverse("zones", args=[territory.path]))
