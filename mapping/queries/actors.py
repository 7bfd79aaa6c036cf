"""The institutions that a territory sees, each with its profile as an actor there, if it has one."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from clrisk_site.places.models import Territory
from mapping.actors import Standing, kind_of, standing_of
from mapping.models import ActorKind, ActorProfile, Institution
from mapping.owners import owner_paths
from mapping.queries.level_order import by_level


@dataclass(frozen=True)
class Actor:
    """One institution, and what it means for one territory."""

    institution: Institution
    profile: ActorProfile | None

    @property
    def kind(self) -> ActorKind | None:
        """Which kind of actor it is."""
        return kind_of(self.institution)

    @property
    def influence(self) -> int | None:
        """Judged influence from 0 to 4."""
        return self.profile.influence if self.profile else None

    @property
    def interest(self) -> int | None:
        """Judged interest from 0 to 4."""
        return self.profile.interest if self.profile else None

    @property
    def standing(self) -> Standing:
        """How to work with it."""
        return standing_of(self.influence, self.interest)

    @property
    def is_judged(self) -> bool:
        """Whether both scores are known."""
        return self.standing is not Standing.NOT_JUDGED


def actors_of(territory: Territory, institutions: Iterable[Institution] | None = None) -> tuple[Actor, ...]:
    """Return the actors of a territory: those that matter most first, those not judged yet last, by level.

    Parameters
    ----------
    institutions : iterable of Institution, optional
        Only these; without it all that the territory sees.
    """
    profiles = profiles_of(territory)
    found = (
        Actor(institution, profiles.get(institution.pk))
        for institution in (actor_institutions(territory) if institutions is None else institutions)
    )
    return tuple(sorted(found, key=_weight))


def actor_of(institution: Institution, territory: Territory) -> Actor:
    """Return one institution with its profile in a territory, if it has one."""
    stored = ActorProfile.objects.filter(institution=institution, territory=territory).first()
    return Actor(institution, stored)


def actor_institutions(territory: Territory) -> QuerySet[Institution]:
    """Return the institutions that a territory sees, by level and name."""
    seen = Institution.objects.filter(territory__path__in=owner_paths(territory))
    return seen.order_by(by_level(), "name")


def profiles_of(territory: Territory) -> dict[int, ActorProfile]:
    """Return the profiles recorded in a territory by the id of their institution."""
    return {profile.institution_id: profile for profile in ActorProfile.objects.filter(territory=territory)}


def _weight(actor: Actor) -> tuple[bool, int, int]:
    """Sort key; the sort is stable, so equal actors stay by level and name."""
    influence, interest = actor.influence, actor.interest
    return not actor.is_judged, -((influence or 0) + (interest or 0)), -(influence or 0)
