"""Which records of the mapping may have files attached, and from where they are seen."""

from collections.abc import Callable

from django.db.models import QuerySet
from django.urls import reverse

from clrisk_site.files.attachable import attachable
from clrisk_site.people.models import User
from clrisk_site.people.permissions import Permission
from clrisk_site.people.record import Record
from clrisk_site.places.models import Territory
from mapping.models import CoordinationSpace, LocalOffer, Norm, PastIntervention, Programme
from mapping.owners import owner_paths


def register_attachable() -> None:
    """Resolutions and minutes of spaces, evidence of programmes and of what they can do here."""
    view, edit = Permission.VIEW_MAPPING, Permission.EDIT_MAPPING
    attachable.register(
        CoordinationSpace,
        view=view,
        edit=edit,
        address=lambda path, space: reverse("space", args=[path, space.pk]),
        seen=_seen_from_below(CoordinationSpace),
    )
    attachable.register(
        Programme,
        view=view,
        edit=edit,
        address=lambda path, programme: reverse("programme", args=[path, programme.pk]),
        seen=_seen_from_below(Programme),
    )
    attachable.register(
        PastIntervention,
        view=view,
        edit=edit,
        address=lambda path, intervention: reverse("past-intervention", args=[path, intervention.pk]),
        seen=_seen_from_below(PastIntervention),
    )
    attachable.register(
        Norm,
        view=view,
        edit=edit,
        address=lambda path, norm: reverse("norm", args=[path, norm.pk]),
        seen=_seen_from_below(Norm),
    )
    attachable.register(
        LocalOffer,
        view=view,
        edit=edit,
        address=lambda path, offer: reverse("programme", args=[path, offer.programme_id]),
    )


def _seen_from_below[R: Record](model: type[R]) -> Callable[[User, Territory], QuerySet[R]]:
    return lambda _user, territory: model._default_manager.filter(territory__path__in=owner_paths(territory))
