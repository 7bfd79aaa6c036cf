"""Who reads the numbers of a territory: its own posts see more than commission, coordinators and print."""

from django.contrib.auth.models import AnonymousUser

from clrisk_site.catalogue.thresholds import threshold
from clrisk_site.figures.suppression import Audience
from clrisk_site.people.access import reaches
from clrisk_site.people.models import GrantKind, User
from clrisk_site.places.models import Territory

FILES = Audience.PUBLIC
"""Whoever a file reaches: what is taken out of the site may be passed on, so it is made as for the public."""


def audience_for(user: User | AnonymousUser, territory: Territory) -> Audience:
    """Return TEAM for a post of this very municipality, COMMISSION for everyone else who may look."""
    posts = (reach for reach in reaches(user) if reach.kind == GrantKind.POST)
    return Audience.TEAM if any(reach.covers(territory.path) for reach in posts) else Audience.COMMISSION


def smallest_area(audience: Audience) -> int | None:
    """Return how many children an area must have to be shown; None for those who read it on the site."""
    return threshold("smallest_area") if audience is Audience.PUBLIC else None
