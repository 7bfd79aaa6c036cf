"""Keeps the index of the areas as a result that can be computed again (R6, R23)."""

from typing import Any

from django.utils.translation import gettext

from clrisk_site.people.models import User
from clrisk_site.places.models import Territory
from diagnosis.actions.store_result import store_result
from diagnosis.index_computing import PARAMETERS, compute
from diagnosis.models import AnalysisResult, Outcome, Technique
from diagnosis.queries.areas import areas_of
from diagnosis.queries.factors import factors_of
from diagnosis.queries.index_inputs import inputs_from, usable
from diagnosis.queries.priority_index import priority_index
from diagnosis.recomputing import hash_of_inputs
from diagnosis.statistics.composite import NoIndexError


def keep_index(territory: Territory, *, by: User | None) -> AnalysisResult:
    """Store the index as it is now; the same numbers under the same definition are stored once.

    Raises
    ------
    NoDefinitionError
        If no definition is in force.
    NoIndexError
        If no area has an index.
    """
    found = areas_of(territory)
    ranking = factors_of(territory, proxy=found.proxy)
    index = priority_index(found, ranking)
    if not index.is_computed:
        raise NoIndexError(taking_part=True, varying=True)
    inputs = inputs_from(found, usable(found, ranking)[0])
    return store_result(
        territory=territory,
        technique=Technique.INDEX,
        outcome=Outcome.NONE,
        title=gettext("Index by area, %(year)s") % {"year": index.year},
        source=index.source,
        year=index.year or 0,
        parameters=PARAMETERS,
        inputs=told_inputs(inputs),
        sha256=hash_of_inputs(inputs),
        result=compute(inputs, PARAMETERS),
        by=by,
        illustrative=index.illustrative,
    )


def told_inputs(inputs: dict[str, Any]) -> dict[str, Any]:
    """Return which stored rows were read: the proxies whole, the areas by their number."""
    return {"proxies": inputs["proxies"], "areas": len(inputs["areas"]), "weighted": _weighted(inputs)}


def _weighted(inputs: dict[str, Any]) -> bool:
    weights = [one["weight"] for one in inputs["proxies"].values()]
    return bool(weights) and max(weights) > min(weights)
