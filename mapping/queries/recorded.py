"""How much of each kind of the mapping's records a territory sees, in one query."""

import datetime as dt
from collections.abc import Mapping
from typing import cast

from django.db.models import Count, IntegerField, Model, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from clrisk_site.places.models import Territory
from mapping.models import (
    ActorProfile,
    ChangeState,
    Competence,
    CompetenceNature,
    FollowUp,
    Interview,
    InterviewState,
    NoneFound,
    Norm,
    NormReading,
    PastIntervention,
    ProposedChange,
)
from mapping.owners import owner_paths

_OF_OWNERS: dict[str, tuple[type[Model], Q]] = {
    "norms": (Norm, Q()),
    "norms_read": (Norm, Q(reading__in=(NormReading.READ, NormReading.NONE))),
    "powers": (Competence, ~Q(nature=CompetenceNature.NONE)),
    "past": (PastIntervention, Q()),
}
_OWN: dict[str, tuple[type[Model], Q]] = {
    "profiles": (ActorProfile, Q()),
    "profiles_judged": (ActorProfile, Q(interest__isnull=False, influence__isnull=False)),
    "none_found": (NoneFound, Q()),
    "interviews": (Interview, Q()),
    "interviews_held": (Interview, ~Q(state=InterviewState.PLANNED)),
    "changes_waiting": (ProposedChange, Q(state=ChangeState.WAITING)),
}


def recorded(territory: Territory) -> Mapping[str, int]:
    """Return how many records of each kind there are: of its owners above too, or of this territory alone."""
    owners = Q(territory__path__in=owner_paths(territory))
    rows: dict[str, QuerySet[Model]] = {
        name: model._default_manager.filter(owners, which) for name, (model, which) in _OF_OWNERS.items()
    }
    rows |= {
        name: model._default_manager.filter(which, territory=territory)
        for name, (model, which) in _OWN.items()
    }
    rows["follow_ups_overdue"] = _overdue(territory, timezone.localdate())
    counted = Territory.objects.filter(pk=territory.pk).values(
        **{name: _count(found) for name, found in rows.items()}
    )
    return cast("Mapping[str, int]", counted.get())


def _overdue(territory: Territory, today: dt.date) -> QuerySet[Model]:
    late = FollowUp.objects.filter(territory=territory, done_on__isnull=True, due_on__lt=today)
    return cast("QuerySet[Model]", late)


def _count(rows: QuerySet[Model]) -> Coalesce:
    together = rows.order_by().annotate(one=Value(1)).values("one").annotate(number=Count("pk"))
    return Coalesce(Subquery(together.values("number"), output_field=IntegerField()), 0)
