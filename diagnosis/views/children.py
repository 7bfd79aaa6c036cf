"""Estimating the children of areas that nobody counted, and taking the estimates back."""

from collections.abc import Sequence
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from clrisk_site.catalogue.quantities import grouped
from clrisk_site.catalogue.wording import render as in_words
from clrisk_site.people.access import territory_for
from clrisk_site.people.models import User
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.views.once import once
from clrisk_site.places.models import Territory
from diagnosis.actions.estimate_children import estimate_children, remove_estimates
from diagnosis.forms.children import ChildrenForm
from diagnosis.queries.persons_of_areas import (
    PersonsOfAreas,
    estimates_made,
    persons_of_areas,
    proposed_share,
    uncounted_areas,
)
from diagnosis.queries.population import population_of
from diagnosis.statistics.composite import AssumedShare
from diagnosis.statistics.errors import AnalysisError


@require_http_methods(["GET", "HEAD", "POST"])
@once
def estimate(request: HttpRequest, path: str) -> HttpResponse:
    """Ask for the column of persons and the share, and store an estimate where there is no count."""
    territory = territory_for(request.user, path, Permission.EDIT_DIAGNOSIS)
    columns = persons_of_areas(territory)
    if request.method != "POST":
        form = ChildrenForm(persons_of_areas=columns, initial=_proposed(territory, columns))
        return _show(request, territory, form, 200)
    form = ChildrenForm(request.POST, persons_of_areas=columns, counted=_counted(territory))
    if not form.is_valid():
        return _show(request, territory, form, 422)
    percent, source = form.cleaned_data["share"], form.cleaned_data["source"]
    words = {"persons": form.chosen.name, "share": grouped(percent, 2), "source": source}
    note = gettext("%(persons)s × %(share)s %% aged 5 to 17, share of %(source)s") % words
    try:
        number = estimate_children(
            territory,
            persons=form.chosen,
            share=AssumedShare(percent / 100, source),
            note=note,
            by=cast("User", request.user),
        )
    except AnalysisError as fault:
        form.add_error("persons", in_words(fault.message))
        return _show(request, territory, form, 422)
    said = ngettext("%(count)s area has an estimate now.", "%(count)s areas have an estimate now.", number)
    messages.success(request, said % {"count": grouped(number)})
    return HttpResponseRedirect(reverse("zone-areas", args=[path]))


@require_POST
@once
def remove(request: HttpRequest, path: str) -> HttpResponse:
    """Take back the estimates of the areas; counts of producers stay."""
    territory = territory_for(request.user, path, Permission.EDIT_DIAGNOSIS)
    number = remove_estimates(territory, by=cast("User", request.user))
    said = ngettext("%(count)s estimate was taken back.", "%(count)s estimates were taken back.", number)
    messages.success(request, said % {"count": grouped(number)})
    return HttpResponseRedirect(reverse("children-estimate", args=[path]))


def _counted(territory: Territory) -> float | None:
    """Return the children that somebody counted of the whole municipality; a sum of its areas is none."""
    population = population_of(territory)
    return None if population.is_sum else population.total.value


def _proposed(territory: Territory, columns: Sequence[PersonsOfAreas]) -> dict[str, object]:
    """Return the column and share that the stored numbers propose, where they do."""
    found = proposed_share(territory, columns) if columns else None
    if found is None:
        return {}
    column, share = found
    return {"persons": column.key, "share": round(share.percent, 2), "source": share.source[:160]}


def _show(request: HttpRequest, territory: Territory, form: ChildrenForm, status: int) -> HttpResponse:
    missing = len(uncounted_areas(territory))
    lead = ngettext(
        "Nobody counted the children of %(count)s area. An estimate takes its persons times a share.",
        "Nobody counted the children of %(count)s areas. An estimate takes their persons times a share.",
        missing,
    ) % {"count": grouped(missing)}
    if not Territory.objects.below(territory).filter(level__is_micro=True).exists():
        lead = gettext("No areas are stored here yet, so there is nothing to estimate.")
    elif not missing:
        lead = gettext("Every area has a number of children, so there is nothing to estimate.")
    context = page(
        request, territory, 2, form=form, lead=lead, missing=missing, made=estimates_made(territory).count()
    )
    return render(request, "diagnosis/children_estimate.html", context, status=status)
