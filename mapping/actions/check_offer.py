"""Refuses an offer that contradicts itself, whatever door it comes through."""

from clrisk_site.figures.message import says
from clrisk_site.people.writing import NotSavedError
from mapping.models import LocalOffer
from mapping.queries.offer_faults import offer_faults, zone_faults


def check_offer(offer: LocalOffer) -> None:
    """Check an offer together with its zones and groups, within the transaction that changes them.

    Parameters
    ----------
    offer : LocalOffer
        With its new values, saved or not.

    Raises
    ------
    NotSavedError
        With the first contradiction in words.
    """
    faults = [fault.message for fault in offer_faults(offer)] or zone_faults(offer)
    if faults:
        raise NotSavedError(
            says(
                "The offer of «%(name)s» would contradict itself, so nothing was saved: %(why)s",
                name=offer.programme.name,
                why=faults[0],
            )
        )
