"""The interviews of a municipality, and what was agreed in them and is due."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from clrisk_site.places.models import Territory
from mapping.models import (
    CheckAnswer,
    CoordinationSpace,
    FollowUp,
    Institution,
    Interview,
    InterviewState,
    Programme,
)
from mapping.owners import owner_paths
from mapping.queries.programmes import programmes_seen_from

SAID = (CheckAnswer.CONFIRMED, CheckAnswer.CORRECTED)


@dataclass(frozen=True)
class InterviewCounts:
    """What the list of interviews comes to."""

    planned: int
    held: int
    closed: int
    withdrawn: int
    due: int

    @property
    def all(self) -> int:
        """How many interviews there are."""
        return self.planned + self.held + self.closed + self.withdrawn


def interviews_of(territory: Territory) -> QuerySet[Interview]:
    """Return the interviews of a territory with their institutions and how many facts were answered.

    The newest day first, those without a day before all.
    """
    said = Count("checks", filter=Q(checks__answer__in=SAID), distinct=True)
    open_ones = Count("follow_ups", filter=Q(follow_ups__done_on__isnull=True), distinct=True)
    found = Interview.objects.filter(territory=territory).select_related("institution", "territory")
    return found.annotate(said=said, open_follow_ups=open_ones).order_by(
        F("day").desc(nulls_first=True), "-pk"
    )


def answers_by_programme(interview: Interview) -> dict[Programme, int]:
    """Count what was answered in an interview, by programme; one of which nothing was is absent."""
    found: Counter[Programme] = Counter()
    for row in interview.checks.select_related("programme", "offer__programme"):
        programme = row.programme or (row.offer.programme if row.offer else None)
        if programme:
            found[programme] += 1
    return dict(found)


def counts_of(interviews: Iterable[Interview], due: int) -> InterviewCounts:
    """Count interviews by state; one that was withdrawn counts as that alone."""
    rows = list(interviews)
    states = [None if row.is_withdrawn else row.state for row in rows]
    return InterviewCounts(
        planned=states.count(InterviewState.PLANNED),
        held=states.count(InterviewState.HELD),
        closed=states.count(InterviewState.CLOSED),
        withdrawn=states.count(None),
        due=due,
    )


def open_follow_ups(territory: Territory) -> QuerySet[FollowUp]:
    """Return what was agreed and is not done, the earliest day first and those without a day last."""
    found = FollowUp.objects.filter(territory=territory, done_on__isnull=True)
    return found.select_related("interview__institution").order_by(F("due_on").asc(nulls_last=True), "pk")


def is_overdue(follow_up: FollowUp, today: dt.date) -> bool:
    """Whether its day is past and it is not done."""
    return follow_up.done_on is None and follow_up.due_on is not None and follow_up.due_on < today


def programmes_of(institution: Institution, territory: Territory) -> QuerySet[Programme]:
    """Return the programmes of an institution that a territory sees: those of the desk review."""
    return programmes_seen_from(territory).filter(institution=institution)


def spaces_of(institution: Institution, territory: Territory) -> QuerySet[CoordinationSpace]:
    """Return the coordination spaces in which the desk review found a seat of an institution."""
    seen = CoordinationSpace.objects.filter(territory__path__in=owner_paths(territory))
    return seen.filter(members__institution=institution).distinct()
