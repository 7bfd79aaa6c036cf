"""Factors proposed from the words of programmes, confirmed by a person programme by programme."""

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clrisk_site.people.access import may, territory_for
from clrisk_site.people.models import User
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.views.once import once
from clrisk_site.places.models import Territory
from mapping.actions.review_factors import review_factors
from mapping.forms.factor_review import FactorReviewForm
from mapping.models import Programme
from mapping.owners import owner_paths
from mapping.presenters.factor_review import review_lead, reviewed_words
from mapping.queries.factor_proposals import awaiting_review, proposals_for
from mapping.queries.programmes import programmes_seen_from

PER_PAGE = 15
LONGEST_KEY = 10


@require_http_methods(["GET", "HEAD", "POST"])
@once
def review(request: HttpRequest, path: str) -> HttpResponse:
    """Show programmes that nobody reviewed with the factors that their words suggest, and store decisions."""
    territory = territory_for(request.user, path, Permission.EDIT_MAPPING)
    waiting = awaiting_review(territory)
    owned = [one for one in Territory.objects.filter(path__in=owner_paths(territory)) if _edits(request, one)]
    own = waiting.filter(territory__in=owned)
    rows = Paginator(own, PER_PAGE).get_page(request.GET.get("page"))
    proposed = proposals_for(_sent(request, territory, owned) or list(rows), territory)
    form = FactorReviewForm(request.POST if request.method == "POST" else None, rows=proposed)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            _store(request, form)
            return HttpResponseRedirect(reverse("programmes-factors", args=[path]))
        status = 422
    context = page(
        request,
        territory,
        2,
        lead=review_lead(rows.paginator.count, waiting.exclude(territory__in=owned).count()),
        form=form,
        rows=rows,
    )
    return render(request, "mapping/factor_review.html", context, status=status)


def _sent(request: HttpRequest, territory: Territory, owned: list[Territory]) -> list[Programme]:
    """Return the programmes that were decided about, reviewed meanwhile or not."""
    named = [name.removeprefix("version_") for name in request.POST if name.startswith("version_")]
    keys = [int(key) for key in named if key.isascii() and key.isdigit() and len(key) < LONGEST_KEY]
    seen = programmes_seen_from(territory).filter(territory__in=owned, pk__in=keys[:PER_PAGE])
    return list(seen) if keys else []


def _edits(request: HttpRequest, territory: Territory) -> bool:
    return may(request.user, Permission.EDIT_MAPPING, territory)


def _store(request: HttpRequest, form: FactorReviewForm) -> None:
    found = review_factors(decisions=form.decisions, by=cast("User", request.user))
    if found.done:
        messages.success(request, reviewed_words(found.done))
    if found.stale:
        names = ", ".join(f"«{one.name}»" for one in found.stale)
        words = _("Somebody changed it meanwhile, so it was left as it is: %(names)s.")
        messages.warning(request, words % {"names": names})
