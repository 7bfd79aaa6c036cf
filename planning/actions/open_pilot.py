"""Opens the pilot of a municipality."""

import datetime as dt

from django.db import transaction

from clrisk_site.figures.message import says
from clrisk_site.people.models import User
from clrisk_site.people.writing import create_record
from clrisk_site.places.models import Territory
from planning.actions.refusal import RefusedError
from planning.models import Pilot


@transaction.atomic
def open_pilot(*, territory: Territory, opened_on: dt.date, by: User | None) -> Pilot:
    """Open a pilot.

    Raises
    ------
    RefusedError
        When the territory has no local government, or its pilot is open already.
    """
    if not territory.level.is_municipal:
        raise RefusedError(says("A pilot is opened in a municipality, not in %(name)s.", name=territory.name))
    if Pilot.objects.filter(territory=territory).exists():
        raise RefusedError(says("%(name)s already has a pilot.", name=territory.name))
    return create_record(Pilot(territory=territory, opened_on=opened_on), by=by)
