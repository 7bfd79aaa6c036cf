"""Which numbers of a territory are older than its definition in force, or than the data they rest on."""

from django.db.models import Value

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


def outdated_numbers(
    territory: Territory, in_force: DefinitionSheet | None
) -> tuple[tuple[str, Message], ...]:
    """Return those of them that are of another definition, in as many queries for one as for fifty."""
    names = ("technique", "outcome", "title", "definition_id", "created_at")
    surveys = Survey.objects.filter(territory=territory).annotate(
        technique=Value("survey"), outcome=Value("")
    )
    results = AnalysisResult.objects.filter(territory=territory).order_by()
    made = results.values_list(*names).union(surveys.order_by().values_list(*names), all=True)
    newest: dict[tuple[str, ...], int] = {}
    for *kind, definition, _moment in made.order_by("-created_at"):
        newest.setdefault(tuple(kind), definition)
    others = set(newest.values()) - {in_force.pk if in_force else 0}
    sheets = DefinitionSheet.objects.in_bulk(others) if others else {}
    reasons = {pk: stale_because(sheet, in_force) for pk, sheet in sheets.items()}
    found = [(kind[-1], reasons.get(definition)) for kind, definition in newest.items()]
    return tuple((title, why) for title, why in found if why is not None)


def newest_results(territory: Territory) -> list[AnalysisResult]:
    """Return the newest result of each technique, outcome and title."""
    rows = AnalysisResult.objects.filter(territory=territory).select_related("definition", "territory")
    newest: dict[tuple[str, str, str], AnalysisResult] = {}
    for row in rows.defer("result").order_by("-created_at", "-pk"):
        newest.setdefault((row.technique, row.outcome, row.title), row)
    return list(newest.values())
