"""Evidence of single facts, and the places of an offer by zone, sex and age."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clrisk_site.people.page import page
from clrisk_site.people.views.editing import edit_record
from mapping.forms.coverage_groups import CoverageGroupsForm
from mapping.forms.fact_support import OfferFactsForm, ProgrammeFactsForm
from mapping.models import LocalOffer, Programme
from mapping.presenters.support_words import support_summary
from mapping.queries.fact_support import support_of
from mapping.views.fetching import editable_record, own_record

FORM = "mapping/facts_form.html"


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_programme_facts(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Confirm what a programme is with a document, fact by fact."""
    territory, programme = editable_record(request, path, Programme.objects.all(), pk)
    address = reverse("programme", args=[territory.path, programme.pk])
    lead = support_summary(support_of(programme))
    context = page(
        request, territory, 2, programme=programme, heading=programme.name, lead=lead, back=address
    )
    return edit_record(
        request, ProgrammeFactsForm, programme, template=FORM, then=lambda _saved: address, context=context
    )


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_offer_facts(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Confirm what a programme can do here with a document, fact by fact."""
    territory, offer = own_record(request, path, LocalOffer.objects.select_related("programme"), pk)
    address = reverse("programme", args=[territory.path, offer.programme_id])
    heading = _("%(programme)s, %(year)s") % {"programme": offer.programme.name, "year": offer.year}
    lead = support_summary(support_of(offer))
    context = page(request, territory, 2, programme=offer.programme, heading=heading, lead=lead, back=address)
    return edit_record(
        request, OfferFactsForm, offer, template=FORM, then=lambda _saved: address, context=context
    )


@require_http_methods(["GET", "HEAD", "POST"])
def edit_coverage_groups(request: HttpRequest, path: str, pk: int) -> HttpResponse:
    """Write the places of an offer by zone, sex and age."""
    territory, offer = own_record(request, path, LocalOffer.objects.select_related("programme"), pk)
    address = reverse("programme", args=[territory.path, offer.programme_id])
    return edit_record(
        request,
        CoverageGroupsForm,
        offer,
        template="mapping/coverage_groups_form.html",
        then=lambda _saved: address,
        context=page(request, territory, 2, programme=offer.programme, offer=offer, back=address),
    )
