"""The factor ranking, and the form of what is known here of one factor."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from clrisk_site.catalogue.entry import offered
from clrisk_site.catalogue.wording import render as say
from clrisk_site.people.access import may, territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.views.editing import edit_record
from diagnosis.forms.factor_weight import FactorWeightForm
from diagnosis.models import Factor, FactorWeight
from diagnosis.presenters.factor_chart import factor_chart
from diagnosis.presenters.factor_table import factor_lines, other_lines, shared_source, sources_of
from diagnosis.presenters.leads import factors_lead
from diagnosis.queries.factors import RankedFactor, factors_of


@require_safe
def show_factors(request: HttpRequest, path: str) -> HttpResponse:
    """Show the ranking with chart and table."""
    territory = territory_for(request.user, path, Permission.VIEW_DIAGNOSIS)
    ranking = factors_of(territory)
    edits = may(request.user, Permission.EDIT_DIAGNOSIS, territory)

    def url_of(row: RankedFactor) -> str:
        return reverse("factor-edit", args=[path, row.factor_id]) if edits else ""

    lines = factor_lines(ranking, urls=url_of)
    context = page(
        request,
        territory,
        2,
        lead=factors_lead(ranking),
        ranking=ranking,
        weighting=say(ranking.note),
        chart=factor_chart(ranking),
        lines=lines,
        one_source=shared_source(lines),
        others=other_lines(ranking, urls=url_of),
        sources=sources_of(ranking),
        illustrative=any(row.illustrative for row in ranking.priority),
    )
    return render(request, "diagnosis/factors.html", context)


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
