"""What is said once about a file of risk results: the release that it publishes."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
from django.utils.translation import gettext

from clrisk_site.tables.spec import Context
from diagnosis.models import ClassScheme, MeasureType, PopulationBasis, ReleaseNature, RiskRelease

FIVE_ONLY = frozenset({"very_low", "very_high"})


@dataclass(frozen=True, slots=True)
class ReleaseFacts:
    """The facts as given; a measure or scheme that is None has yet to be found in the data."""

    country: str
    name: str
    year: int
    source: str
    nature: str
    nature_said: bool
    measure_type: str | None
    class_scheme: str | None
    definition: str
    url: str
    population_basis: str
    population_note: str

    def find(self) -> RiskRelease | None:
        """Return the release when it is already stored."""
        return RiskRelease.objects.filter(country=self.country, name=self.name, year=self.year).first()


def read_facts(context: Context) -> ReleaseFacts:
    """Collect the facts from what the person said; what is left out gets the plainest reading."""
    given = context.extra.get("facts")
    facts: Mapping[str, str] = given if isinstance(given, Mapping) else {}
    basis = facts.get("population_basis") or PopulationBasis.MEASURED
    return ReleaseFacts(
        country=(context.territory_path or "").split(".")[0],
        name=facts.get("name") or context.source or gettext("Phase I results"),
        year=context.year or 0,
        source=context.source,
        nature=facts.get("nature") or ReleaseNature.PHASE_I,
        nature_said=bool(facts.get("nature")),
        measure_type=facts.get("measure_type") or context.answers.get("measure_type") or None,
        class_scheme=facts.get("class_scheme") or None,
        definition=facts.get("definition", ""),
        url=facts.get("url", ""),
        population_basis=basis,
        population_note=facts.get("population_note", ""),
    )


def scheme_of(frame: pd.DataFrame, facts: ReleaseFacts) -> str:
    """Return the class scheme: as stored or said, else five when a class outside the three appears."""
    stored = facts.find()
    if stored or facts.class_scheme:
        return stored.class_scheme if stored else str(facts.class_scheme)
    if "official_class" not in frame or frame["official_class"].isna().all():
        return ClassScheme.NONE
    return ClassScheme.FIVE if FIVE_ONLY & set(frame["official_class"].dropna()) else ClassScheme.THREE


def likely_measure(values: pd.Series) -> str:
    """Return the measure type that fits the range of the values best."""
    lowest, highest = float(values.min()), float(values.max())
    if lowest < 0 or highest > 100:
        return MeasureType.INDEX_OPEN
    if highest <= 1:
        return MeasureType.PROBABILITY
    return MeasureType.INDEX_10 if lowest >= 1 and highest <= 10 else MeasureType.INDEX_100
