"""Keeps what was worked out from the records of a municipality until somebody changes one of them.

A matrix of two hundred zones takes a good second to judge and is read far more often than anything changes.
What is kept stays in the process that worked it out; nothing is stored, so nothing can be left behind.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, cast

from django.db import connection
from django.utils.translation import get_language

from clrisk_site.catalogue.thresholds import threshold
from clrisk_site.figures.audience import Audience
from clrisk_site.figures.suppression import least_shown
from clrisk_site.people.models import AuditChain
from clrisk_site.places.models import Territory
from mapping.owners import owner_paths

KEPT = 16
"""Answers that one process keeps; those not asked for the longest go first."""

KEPT_SECONDS = 600
"""How long an answer is kept at most: a command may write rows of which the history has no note."""

_kept: OrderedDict[Hashable, tuple[float, Any]] = OrderedDict()
_lock = Lock()


def remembered[Answer](state: Hashable, name: Hashable, work_out: Callable[[], Answer]) -> Answer:
    """Return an answer as it was worked out when the records were last as they are now.

    Parameters
    ----------
    state : Hashable
        Of the records, from `state_of_records`; None keeps nothing.
    name : Hashable
        What is asked, with everything else that the answer depends on.
    work_out : callable
        Works it out anew. Must not depend on the person who asks.
    """
    if state is None:
        return work_out()
    key, now = (state, name), time.monotonic()
    with _lock:
        since, answer = _kept.get(key, (0.0, None))
        if key in _kept and now - since < KEPT_SECONDS:
            _kept.move_to_end(key)
            return cast("Answer", answer)
    answer = work_out()
    with _lock:
        _kept[key] = (now, answer)
        _kept.move_to_end(key)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return answer


def state_of_records(territory: Territory) -> Hashable:
    """Return a value that differs once somebody changed a record that the supply of a municipality rests on.

    Every act is noted in the history of the territory that owns the record, so the heads of its chain and of
    those above tell of it. Inside a transaction it is None: what is seen there may never come to be.
    """
    if connection.in_atomic_block:
        return None
    chains = AuditChain.objects.filter(path__in=owner_paths(territory)).order_by("path")
    limits = (threshold("places_enough"), *(least_shown(one) for one in Audience))
    return (territory.pk, get_language(), *limits, *chains.values_list("path", "length", "head_hash"))
