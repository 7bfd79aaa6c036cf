"""Names the rows of a file that would make an offer contradict itself; the rules are those of every door."""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pandas as pd
from django.db.models import Sum

from clrisk_site.places.models import Territory
from clrisk_site.tables.spec import Problem
from mapping.models import LocalOffer, OfferCoverage
from mapping.offer_rules import Costs, OfferSaid, faults_of, settled_class
from mapping.queries.offer_faults import costs_of

_NEW = (LocalOffer(), 0)
_OFFER = ["institution", "programme", "year"]


def contradictory_offers(frame: pd.DataFrame, territory: Territory) -> list[Problem]:
    """Return a problem for each row of a file of programmes whose offer would contradict itself."""
    known = _offers_of(territory)
    problems = []
    for row, said in frame.to_dict(orient="index").items():
        year = said.get("year")
        key = (said["owner"], said["institution"], said["name"], None if pd.isna(year) else int(year))
        offer, in_zones = known.get(key, _NEW)
        for fault in faults_of(_said(said, offer, in_zones))[:1]:
            column = fault.fact if fault.fact in frame else "places_per_year"
            problems.append(Problem(int(str(row)), column, fault.message))
    return problems


def more_than_offered(frame: pd.DataFrame, stored: pd.DataFrame, territory: Territory) -> list[Problem]:
    """Return a problem for each offer whose zones would have more places together than it has per year."""
    names = ("programme__institution__name", "programme__name", "year", "places_per_year")
    offers = LocalOffer.objects.filter(territory=territory, places_per_year__isnull=False)
    places = {(one, two, year): most for one, two, year, most in offers.values_list(*names)}
    both = pd.concat([stored, frame[stored.columns]])
    after = both.drop_duplicates([*_OFFER, "zone"], keep="last")
    given: Counter[tuple[Any, ...]] = Counter()
    for *key, number in after[[*_OFFER, "places"]].itertuples(index=False, name=None):
        given[tuple(key)] += _number(number) or 0
    problems: list[Problem] = []
    told: set[tuple[Any, ...]] = set()
    for row, *names_of in frame[_OFFER].itertuples(name=None):
        key_of = tuple(names_of)
        if key_of in told or key_of not in places:
            continue
        told.add(key_of)
        faults = faults_of(OfferSaid(places=places[key_of], in_zones=given[key_of]))
        problems += [Problem(int(row), "places", fault.message) for fault in faults]
    return problems


def _offers_of(territory: Territory) -> dict[tuple[str, str, str, int | None], tuple[LocalOffer, int]]:
    zones = (
        OfferCoverage.objects.filter(offer__territory=territory).values_list("offer").annotate(Sum("places"))
    )
    given = {offer: places or 0 for offer, places in zones}
    offers = LocalOffer.objects.filter(territory=territory)
    return {
        (
            one.programme.territory.path,
            one.programme.institution.name,
            one.programme.name,
            one.year,
        ): (one, given.get(one.pk, 0))
        for one in offers.select_related("programme__territory", "programme__institution")
    }


def _said(row: Mapping[Any, Any], offer: LocalOffer, in_zones: int) -> OfferSaid:
    def told(column: str) -> Any:
        """Return what the file says, else what is stored: a file without a column leaves it as it is."""
        return getattr(offer, column) if _is_blank(row.get(column)) else row[column]

    extra = told("marginal_cost_mxn")
    now = Costs(None if extra is None else Decimal(str(extra)), offer.unit_cost_mxn, told("marginal_cost"))
    return OfferSaid(
        places=_number(told("places_per_year")),
        without_quota=offer.without_quota,
        used=_number(told("places_used")),
        free=_number(told("places_available")),
        in_zones=in_zones,
        costs=Costs(now.extra, now.each, settled_class(now, costs_of(offer))),
    )


def _number(cell: Any) -> int | None:
    return None if _is_blank(cell) else int(cell)


def _is_blank(cell: Any) -> bool:
    return cell is None or bool(pd.isna(cell))
