"""How owners are asked by link: for the local offer of one place, and for the definition of a programme."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.moments import day_of
from clrisk_site.people.models import User
from clrisk_site.people.permissions import Permission
from clrisk_site.people.record_links import RecordLinkKind
from mapping.forms.owner_offer import OwnerOfferForm
from mapping.forms.owner_programme import OwnerProgrammeForm
from mapping.models import ChangeState, LocalOffer, Programme
from mapping.owner_facts import LABELS, Reviewed, python_value
from mapping.queries.proposed_changes import changes_of


def _heading(offer: LocalOffer) -> str:
    return offer.programme.name


def _lead(offer: LocalOffer) -> str:
    words = gettext(
        "%(place)s asks what this programme can do there in %(year)s. Correct what is not right, and send it."
    )
    return words % {"place": offer.territory, "year": offer.year}


def _page(offer: LocalOffer) -> str:
    return reverse("programme", args=[offer.territory.path, offer.programme_id])


def _definition_lead(programme: Programme) -> str:
    words = gettext("%(place)s asks whether this is still so. Correct what is not right, and send it.")
    return words % {"place": programme.territory}


def _definition_page(programme: Programme) -> str:
    return reverse("programme", args=[programme.territory.path, programme.pk])


def _waiting_values(record: Reviewed, owner: User) -> Mapping[str, object]:
    """Return what the owner sent and nobody decided yet, so that it is not asked a second time."""
    rows = changes_of(record).filter(state=ChangeState.WAITING, created_by=owner)
    return {row.fact: python_value(type(record), row.fact, row.proposed) for row in rows}


def _told(record: Reviewed, owner: User) -> Sequence[str]:
    """Return what became of what the owner sent before."""
    rows = list(changes_of(record).filter(created_by=owner).exclude(state=ChangeState.OVERTAKEN))
    if not rows:
        return ()
    waiting = sum(row.state == ChangeState.WAITING for row in rows)
    taken = sum(row.state == ChangeState.ACCEPTED for row in rows)
    sent = gettext("You last sent this on %(day)s.") % {"day": day_of(rows[0].created_at)}
    waits = ngettext("%(count)s answer waits.", "%(count)s answers wait.", waiting) % {"count": waiting}
    accepted = ngettext("%(count)s was accepted.", "%(count)s were accepted.", taken) % {"count": taken}
    refused = [
        gettext("Not accepted: %(fact)s. %(reason)s") % {"fact": LABELS[row.fact], "reason": row.reason}
        for row in rows
        if row.state == ChangeState.REFUSED
    ]
    return (f"{sent} {waits} {accepted if taken else ''}".strip(), *refused)


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
    initial=_waiting_values,
    told=_told,
)
DEFINITION = RecordLinkKind(
    code="programme",
    model=Programme,
    form=OwnerProgrammeForm,
    form_template="mapping/owner_offer_fields.html",
    permission=Permission.EDIT_MAPPING,
    label=_("Definition of a programme"),
    heading=str,
    lead=_definition_lead,
    page=_definition_page,
    initial=_waiting_values,
    told=_told,
)
