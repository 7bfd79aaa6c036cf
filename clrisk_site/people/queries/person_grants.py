"""One person as seen from a place: found there, or not at all."""

from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from clrisk_site.people.access import may, within_reach
from clrisk_site.people.models import AccessLink, Grant, GrantKind, User
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory


@dataclass(frozen=True)
class PersonHere:
    """A person with the grants that the viewer may see; `elsewhere` counts the others for administrators."""

    person: User
    grants: tuple[Grant, ...]
    elsewhere: int
    open_links: tuple[AccessLink, ...]


def person_at(territory: Territory, pk: int) -> User:
    """Fetch a person one of whose grants, of today or of earlier, reaches the place or lies below it.

    Raises
    ------
    Http404
        When there is none: people of other places look as if they did not exist.
    """
    touching = _here(territory) | Q(
        territory__path__gt=territory.path + ".", territory__path__lt=territory.path + "/"
    )
    grant = Grant.objects.filter(touching, user_id=pk).select_related("user").first()
    if grant is None:
        raise Http404
    return grant.user


def person_here(person: User, territory: Territory, *, viewer: User) -> PersonHere:
    """Gather what the viewer may know of the person in this place."""
    seen = _here(territory) | within_reach(viewer, Permission.VIEW_PEOPLE, "territory__path")
    everything = Grant.objects.filter(user=person)
    grants = everything.filter(seen).select_related("territory", "successor", "granted_by", "revoked_by")
    shown = tuple(grants.prefetch_related("subject").order_by("-granted_at", "-pk"))
    elsewhere = 0
    if may(viewer, Permission.MANAGE_PEOPLE, territory):
        elsewhere = everything.current(timezone.localdate()).exclude(pk__in=[one.pk for one in shown]).count()
    links = AccessLink.objects.filter(
        user=person, used_at=None, withdrawn_at=None, expires_at__gt=timezone.now()
    )
    return PersonHere(person, shown, elsewhere, tuple(links))


def _here(territory: Territory) -> Q:
    above = Q(kind=GrantKind.MEMBERSHIP, territory__path__in=territory.ancestor_paths)
    return Q(territory=territory) | above
