"""An analysis of microdata as a background job: results of both outcomes are stored together, or none."""

from typing import Any

from django.db import InterfaceError, OperationalError, transaction
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.figures.message import says
from clrisk_site.files import spool
from clrisk_site.files.background.kinds import Advancing, JobKind, NotPossible, Onward, jobs
from clrisk_site.files.background.progress import HandedBack, Superseded
from clrisk_site.files.models import Job, JobState, Upload
from clrisk_site.people.permissions import Permission
from diagnosis.actions.analyse_microdata import KIND, note_rerun
from diagnosis.actions.store_result import NoDefinitionError, store_result
from diagnosis.microdata.plan import BOYS, GIRLS, AnalysisPlan, OutcomePlan
from diagnosis.microdata.reducing import SEX
from diagnosis.microdata_effects import effect_rows
from diagnosis.microdata_rerun import register_microdata
from diagnosis.models import AnalysisResult, Outcome, Technique
from diagnosis.recomputing import compare
from diagnosis.statistics.quality import WORKING

STEPS = 2
GONE = says("The file waited longer than an hour, so it was removed. Send it again.")


def _run(progress: Advancing) -> None:
    upload = _upload_of(progress.job)
    if upload is None:
        raise NotPossible(GONE)
    try:
        _compute(progress, upload)
    except (OperationalError, InterfaceError, Superseded, HandedBack):
        raise  # another worker goes on with the same file
    except BaseException:
        spool.discard(upload)
        raise
    spool.remove_file(upload.stored_name)


def _compute(progress: Advancing, upload: Upload) -> None:
    # It loads polars and the models: only the process that computes needs them.
    from diagnosis.microdata.running import NothingComputedError, compute, software  # noqa: PLC0415

    path = spool.path_of(upload.stored_name)
    if not path.exists():
        raise NotPossible(GONE)
    progress.advance(0, STEPS, gettext("The numbers are computed"))
    plan = AnalysisPlan.from_plain(upload.mapping)
    try:
        found = compute(path, plan, country=upload.territory.country)
    except NothingComputedError as fault:
        raise NotPossible(fault.message) from fault
    progress.advance(1, STEPS, gettext("The results are stored"))
    with transaction.atomic():
        if upload.facts["rerun"]:
            results = [_compared(progress.job, upload, found, software())]
        else:
            results = _stored(progress.job, upload, plan, found, software())
        # What comes of it is told to the page of the job.
        known = {**progress.job.parameters, "results": [one.pk for one in results]}
        Job.objects.filter(pk=progress.job.pk).update(parameters=known)
        upload.delete()
        progress.finish()


def _stored(
    job: Job, upload: Upload, plan: AnalysisPlan, found: dict[str, dict[str, Any]], software: str
) -> list[AnalysisResult]:
    try:
        return [_store(job, upload, plan, one, found[one.kind], software) for one in plan.outcomes]
    except NoDefinitionError as fault:
        raise NotPossible(fault.message) from fault


def _store(
    job: Job,
    upload: Upload,
    plan: AnalysisPlan,
    outcome: OutcomePlan,
    result: dict[str, Any],
    software: str,
) -> AnalysisResult:
    kept = upload.facts["kept"]
    return store_result(
        territory=upload.territory,
        technique=Technique(plan.technique),
        outcome=Outcome(outcome.kind),
        title=upload.facts["title"],
        source=upload.source,
        year=upload.year or 0,
        parameters={"plan": plan.to_plain(), "reading": upload.reading},
        inputs={"file": upload.file_name, **kept},
        sha256=upload.sha256,
        result=result,
        # The working rule holds for the team alone, and the ranking of factors is read by everybody.
        effects=() if plan.preset == WORKING.name else effect_rows(result["parts"], plan, sex_words()),
        by=job.created_by,
        software=software,
    )


def sex_words() -> dict[str, str]:
    """Return what the sex and its categories are called in the language of the job."""
    return {SEX: gettext("Sex"), GIRLS: gettext("Girls"), BOYS: gettext("Boys")}


def _compared(job: Job, upload: Upload, found: dict[str, dict[str, Any]], software: str) -> AnalysisResult:
    result = AnalysisResult.objects.select_related("territory").filter(pk=upload.facts["rerun"]).first()
    if result is None:
        raise NotPossible(says("The result was removed meanwhile."))
    note_rerun(result, same=compare(result, found[result.outcome], software).same, by=job.created_by)
    return result


def _upload_of(job: Job) -> Upload | None:
    rows = Upload.objects.select_related("territory")
    return rows.filter(pk=job.parameters.get("upload"), kind=KIND).first()


def _label(job: Job) -> str | Promise:
    return _("Computing a result again") if job.parameters.get("result") else _("Analysis of microdata")


def _onward(job: Job) -> Onward | None:
    path = job.territory.path
    results = job.parameters.get("results")
    if job.state == JobState.DONE and results:
        return Onward(reverse("result", args=[path, results[0]]), _("See the result"), at_once=True)
    again = job.parameters.get("result")
    if again:
        return Onward(reverse("result-rerun", args=[path, again]), _("Send the file again"), instead=True)
    return Onward(reverse("analysis-new", args=[path]), _("Send the file again"), instead=True)


ANALYSING = JobKind(
    KIND,
    _label,
    lambda _job: Permission.EDIT_DIAGNOSIS,
    _run,
    running=_("The numbers are being computed. What is left of the file is removed when it is over."),
    section="data",
    onward=_onward,
)


def register_analyses() -> None:
    """Say how analyses run and how their results are computed again; called when the app is ready."""
    jobs.register(ANALYSING)
    register_microdata()
