"""What is stored of the programmes and offers that a file may speak of."""

import pandas as pd

from clrisk_site.places.models import Territory
from mapping.imports.columns import OFFER_FIELDS
from mapping.models import LocalOffer, Programme, ProgrammeFactor, Strength

PROGRAMME_FIELDS = (
    "purpose", "legal_basis", "operation_rules", "operation_rules_year", "status", "strategy",
    "target_population", "age_from", "age_to", "sex", "requirements", "documents_requested", "benefit",
    "benefit_mxn", "intake_period", "territorial_scope", "website", "evidence", "evidence_document", "level",
)  # fmt: skip
FACTOR_FIELDS = {"factors": Strength.DIRECT, "factors_partial": Strength.PARTIAL}


def stored_programmes(territory: Territory) -> pd.DataFrame:
    """Return one row per programme in reach, or in a municipality one per programme and year of its offer."""
    programmes = _programmes(territory)
    if not territory.level.is_municipal:
        return programmes.drop(columns=["pk", "year"])
    offers = _offers(territory)
    merged = programmes.merge(offers, left_on="pk", right_on="programme_id", how="left")
    merged["year"] = merged["offer_year"].combine_first(merged["year"]).astype("Int64")
    return merged.drop(columns=["pk", "programme_id", "offer_year"])


def _programmes(territory: Territory) -> pd.DataFrame:
    paths = [*territory.ancestor_paths, territory.path]
    names = ["pk", "institution__name", "name", "year", "source", *PROGRAMME_FIELDS]
    rows = list(Programme.objects.filter(territory__path__in=paths).values_list(*names))
    frame = pd.DataFrame(rows, columns=["pk", "institution", "name", "year", "row_source", *PROGRAMME_FIELDS])
    frame["year"] = frame["year"].astype("Int64")
    for field, strength in FACTOR_FIELDS.items():
        linked: dict[int, list[str]] = {}
        links = ProgrammeFactor.objects.filter(programme__territory__path__in=paths, strength=strength)
        for pk, code in links.values_list("programme_id", "factor__code"):
            linked.setdefault(pk, []).append(code)
        codes = [tuple(sorted(linked[pk])) if pk in linked else None for pk in frame["pk"]]
        frame[field] = pd.Series(codes, index=frame.index, dtype=object)
    return _blank_to_none(frame)


def _offers(territory: Territory) -> pd.DataFrame:
    rows = LocalOffer.objects.filter(territory=territory).values_list("programme_id", "year", *OFFER_FIELDS)
    return _blank_to_none(pd.DataFrame(list(rows), columns=["programme_id", "offer_year", *OFFER_FIELDS]))


def _blank_to_none(frame: pd.DataFrame) -> pd.DataFrame:
    """An empty text of the database is a blank cell of a file; decimals are numbers there."""
    for field in frame:
        if field in ("year", "offer_year"):
            frame[field] = frame[field].astype("Int64")
        elif frame[field].map(lambda value: isinstance(value, str)).any():
            frame[field] = frame[field].replace("", None)
        elif str(field).endswith("_mxn"):
            frame[field] = frame[field].astype(float)
    return frame
