"""Who last confirmed a local offer by link, and when."""

import datetime as dt
from dataclasses import dataclass

from clrisk_site.people.models import AuditEntry
from mapping.actions.confirm_offer import CONFIRMED
from mapping.models import LocalOffer


@dataclass(frozen=True)
class Confirmation:
    """What the owner of the programme last said."""

    name: str
    at: dt.datetime


def last_confirmation(offer: LocalOffer) -> Confirmation | None:
    """Return the newest confirmation by link; None while the owner has said nothing."""
    entries = AuditEntry.objects.filter(
        subject_type=offer._meta.label_lower, subject_id=str(offer.pk), action=CONFIRMED
    )
    entry = entries.select_related("by").order_by("-pk").first()
    return Confirmation(str(entry.by), entry.at) if entry else None
