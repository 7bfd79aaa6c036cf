"""Keeps what was worked out from the records of a municipality until one of them changes.

A matrix of two hundred zones takes a good second to judge and is read far more often than anything changes.
What is kept stays in the process that worked it out; nothing is stored, so nothing can be left behind.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, cast

from django.db.models import BigIntegerField, Count, DateTimeField, Max, Model, Q, Sum, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import get_language

from clrisk_site.catalogue.thresholds import threshold
from clrisk_site.figures.audience import Audience
from clrisk_site.figures.suppression import least_shown
from clrisk_site.people.models import AuditChain
from clrisk_site.places.models import Territory
from diagnosis.models import Need, Zone
from mapping.models import (
    Competence,
    Institution,
    LocalOffer,
    OfferCoverage,
    Programme,
    ProgrammeFactor,
)
from mapping.owners import owner_paths

KEPT = 16
"""Answers that one process keeps, the least used go first."""

_kept: OrderedDict[Hashable, Any] = OrderedDict()
_lock = Lock()


def remembered[Answer](state: Hashable, name: Hashable, work_out: Callable[[], Answer]) -> Answer:
    """Return an answer as it was worked out when the records were last as they are now.

    Parameters
    ----------
    state : Hashable
        Of the records, from `state_of_records`.
    name : Hashable
        What is asked, with everything else that the answer depends on.
    work_out : callable
        Works it out anew. Must not depend on the person who asks.
    """
    key = (state, name)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return cast("Answer", _kept[key])
    answer = work_out()
    with _lock:
        _kept[key] = answer
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return answer


def state_of_records(territory: Territory) -> Hashable:
    """Return a value that differs once any record behind the supply of a municipality differs, or the language.

    Every act of a person is noted in the history, so the heads of its chains tell of it. Commands and files
    may write rows without a note of each, so the rows are counted as well.
    """
    owners = owner_paths(territory)
    limits = (threshold("places_enough"), *(least_shown(one) for one in Audience))
    return (territory.pk, get_language(), *limits, *_counted(territory, owners))


def _counted(territory: Territory, owners: list[str]) -> tuple[tuple[object, ...], ...]:
    above, here = Q(territory__path__in=owners), Q(territory=territory)
    parts = [
        *(_state(model, above, "updated_at", "version") for model in (Programme, Institution, Competence)),
        *(_state(model, here, "updated_at", "version") for model in (LocalOffer, Need, Zone)),
        _state(OfferCoverage, Q(offer__territory=territory), None, "places"),
        _state(ProgrammeFactor, Q(programme__territory__path__in=owners), None, "factor_id"),
    ]
    return tuple(sorted(_heads(owners).union(*parts, all=True).order_by()))


def _heads(owners: list[str]) -> Any:
    chains = AuditChain.objects.filter(path__in=[*owners, ""]).order_by()
    named = chains.values_list(Concat("path", Value(":"), "head_hash"), "length", "pk", named=False)
    return named.annotate(
        newest=Cast(Value(None), DateTimeField()), total=Cast("signed_number", BigIntegerField())
    )


def _state(model: type[Model], which: Q, newest: str | None, summed: str) -> Any:
    """Count the rows of one table, with its newest change and a sum that most changes move."""
    never = Cast(Value(None), DateTimeField())
    rows = model._default_manager.filter(which).order_by()
    total = Cast(Sum(summed), BigIntegerField())
    return rows.values_list(Value(model._meta.model_name), named=False).annotate(
        rows=Count("pk"), last=Max("pk"), newest=Max(newest) if newest else never, total=total
    )
