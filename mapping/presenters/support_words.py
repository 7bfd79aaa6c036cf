"""How well a fact is supported, in words: claimed by whom, or confirmed by which document."""

from collections.abc import Mapping

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from mapping.fact_words import FACT_LABELS
from mapping.models import FactOrigin
from mapping.queries.fact_support import FactSupport

RESTS_ON = (
    "status",
    "funding_established",
    "marginal_cost",
    "admits_new",
    "redirects_to_zones",
    "criteria_can_change",
)
"""The facts that the resource rule reads."""


def support_words(support: FactSupport) -> str:
    """Say how one fact is supported."""
    if support.is_confirmed:
        return gettext("Confirmed: %(document)s") % {"document": support.document}
    if not support.origin:
        return gettext("Claimed")
    words = gettext("Claimed: %(origin)s") % {"origin": FactOrigin(support.origin).label.lower()}
    if support.noted_on is not None:
        words = f"{words}, {date_format(support.noted_on)}"
    if support.is_withdrawn:
        words = f"{words}. {gettext('Who said it withdrew the interview.')}"
    return words


def support_summary(support: Mapping[str, FactSupport]) -> str:
    """Say how many of the known facts a document confirms."""
    known = len(support)
    if not known:
        return gettext("Nothing is known yet, so nothing is confirmed.")
    words = ngettext(
        "%(confirmed)s of %(known)s known fact confirmed with a document.",
        "%(confirmed)s of %(known)s known facts confirmed with a document.",
        known,
    )
    return words % {"confirmed": sum(one.is_confirmed for one in support.values()), "known": known}


def claimed_only(support: Mapping[str, FactSupport]) -> list[str]:
    """Return the facts that eligibility rests on and that no document confirms, as they are asked."""
    return [str(FACT_LABELS[fact]) for fact in RESTS_ON if fact in support and not support[fact].is_confirmed]


def supported(support: Mapping[str, FactSupport], fact: str) -> str:
    """Say how a fact is supported; nothing of one that is not known."""
    known = support.get(fact)
    return support_words(known) if known else ""
