"""What is said once about a file of coefficients: the model, its survey, year, ages and definition."""

from collections.abc import Mapping
from dataclasses import dataclass

from clrisk_site.tables.spec import Context
from diagnosis.imports.profile_cells.facts import read_ages
from diagnosis.models import RiskModel


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """The facts as given; `ages` is None where what was said is no range of ages."""

    country: str
    name: str
    survey: str
    year: int | None
    source: str
    definition: str
    ages: tuple[int, int] | None

    def find(self) -> RiskModel | None:
        """Return the model when it is already stored."""
        return RiskModel.objects.filter(country=self.country, name=self.name, year=self.year or 0).first()


def read_facts(context: Context) -> ModelFacts:
    """Collect the facts from what the person said."""
    given = context.extra.get("facts")
    facts: Mapping[str, str] = given if isinstance(given, Mapping) else {}
    return ModelFacts(
        country=(context.territory_path or "").split(".")[0],
        name=(facts.get("name") or "").strip(),
        survey=(facts.get("survey") or "").strip(),
        year=context.year,
        source=context.source,
        definition=facts.get("definition") or "",
        ages=read_ages(facts),
    )
