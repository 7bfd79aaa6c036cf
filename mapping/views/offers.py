"""Local offers: what a programme can do in this municipality, edited by its own people."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from clrisk_site.people.access import territory_for
from clrisk_site.people.page import page
from clrisk_site.people.permissions import Permission
from clrisk_site.people.views.editing import edit_record
from clrisk_site.places.models import Territory
from diagnosis.audience import FILES
from mapping.forms.offer import OfferForm
from mapping.models import LocalOffer, Programme
from mapping.presenters.counting_offer import proposed_numbers
from mapping.queries.countings import counting_findings, countings_naming
from mapping.views.fetching import own_record, seen_from


@require_http_methods(["GET", "HEAD", "POST"])
def create_offer(request: HttpRequest, path: str, programme: int) -> HttpResponse:
    """Record what a programme can do here, in one year."""
    territory = territory_for(request.user, path, Permission.EDIT_MAPPING)
    if not territory.level.is_municipal:
        raise Http404
    found = seen_from(territory, Programme.objects.select_related("institution"), programme)
    offer = LocalOffer(territory=territory, programme=found, year=timezone.localdate().year)
    return _edit(request, territory, offer)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_offer(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Change a local offer of this municipality."""
    offers = LocalOffer.objects.select_related("programme__institution")
    territory, offer = own_record(request, path, offers, pk)
    return _edit(request, territory, offer)


def _edit(request: HttpRequest, territory: Territory, offer: LocalOffer) -> HttpResponse:
    return edit_record(
        request,
        OfferForm,
        offer,
        template="mapping/offer_form.html",
        then=lambda saved: reverse("programme", args=[territory.path, saved.programme_id]),
        context=page(request, territory, 2, offer=offer, programme=offer.programme),
        form_options={"initial": _from_counting(request, territory, offer)},
        above=reverse("programme", args=[territory.path, offer.programme_id]),
    )


def _from_counting(request: HttpRequest, territory: Territory, offer: LocalOffer) -> dict[str, int]:
    """Return girls and boys of the counting that a link names; a person looks at them and saves."""
    pk = request.GET.get("counting", "")
    if request.method == "POST" or not (pk.isascii() and pk.isdigit() and len(pk) < 10):
        return {}
    counting = countings_naming(territory, offer.programme).filter(pk=int(pk)).first()
    if counting is None:
        return {}
    findings = counting_findings(counting, FILES)
    return proposed_numbers(findings.counted, offer.programme_id)
