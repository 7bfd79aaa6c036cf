"""Zones proposed from areas of high priority that lie together: look at them, and adopt all or some."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

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
from diagnosis.presenters.zone_map import reading_notes
from diagnosis.presenters.zone_proposal import (
    evidence_words,
    proposal_lead,
    proposal_map,
    proposal_notes,
    proposal_rows,
)
from diagnosis.queries.definition import frozen_definition
from diagnosis.queries.neighbourhoods import neighbourhoods_of
from diagnosis.queries.zone_proposal import ZoneProposal, propose_zones, taken_areas
from diagnosis.queries.zones import ZoneFindings, zones_of
from diagnosis.recomputing import hash_of_inputs


@require_http_methods(["GET", "HEAD", "POST"])
@once
def propose(request: HttpRequest, path: str) -> HttpResponse:
    """Show the proposal that the address asks for; adopt what was chosen of it."""
    territory = territory_for(request.user, path, Permission.EDIT_DIAGNOSIS)
    findings = zones_of(territory)
    options = ProposalForm(request.GET or None)
    proposal = propose_zones(findings, options.choices(taken_areas(findings)))
    seen = hash_of_inputs([proposal.inputs, proposal.choices.to_plain()])
    letters = [zone.letter for zone in proposal.zones.zones]
    adopting = AdoptForm(request.POST or None, letters=letters, sha256=seen)
    if request.method == "POST" and adopting.is_valid():
        done = _adopt(request, territory, findings, proposal, adopting)
        if done is not None:
            return done
    status = 422 if adopting.errors else 200
    context = _context(request, territory, findings, proposal) | {"form": adopting, "options": options}
    return render(
        request, "diagnosis/zones_propose.html", page(request, territory, 2, **context), status=status
    )


def _adopt(
    request: HttpRequest,
    territory: Territory,
    findings: ZoneFindings,
    proposal: ZoneProposal,
    form: AdoptForm,
) -> HttpResponse | None:
    """Adopt and go to the zones; None when something refuses, and the form then says what."""
    try:
        made = adopt_zones(
            territory,
            findings=findings,
            proposal=proposal,
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


def _context(
    request: HttpRequest, territory: Territory, findings: ZoneFindings, proposal: ZoneProposal
) -> dict[str, Any]:
    rows, left_out = proposal_rows(
        findings,
        proposal,
        names=neighbourhoods_of(territory),
        audience=audience_for(request.user, territory),
        address=request.path,
    )
    return {
        "lead": proposal_lead(findings, proposal),
        "findings": findings,
        "rows": rows,
        "left_out": left_out,
        "map": proposal_map(findings, proposal),
        "evidence": evidence_words(proposal),
        "notes": proposal_notes(proposal),
        "limits": reading_notes(findings),
        "defined": frozen_definition(territory) is not None,
        "patterns": mark_safe(pattern_definitions()),  # noqa: S308 - drawn by figures
    }
