"""Programmes: the page of one, and the long form. The list lies in `views.programme_list`."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from clrisk_site.people.access import may, territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.views.editing import edit_record
from clrisk_site.places.models import Territory
from diagnosis.audience import FILES, audience_for
from mapping.forms.programme import ProgrammeForm
from mapping.models import LocalOffer, Programme
from mapping.presenters.counting_offer import programme_counting, taking_over
from mapping.presenters.coverage_groups import coverage_groups_table
from mapping.presenters.eligibility import eligibility_words
from mapping.presenters.programme_page import (
    coverage_table,
    definition_rows,
    evidence_row,
    factor_rows,
    figure_columns,
    offer_rows,
    programme_lead,
    why_not_editable,
)
from mapping.presenters.support_words import claimed_only
from mapping.queries.countings import counting_findings, countings_naming
from mapping.queries.coverage_by_offer import coverage_by_offer
from mapping.queries.fact_support import FactSupport, support_of
from mapping.queries.programmes import eligibility_of
from mapping.queries.zone_letters import zone_letters
from mapping.views.fetching import editable_record, may_edit, seen_from


@require_safe
def show_programme(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Show what a programme is, what it can do here, and where it reaches."""
    territory = territory_for(request.user, path, Permission.VIEW_MAPPING)
    programmes = Programme.objects.select_related("institution").prefetch_related("factor_links__factor")
    programme = seen_from(territory, programmes, pk)
    offers = list(LocalOffer.objects.filter(territory=territory, programme=programme))
    offer = offers[0] if offers else None
    eligibility = eligibility_of(programme, {pk: offer} if offer else {})
    is_local = territory.level.is_municipal
    support = support_of(programme)
    edits_offer = is_local and may(request.user, Permission.EDIT_MAPPING, territory)
    context = page(
        request,
        territory,
        2,
        heading=programme.name,
        lead=programme_lead(programme, offer, eligibility if is_local else None),
        is_local=is_local,
        programme=programme,
        offer=offer,
        earlier=offers[1:],
        eligibility=eligibility_words(eligibility),
        definition=[*definition_rows(programme, support), evidence_row(programme, support)],
        factors=factor_rows(programme),
        edits=may_edit(request, programme),
        edits_offer=edits_offer,
        why_not=why_not_editable(programme.territory, here=territory, may_offer=edits_offer),
        **_offer_parts(request, territory, offer, support),
        **_counted(request, territory, programme, offer, edits_offer=edits_offer),
    )
    return render(request, "mapping/programme.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def create_programme(request: HttpRequest, path: str) -> HttpResponse:
    """Record a programme in this territory."""
    territory = territory_for(request.user, path, Permission.EDIT_MAPPING)
    return _edit(request, territory, Programme(territory=territory))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_programme(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Change a programme; one owned higher up is changed by its owner's coordinator."""
    territory, programme = editable_record(request, path, Programme.objects.all(), pk)
    return _edit(request, territory, programme)


def _edit(request: HttpRequest, territory: Territory, programme: Programme) -> HttpResponse:
    return edit_record(
        request,
        ProgrammeForm,
        programme,
        template="mapping/programme_form.html",
        then=lambda saved: reverse("programme", args=[territory.path, saved.pk]),
        context=page(request, territory, 2, programme=programme),
        above=reverse("programmes", args=[territory.path]),
    )


def _offer_parts(
    request: HttpRequest, territory: Territory, offer: LocalOffer | None, known: Mapping[str, FactSupport]
) -> dict[str, object]:
    if offer is None:
        return {}
    letters = zone_letters(territory)
    support, audience = support_of(offer), audience_for(request.user, territory)
    groups = list(offer.coverage_groups.select_related("zone"))
    return {
        "claimed_only": claimed_only({**known, **support}),
        "offer_facts": [*offer_rows(offer, support), evidence_row(offer, support)],
        "offer_figures": figure_columns(offer, audience=audience),
        "coverage_groups": coverage_groups_table(offer, groups, audience=audience) if groups else None,
        "coverage": coverage_table(coverage_by_offer([offer])[offer.pk], letters) if letters else None,
    }


def _counted(
    request: HttpRequest,
    territory: Territory,
    programme: Programme,
    offer: LocalOffer | None,
    *,
    edits_offer: bool,
) -> dict[str, object]:
    """Return what the newest counting that names the programme says of it, and the way to earlier ones."""
    countings = list(countings_naming(territory, programme))
    if not countings:
        return {}
    newest, *earlier = countings
    audience = audience_for(request.user, territory)
    findings = counting_findings(newest, audience)
    # An offer is read by others than the team: only what anybody may see is brought into its form.
    link = (
        taking_over(counting_findings(newest, FILES), programme, offer, path=territory.path)
        if edits_offer
        else None
    )
    return {
        "served": programme_counting(findings, programme, audience, path=territory.path),
        "served_earlier": earlier,
        "taking_over": link,
    }
