"""The pilot of a municipality, and the pilots that a person may look at."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import Http404

from clrisk_site.people.access import within_reach
from clrisk_site.people.models import User
from clrisk_site.people.permissions import Permission
from clrisk_site.places.models import Territory
from planning.models import Pilot


def find_pilot(territory: Territory) -> Pilot | None:
    """Return the pilot of a municipality with its space and the liaison's unit."""
    pilot = Pilot.objects.filter(territory=territory).select_related("space", "liaison_unit").first()
    if pilot is not None:
        pilot.territory = territory
    return pilot


def pilot_or_404(territory: Territory) -> Pilot:
    """Return the pilot of a municipality whose access was checked already.

    Raises
    ------
    Http404
        When none was opened there.
    """
    pilot = find_pilot(territory)
    if pilot is None:
        raise Http404
    return pilot


def pilots_within_reach(user: User | AnonymousUser) -> QuerySet[Pilot]:
    """Return the pilots whose diagnosis the person may read."""
    condition = within_reach(user, Permission.VIEW_DIAGNOSIS, "territory__path")
    return Pilot.objects.filter(condition).select_related("territory__parent").order_by("territory__name")
