"""Crosswalks with both of their sides, the results that came of them, and what may be a benchmark."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from clrisk_site.figures.audience import Audience
from clrisk_site.places.models import Territory
from diagnosis.crosswalk_rules import Sides
from diagnosis.models import (
    AnalysisResult,
    Crosswalk,
    DefinitionSheet,
    RiskModel,
    Survey,
    SurveyShare,
    Technique,
)
from diagnosis.presenters.survey_shares import shown_shares
from diagnosis.queries.cell_sets import CellSet, CellSource, cell_set_of, cell_sources_of
from diagnosis.queries.stored_models import model_variables
from diagnosis.staleness import stale_because


@dataclass(frozen=True, slots=True)
class BothSides:
    """A model and local cells, as a crosswalk holds them together; `cells` is None where they are gone."""

    sides: Sides
    cells: CellSet | None


def models_for(territory: Territory) -> QuerySet[RiskModel]:
    """Return the risk models of the country of a territory."""
    return RiskModel.objects.filter(country=territory.country)


def crosswalks_of(territory: Territory) -> QuerySet[Crosswalk]:
    """Return the crosswalks of a territory with their models."""
    return Crosswalk.objects.filter(territory=territory).select_related("model", "territory", "definition")


def crosswalks_at(path: str) -> QuerySet[Crosswalk]:
    """Return the crosswalks at a path, to be fetched one by one."""
    return Crosswalk.objects.filter(territory__path=path).select_related("model", "territory", "definition")


def cell_source_of(territory: Territory, source: str, year: int) -> CellSource | None:
    """Return the source of cells that a crosswalk names, if cells of it are stored."""
    sources = cell_sources_of(territory)
    return next((one for one in sources if (one.source, one.year) == (source, year)), None)


def is_confirmed(crosswalk: Crosswalk, in_force: DefinitionSheet | None) -> bool:
    """Whether somebody found the model's definition the same as the one that is in force now."""
    if not crosswalk.same_definition or in_force is None:
        return crosswalk.same_definition
    return crosswalk.definition is not None and stale_because(crosswalk.definition, in_force) is None


def both_sides(crosswalk: Crosswalk, in_force: DefinitionSheet | None) -> BothSides:
    """Read what the model asks for, what the cells hold now, and the ages of the definition in force."""
    model = crosswalk.model
    origin = cell_source_of(crosswalk.territory, crosswalk.source, crosswalk.year)
    cells = None if origin is None else cell_set_of(crosswalk.territory, origin)
    ages = (model.age_from, model.age_to)
    sides = Sides(
        model_variables(model),
        {} if cells is None else cells.columns,
        ages,
        ages if origin is None else (origin.age_from, origin.age_to),
        (None, None) if in_force is None else (in_force.age_from, in_force.age_to),
    )
    return BothSides(sides, cells)


def results_by_crosswalk(territory: Territory) -> Mapping[int, AnalysisResult]:
    """Return the result of each crosswalk that was asked for last, else its newest, in two queries."""
    asked = dict(
        Crosswalk.objects.filter(territory=territory, shown__isnull=False).values_list("pk", "shown")
    )
    rows = AnalysisResult.objects.filter(territory=territory, technique=Technique.TRANSFER)
    found: dict[int, AnalysisResult] = {}
    for row in rows.select_related("definition", "territory").order_by("pk"):
        crosswalk = row.parameters.get("crosswalk_pk", 0)
        if asked.get(crosswalk, row.pk) == row.pk:
            found[crosswalk] = row
    return found


def benchmarks_of(territory: Territory) -> list[tuple[int, str, float]]:
    """Return the shares of everyone that a survey may publish, with their key, name and percent."""
    surveys = Survey.objects.filter(territory=territory).select_related("definition", "territory")
    keys = dict(SurveyShare.objects.filter(survey__in=surveys, variable="").values_list("survey", "pk"))
    found = []
    for survey in surveys.prefetch_related("shares"):
        everyone = shown_shares(survey, audience=Audience.PUBLIC)[0]
        if everyone.share.value is not None and survey.pk in keys:
            found.append((keys[survey.pk], str(survey), everyone.share.value))
    return found
