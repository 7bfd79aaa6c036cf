"""`{% owner_panel programme offer %}`: what the owner of a programme said by link, and the way to ask."""

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.translation import gettext

from clrisk_site.people.access import may
from clrisk_site.people.permissions import Permission
from mapping.models import LocalOffer, Programme
from mapping.owner_facts import Reviewed
from mapping.queries.proposed_changes import owner_answers

register = template.Library()


@register.inclusion_tag("mapping/owner_panel.html", takes_context=True)
def owner_panel(context: Context, programme: Programme, offer: LocalOffer | None) -> dict[str, object]:
    """Show both records: the offer here, and the definition where it is owned."""
    parts = [] if offer is None else [_part(context, offer, gettext("The local offer"))]
    return {"parts": [*parts, _part(context, programme, gettext("The definition"))]}


def _part(context: Context, record: Reviewed, label: str) -> dict[str, object]:
    user, path = context["request"].user, context["place"].path
    is_offer = isinstance(record, LocalOffer)
    asks = may(user, Permission.GRANT_SEATS if is_offer else Permission.EDIT_MAPPING, record.territory)
    decides = may(user, Permission.EDIT_MAPPING, record.territory)
    answers = owner_answers(record)
    reads_names = may(user, Permission.VIEW_RESTRICTED, record.territory)
    kind = "local-offer" if is_offer else "programme"
    return {
        "label": label,
        "answers": answers,
        "name": answers.name if answers and reads_names else "",
        "decide_url": reverse("proposed-change-decide", args=[path, kind, record.pk])
        if decides and answers and answers.waiting
        else "",
        "ask_url": reverse("record-link-create", args=[record.territory.path, kind, record.pk])
        if asks
        else "",
    }
