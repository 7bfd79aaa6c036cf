"""What is stored of the release that a file speaks of, and of the population beside its results."""

import json
from typing import Any

import pandas as pd
from django.db.models import F

from clrisk_site.places.models import Territory
from clrisk_site.tables.spec import Context
from diagnosis.imports.risk_results.columns import FACTOR
from diagnosis.imports.risk_results.release import read_facts
from diagnosis.models import PopulationCount, RiskResult, Sex

NUMBERS = ("value", "lower", "upper")
FIELDS = ("territory", *NUMBERS, "official_class")
POPULATION = ("population", "population_basis", "population_source", "population_note")
AGES: dict[str, Any] = {"sex": Sex.ALL.value, "age_from": 5, "age_to": 17}


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
    frame[list(NUMBERS)] = frame[list(NUMBERS)].astype(float)
    frame["official_class"] = frame["official_class"].replace("", None)
    values = frame.pop("factor_values")
    factors = pd.DataFrame([json.loads(v) if isinstance(v, str) else v for v in values], index=frame.index)
    frame[[f"{FACTOR}:{code}" for code in factors]] = factors
    frame["measure_type"], frame["class_scheme"] = release.measure_type, release.class_scheme
    return frame.merge(stored_population(territory, facts.year), on="territory", how="left")


def stored_population(territory: Territory, year: int) -> pd.DataFrame:
    """Return the count aged 5 to 17 of each territory in reach for one year, with where it comes from."""
    inside = Territory.objects.within(territory).values("pk")
    rows = PopulationCount.objects.filter(territory__in=inside, year=year, **AGES).values_list(
        "territory__path", "persons", "basis", "source", "note"
    )
    frame = pd.DataFrame(list(rows), columns=["territory", *POPULATION], dtype=object)
    return frame.astype({"population": "Int64"})


def lined_up(stored: pd.DataFrame, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the stored row of each row read, missing throughout where there is none."""
    found = stored.set_index("territory").reindex(frame["territory"])
    return found.set_axis(frame.index)
