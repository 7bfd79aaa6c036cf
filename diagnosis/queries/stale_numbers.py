"""Which numbers of a territory are older than its definition in force, or than the data they rest on."""

from clrisk_site.figures.message import Message
from clrisk_site.places.models import Territory
from diagnosis.models import AnalysisResult, DefinitionSheet, Survey
from diagnosis.staleness import stale_because, stale_inputs


def stale_numbers(territory: Territory, in_force: DefinitionSheet | None) -> tuple[tuple[str, Message], ...]:
    """Return the name of each stale result and survey with the reason; a newer one of its kind replaces it.

    Parameters
    ----------
    in_force : DefinitionSheet or None
        The definition in force.
    """
    stale: list[tuple[str, Message]] = []
    for result in newest_results(territory):
        why = stale_because(result.definition, in_force) or stale_inputs(result)
        if why is not None:
            stale.append((result.title, why))
    surveys = Survey.objects.filter(territory=territory).select_related("definition")
    for survey in surveys.order_by("-year", "-pk"):
        why = stale_because(survey.definition, in_force)
        if why is not None:
            stale.append((survey.title, why))
    return tuple(stale)


def newest_results(territory: Territory) -> list[AnalysisResult]:
    """Return the newest result of each technique, outcome and title."""
    rows = AnalysisResult.objects.filter(territory=territory).select_related("definition", "territory")
    newest: dict[tuple[str, str, str], AnalysisResult] = {}
    for row in rows.defer("result").order_by("-created_at", "-pk"):
        newest.setdefault((row.technique, row.outcome, row.title), row)
    return list(newest.values())
