"""The factor ranking and its file, the page of one factor, and the form of what is known here of it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from clrisk_site.catalogue.entry import offered
from clrisk_site.catalogue.wording import render as say
from clrisk_site.files.export_links import export_links
from clrisk_site.files.exports import table_response
from clrisk_site.people.access import may, territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.views.editing import edit_record
from clrisk_site.places.models import Territory
from diagnosis.audience import FILES, audience_for
from diagnosis.evidence import FactorEvidence, told_by_sex
from diagnosis.forms.factor_weight import FactorWeightForm
from diagnosis.models import Factor, FactorWeight
from diagnosis.presenters.caveats import caveat_list
from diagnosis.presenters.evidence_table import evidence_chart, evidence_line, evidence_sheet
from diagnosis.presenters.evidence_words import chosen_outcome, outcome_segments, ranking_lead
from diagnosis.presenters.factor_chart import factor_chart
from diagnosis.presenters.factor_page import (
    effects_chart,
    effects_table,
    factor_lead,
    mentions_table,
    more_words,
    odds_table,
    stale_words,
    told_table,
)
from diagnosis.queries.caveats import caveats_of
from diagnosis.queries.factor_evidence import factor_evidence, outcomes_known
from diagnosis.queries.factors import factors_of
from diagnosis.queries.literature import mentions_of
from diagnosis.queries.qualitative import findings_of

MOST_SHOWN = 20


@require_safe
def show_factors(request: HttpRequest, path: str) -> HttpResponse:
    """Show the ranking: numbers, documents and interviews side by side, with chart and table."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    ranking, outcomes = factors_of(territory), outcomes_known(territory)
    outcome = chosen_outcome(request.GET.get("outcome", ""), outcomes)
    audience = audience_for(request.user, territory)
    rows = factor_evidence(territory, audience=audience, outcome=outcome, ranking=ranking)
    edits = may(request.user, Permission.EDIT_DIAGNOSIS, territory)
    priority = [row for row in rows if row.factor.is_priority]
    context = page(
        request,
        territory,
        2,
        lead=ranking_lead(rows),
        stale=list(dict.fromkeys(words for row in priority for words in stale_words(row))),
        weighting=say(ranking.note),
        segments=outcome_segments(outcomes, outcome),
        has_numbers=any(row.size is not None for row in priority),
        chart=evidence_chart(priority) or factor_chart(ranking),
        lines=[evidence_line(row, path=path, edits=edits) for row in priority],
        others=[evidence_line(row, path=path, edits=edits) for row in rows if not row.factor.is_priority],
        by_sex=any(len(told_by_sex(row.effects)) > 1 for row in priority),
        exports=export_links(request, "factors-export", path) if priority else [],
        caveats=caveat_list(caveats_of(territory)),
        illustrative=any(one.points.story.illustrative for row in priority for one in row.effects),
    )
    return render(request, "diagnosis/factors.html", context)


@require_safe
def export_factors(request: HttpRequest, path: str, format: str) -> HttpResponse:  # noqa: A002 - in the address
    """Hand out every number of every factor with the other evidence, hidden as for anybody."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    sheet = evidence_sheet(factor_evidence(territory, audience=FILES))
    return table_response(request, sheet, format=format, territory=territory, name="factors")


@require_safe
def show_factor(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Show one factor with all its numbers, what was written of it and what people say."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    row = _evidence_of(request, territory, pk)
    mentions, findings = mentions_of(territory, pk), findings_of(territory).filter(factor=pk)
    context = page(
        request,
        territory,
        2,
        factor=row.factor,
        lead=factor_lead(row),
        chart=effects_chart(row),
        effects=effects_table(row, path=path),
        odds=odds_table(row),
        stale=stale_words(row),
        mentions=mentions_table(mentions[:MOST_SHOWN], path=path),
        more_mentions=more_words(MOST_SHOWN, row.documentary.total),
        findings=told_table(findings[:MOST_SHOWN], path=path),
        more_findings=more_words(MOST_SHOWN, row.qualitative.total),
        edits=may(request.user, Permission.EDIT_DIAGNOSIS, territory),
    )
    return render(request, "diagnosis/factor.html", context)


def _evidence_of(request: HttpRequest, territory: Territory, pk: int) -> FactorEvidence:
    rows = factor_evidence(territory, audience=audience_for(request.user, territory))
    found = next((row for row in rows if row.factor.factor_id == pk), None)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def edit_factor(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Record direction, weight and effect of one factor in this territory."""
    territory = territory_for(request.user, path, Permission.EDIT_DIAGNOSIS)
    factor = get_object_or_404(offered(Factor, territory.country), pk=pk)
    known = FactorWeight.objects.filter(territory=territory, factor=factor).select_related("factor").first()
    direction = factor.in_force("direction", factor.direction)
    weight = known or FactorWeight(territory=territory, factor=factor, direction=direction)
    return edit_record(
        request,
        FactorWeightForm,
        weight,
        template="diagnosis/factor_edit.html",
        then=lambda _saved: reverse("factors", args=[path]),
        context=page(request, territory, 2, factor=factor),
        above=reverse("factors", args=[path]),
    )
