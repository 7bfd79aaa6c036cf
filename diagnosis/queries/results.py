"""The results of a territory, readings of surveys among them: the log that a second analyst follows."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from clrisk_site.figures.message import Message
from clrisk_site.people.models import AuditEntry, User
from clrisk_site.places.models import Territory
from diagnosis.models import AnalysisResult, DefinitionSheet, Outcome, Survey, Technique
from diagnosis.queries.definition import frozen_definition
from diagnosis.staleness import Staleness, stale_because

RERUNS = ("rerun", "differs")


@dataclass(frozen=True, slots=True)
class Rerun:
    """The last time that a result was computed again."""

    at: dt.datetime
    by: User | None
    same: bool


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One line of the log: a result, or the reading of a survey.

    A survey's technique is that of shares; `stale` says why the numbers may no longer be used.
    """

    record: AnalysisResult | Survey
    technique: str
    outcome: str
    file: str
    stale: Message | None
    rerun: Rerun | None

    @property
    def code(self) -> str:
        """How it is quoted, and named to `manage.py rerun`."""
        return f"{'S' if self.is_survey else 'R'}-{self.record.pk}"

    @property
    def is_survey(self) -> bool:
        """Whether it is the reading of a survey."""
        return isinstance(self.record, Survey)

    @property
    def seed(self) -> int | None:
        """Start of the random numbers, where there were any."""
        return None if isinstance(self.record, Survey) else self.record.seed


def results_at(path: str) -> QuerySet[AnalysisResult]:
    """Return the results at a path, to be fetched one by one."""
    rows = AnalysisResult.objects.filter(territory__path=path)
    return rows.select_related("territory", "definition", "created_by")


def analysis_log(territory: Territory) -> list[LogEntry]:
    """Return everything that was computed of a territory, the newest first, in a few queries."""
    in_force = frozen_definition(territory)
    stale, reruns = Staleness(in_force), _reruns(territory)
    results = AnalysisResult.objects.filter(territory=territory).select_related(
        "definition", "created_by", "territory"
    )
    surveys = Survey.objects.filter(territory=territory).select_related("definition", "created_by")
    entries = [_of_result(one, stale, reruns) for one in results.defer("result")]
    entries += [_of_survey(one, in_force, reruns) for one in surveys]
    return sorted(entries, key=lambda one: one.record.created_at, reverse=True)


def last_rerun(result: AnalysisResult) -> Rerun | None:
    """Return the last time that one result was computed again."""
    return _reruns(result.territory, subject=str(result.pk)).get(
        (AnalysisResult._meta.label_lower, result.pk)
    )


def siblings_of(result: AnalysisResult) -> QuerySet[AnalysisResult]:
    """Return the other results of the same file, such as that of the chores beside that of work."""
    alike = AnalysisResult.objects.filter(territory=result.territory_id, sha256=result.sha256)
    return alike.exclude(pk=result.pk).defer("result", "parameters")


def _of_result(
    result: AnalysisResult,
    stale: Staleness,
    reruns: Mapping[tuple[str, int], Rerun],
) -> LogEntry:
    return LogEntry(
        result,
        result.technique,
        result.outcome,
        str(result.inputs.get("file", "")),
        stale.of(result),
        reruns.get((AnalysisResult._meta.label_lower, result.pk)),
    )


def _of_survey(
    survey: Survey,
    in_force: DefinitionSheet | None,
    reruns: Mapping[tuple[str, int], Rerun],
) -> LogEntry:
    return LogEntry(
        survey,
        Technique.PROPORTION,
        Outcome.CHILD_LABOUR if survey.plan.get("chosen", {}).get("chores") else Outcome.WORK,
        survey.file_name,
        stale_because(survey.definition, in_force),
        reruns.get((Survey._meta.label_lower, survey.pk)),
    )


def _reruns(territory: Territory, *, subject: str = "") -> dict[tuple[str, int], Rerun]:
    """Return the last rerun of each result and survey, from the audit."""
    actions = [f"{model._meta.model_name}.{end}" for model in (AnalysisResult, Survey) for end in RERUNS]
    rows = AuditEntry.objects.filter(territory=territory, action__in=actions).select_related("by")
    if subject:
        rows = rows.filter(subject_id=subject)
    found: dict[tuple[str, int], Rerun] = {}
    for row in rows.order_by("id"):
        same = row.action.endswith(".rerun")
        found[(row.subject_type, int(row.subject_id))] = Rerun(row.at, row.by, same)
    return found
