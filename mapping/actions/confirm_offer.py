"""Saves what the owner of a programme says of its local offer, and that it was they who said it."""

from django.db import transaction

from clrisk_site.people import audit
from clrisk_site.people.models import User
from mapping.actions.save_offer import save_offer
from mapping.models import LocalOffer

CONFIRMED = "localoffer.confirm"


@transaction.atomic
def confirm_offer(*, offer: LocalOffer, by: User, expected_version: int) -> LocalOffer:
    """Save an offer as its owner confirms it, changed or not. The zones that it reaches stay as they were.

    Raises
    ------
    ConflictError
        When somebody saved it since; nothing is changed.
    """
    saved = save_offer(offer=offer, reach={}, by=by, expected_version=expected_version)
    audit.note(by=by, territory=offer.territory, action=CONFIRMED, subject=saved)
    return saved
