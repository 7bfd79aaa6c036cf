"""Offices, posts, a profile and a kind that nobody found, so that each of their addresses can be tried."""

import datetime as dt

from django.db.models import Model

from clrisk_site.places.models import Territory
from mapping.models import ActorKind, ActorProfile, Institution, NoneFound, Office, Official

NAME = "Persona Reservada Uno"
"""Who holds a post: seen by posts of the municipality only."""


def actor_world(territory: Territory, institution: Institution) -> dict[str, Model]:
    """Make one record of each kind."""
    office = Office.objects.create(territory=territory, institution=institution, name="Centro Terán")
    return {
        "office": office,
        "official": Official.objects.create(
            territory=territory, institution=institution, office=office, post="Dirección", name=NAME
        ),
        "actor_profile": ActorProfile.objects.create(
            territory=territory, institution=institution, influence=4, interest=3, notes="Nota reservada"
        ),
        "none_found": NoneFound.objects.create(
            territory=territory,
            kind=ActorKind.RELIGIOUS,
            searched="Directorio estatal",
            confirmed_on=dt.date(2026, 6, 10),
        ),
    }
