"""How a local offer is asked for by link: what the owner of its programme reads and fills in."""

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.permissions import Permission
from clrisk_site.people.record_links import RecordLinkKind
from mapping.forms.owner_offer import OwnerOfferForm
from mapping.models import LocalOffer


def _heading(offer: LocalOffer) -> str:
    return offer.programme.name


def _lead(offer: LocalOffer) -> str:
    words = gettext(
        "%(place)s asks what this programme can do there in %(year)s. Correct what is not right, and save."
    )
    return words % {"place": offer.territory, "year": offer.year}


def _page(offer: LocalOffer) -> str:
    return reverse("programme", args=[offer.territory.path, offer.programme_id])


LOCAL_OFFER = RecordLinkKind(
    code="local-offer",
    model=LocalOffer,
    form=OwnerOfferForm,
    form_template="mapping/owner_offer_fields.html",
    permission=Permission.GRANT_SEATS,
    label=_("Local offer"),
    heading=_heading,
    lead=_lead,
    page=_page,
)
