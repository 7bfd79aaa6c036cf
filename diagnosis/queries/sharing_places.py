"""With which municipalities an answered request may be shared."""

from django.db.models import Q, QuerySet

from clrisk_site.places.models import Territory
from diagnosis.models import InformationRequest


def places_to_share_with(request: InformationRequest) -> QuerySet[Territory]:
    """Return the other municipalities of the same state, and those that read the request already.

    A state shares with its own municipalities.
    """
    owner = request.territory
    region = (owner.parent or owner) if owner.level.is_municipal else owner
    beside = Territory.objects.within(region).filter(level__is_municipal=True).exclude(pk=owner.pk)
    named = request.shared_with.values("pk")
    found = Territory.objects.filter(Q(pk__in=beside.values("pk")) | Q(pk__in=named))
    return found.select_related("level").order_by("name", "code")
