"""What is stored of the release that a file speaks of."""

import json

import pandas as pd
from django.db.models import F

from clrisk_site.places.models import Territory
from clrisk_site.tables.spec import Context
from diagnosis.imports.risk_results.columns import FACTOR
from diagnosis.imports.risk_results.release import read_facts
from diagnosis.models import PopulationCount, RiskResult, Sex

FIELDS = ("territory", "value", "lower", "upper", "official_class")


def stored_results(territory: Territory, context: Context) -> pd.DataFrame:
    """Return the stored results of the release in reach, one column per factor that has a value."""
    facts = read_facts(context)
    release = facts.find()
    if release is None:
        return pd.DataFrame({field: pd.Series(dtype=object) for field in FIELDS})
    inside = Territory.objects.within(territory).values("pk")
    rows = RiskResult.objects.filter(release=release, territory__in=inside).values_list(
        F("territory__path"), "value", "lower", "upper", "official_class", "factor_values"
    )
    frame = pd.DataFrame(list(rows), columns=[*FIELDS, "factor_values"])
    frame["official_class"] = frame["official_class"].replace("", None)
    values = frame.pop("factor_values")
    factors = pd.DataFrame([json.loads(v) if isinstance(v, str) else v for v in values], index=frame.index)
    frame[[f"{FACTOR}:{code}" for code in factors]] = factors
    return frame.merge(_population(territory, facts.year), on="territory", how="left")


def _population(territory: Territory, year: int) -> pd.DataFrame:
    inside = Territory.objects.within(territory).values("pk")
    rows = PopulationCount.objects.filter(
        territory__in=inside, year=year, sex=Sex.ALL, age_from=5, age_to=17
    ).values_list("territory__path", "persons")
    return pd.DataFrame(list(rows), columns=["territory", "population"]).astype({"population": "Int64"})
