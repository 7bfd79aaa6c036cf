"""What is stored of the programmes and offers that a file may speak of."""

from collections import defaultdict

import pandas as pd
from django.db.models import Count, Q

from clrisk_site.places.models import Territory
from clrisk_site.tables.spec import Context
from mapping.imports.programmes.columns import OFFER_FIELDS
from mapping.imports.programmes.states import offer_state, programme_state
from mapping.imports.reach import FileReach
from mapping.imports.rights import Rights
from mapping.models import LocalOffer, Programme, ProgrammeFactor, Strength
from mapping.owners import owner_paths

PROGRAMME_FIELDS = (
    "purpose", "legal_basis", "operation_rules", "operation_rules_year", "status", "strategy",
    "acceleration_factor", "target_population", "age_from", "age_to", "sex", "requirements",
    "documents_requested", "benefit", "benefit_mxn", "intake_period", "territorial_scope", "website",
    "evidence", "evidence_document", "level",
)  # fmt: skip
FACTOR_FIELDS = {"factors": Strength.DIRECT, "factors_partial": Strength.PARTIAL}
PROGRAMME_STATE, OFFER_STATE = "programme_state", "offer_state"
"""Columns that hold all of a programme and an offer as text; none where the person may not change it."""
WHOLE_NUMBERS = frozenset({
    "year", "operation_rules_year", "age_from", "age_to", "goal", "achieved", "places_per_year",
    "places_used", "places_available", "girls_served", "boys_served",
})  # fmt: skip


def stored_programmes(territory: Territory, context: Context) -> pd.DataFrame:
    """Return one row per programme in reach, or in a municipality one per programme and year of its offer."""
    rights, rows = Rights(territory, context.actor), []
    offers = _offers(territory)
    links = _links(territory)
    for programme in programmes_in_reach(territory):
        owner = programme.territory.path
        values = {
            "owner": owner,
            "institution": programme.institution.name,
            "name": programme.name,
            "year": programme.year,
            "row_source": programme.source,
            **{field: getattr(programme, field) for field in PROGRAMME_FIELDS},
            **_factors(links[programme.pk]),
            PROGRAMME_STATE: programme_state(programme, links[programme.pk]) if rights.may(owner) else None,
        }
        if not territory.level.is_municipal:
            rows.append(values)
            continue
        rows += [{**values, **told} for told in offers[programme.pk] or [_no_offer()]]
    return _as_read(rows, with_offers=territory.level.is_municipal)


def programmes_of(territory: Territory, context: Context, reach: FileReach) -> pd.DataFrame:
    """Return the stored rows that a file can speak of; an offer made here is always among them."""
    stored = stored_programmes(territory, context)
    offered = stored[OFFER_STATE].notna() if OFFER_STATE in stored else None
    return reach.narrow(stored, Rights(territory, context.actor), also=offered)


def programmes_in_reach(territory: Territory) -> list[Programme]:
    """Return the programmes of the territory and of those above it."""
    rows = Programme.objects.filter(territory__path__in=owner_paths(territory))
    return list(rows.select_related("territory", "institution"))


def count_rows(territory: Territory) -> int:
    """Return how many rows `stored_programmes` has, without reading them."""
    programmes = Programme.objects.filter(territory__path__in=owner_paths(territory))
    if not territory.level.is_municipal:
        return programmes.count()
    here = programmes.annotate(here=Count("offers", filter=Q(offers__territory=territory)))
    return sum(max(1, count) for count in here.values_list("here", flat=True))


def _links(territory: Territory) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = defaultdict(dict)
    rows = ProgrammeFactor.objects.filter(programme__territory__path__in=owner_paths(territory))
    for pk, code, strength in rows.values_list("programme_id", "factor__code", "strength"):
        found[pk][code] = strength
    return found


def _factors(links: dict[str, str]) -> dict[str, tuple[str, ...] | None]:
    return {
        field: tuple(sorted(code for code, found in links.items() if found == strength)) or None
        for field, strength in FACTOR_FIELDS.items()
    }


def _offers(territory: Territory) -> dict[int, list[dict[str, object]]]:
    found: dict[int, list[dict[str, object]]] = defaultdict(list)
    if territory.level.is_municipal:
        for offer in LocalOffer.objects.filter(territory=territory):
            told = {field: getattr(offer, field) for field in OFFER_FIELDS}
            found[offer.programme_id].append({**told, "year": offer.year, OFFER_STATE: offer_state(offer)})
    return found


def _no_offer() -> dict[str, object]:
    return {**dict.fromkeys(OFFER_FIELDS), OFFER_STATE: None}


def _as_read(rows: list[dict[str, object]], *, with_offers: bool) -> pd.DataFrame:
    """Return a frame of the kinds that reading a file gives: an empty text is a blank cell there."""
    columns = ["owner", "institution", "name", "year", "row_source", *PROGRAMME_FIELDS, *FACTOR_FIELDS,
               PROGRAMME_STATE]  # fmt: skip
    columns += [*OFFER_FIELDS, OFFER_STATE] if with_offers else []
    frame = pd.DataFrame(rows, columns=columns, dtype=object)
    for field in columns:
        if field in WHOLE_NUMBERS:
            frame[field] = frame[field].astype("Int64")
        elif field.endswith("_mxn"):
            frame[field] = frame[field].astype(float)
        else:
            values = [None if value == "" else value for value in frame[field].tolist()]
            frame[field] = pd.Series(values, index=frame.index, dtype=object)
    return frame
