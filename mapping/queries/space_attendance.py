"""Which institutions said in an interview that they attend a space."""

from django.db.models import QuerySet

from clrisk_site.places.models import Territory
from mapping.models import CoordinationSpace, Institution, Interview, InterviewState


def attending(space: CoordinationSpace, *, here: Territory) -> QuerySet[Institution]:
    """Return the institutions whose interviews here name the space; withdrawn interviews say nothing."""
    told = Interview.objects.filter(
        territory=here, spaces=space, state__in=(InterviewState.HELD, InterviewState.CLOSED)
    ).exclude(withdrawn_on__isnull=False)
    return Institution.objects.filter(pk__in=told.values("institution"))
