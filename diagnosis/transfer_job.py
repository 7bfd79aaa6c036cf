"""Applying a crosswalk, as a kind of job: coefficients of a model on stored profile cells. No page here."""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clrisk_site.figures.message import Message, says
from clrisk_site.files.background.kinds import Advancing, JobKind, NotPossible, Onward, Text, jobs
from clrisk_site.files.models import Job
from clrisk_site.people.models import User
from clrisk_site.people.permissions import Permission
from diagnosis.actions.store_result import NoDefinitionError, store_result
from diagnosis.crosswalk_rules import faults_of
from diagnosis.models import AnalysisResult, Crosswalk, Outcome, Technique
from diagnosis.queries.crosswalks import both_sides, is_confirmed
from diagnosis.queries.definition import frozen_definition
from diagnosis.recomputing import NotRecomputableError, hash_of_inputs, register
from diagnosis.statistics.errors import AnalysisError
from diagnosis.statistics.transfer.simulating import DRAWS
from diagnosis.statistics.transfer.simulating import SEED as SEED_OF_DRAWS
from diagnosis.transferring import TRANSFER, compute_transfer, is_illustrative, transfer_inputs

STEPS = 3
GONE = says("The crosswalk is gone. Somebody removed it meanwhile.")


def parameters_of(crosswalk: Crosswalk, *, level: int, share: int | None) -> dict[str, Any]:
    """Return all choices of a transfer; a later edit of the crosswalk does not change them."""
    return {
        "crosswalk_pk": crosswalk.pk,
        "crosswalk_version": crosswalk.version,
        "crosswalk": crosswalk.mapping,
        "model": crosswalk.model_id,
        "source": crosswalk.source,
        "year": crosswalk.year,
        "level": level,
        "share": share,
        "confidence": 0.95,
        "draws": DRAWS,
    }


def apply_crosswalk(crosswalk: Crosswalk, parameters: dict[str, Any], *, by: User | None) -> AnalysisResult:
    """Compute and store a transfer, if the crosswalk still holds.

    Raises
    ------
    NotPossible
        With the reason: a category too many or missing, other ages, no definition in force, data gone.
    """
    territory = crosswalk.territory
    in_force = frozen_definition(territory)
    faults = faults_of(
        both_sides(crosswalk, in_force).sides,
        crosswalk.mapping,
        same_definition=is_confirmed(crosswalk, in_force),
    )
    if faults:
        raise NotPossible(faults[0])
    try:
        inputs = transfer_inputs(territory, parameters)
        found = compute_transfer(inputs, parameters, SEED_OF_DRAWS)
        model = inputs["model"]
        stored = store_result(
            territory=territory,
            technique=Technique.TRANSFER,
            outcome=Outcome.CHILD_LABOUR,
            title=gettext("%(model)s on %(source)s")
            % {"model": crosswalk.model, "source": f"{crosswalk.source} {crosswalk.year}"},
            source=f"{model['survey']}; {crosswalk.source}",
            year=crosswalk.year,
            parameters=parameters,
            inputs={
                "model": str(crosswalk.model),
                "cells": f"{crosswalk.source}, {crosswalk.year}",
                "areas": len(inputs["areas"]),
                "variables": inputs["variables"],
            },
            sha256=hash_of_inputs(inputs),
            result=found,
            seed=SEED_OF_DRAWS,
            by=by,
            note=crosswalk.note,
            illustrative=is_illustrative(territory, parameters),
        )
    except (AnalysisError, NoDefinitionError, NotRecomputableError) as fault:
        raise NotPossible(_message(fault)) from fault
    # What was computed before is stored once, so that the one asked for need not be the newest.
    Crosswalk.objects.filter(pk=crosswalk.pk).update(shown=stored)
    return stored


def _message(fault: AnalysisError | NoDefinitionError | NotRecomputableError) -> Message:
    return fault.message


def _crosswalk(job: Job) -> Crosswalk | None:
    own = Crosswalk.objects.filter(territory=job.territory).select_related("model", "territory", "definition")
    return own.filter(pk=job.parameters.get("crosswalk_pk")).first()


def _run(progress: Advancing) -> None:
    job = progress.job
    crosswalk = _crosswalk(job)
    if crosswalk is None:
        raise NotPossible(GONE)
    progress.advance(1, STEPS, gettext("The coefficients are applied"))
    asked = {name: job.parameters.get(name) for name in ("level", "share")}
    with transaction.atomic():
        apply_crosswalk(
            crosswalk,
            parameters_of(crosswalk, level=int(asked["level"] or 0), share=asked["share"]),
            by=job.created_by,
        )
        progress.finish()


def _label(_job: Job) -> Text:
    return _("Applying the coefficients of a model")


def _permission(_job: Job) -> Permission:
    return Permission.EDIT_DIAGNOSIS


def _onward(job: Job) -> Onward | None:
    crosswalk = job.parameters.get("crosswalk_pk")
    if not crosswalk:
        return None
    url = reverse("crosswalk", args=[job.territory.path, crosswalk])
    return Onward(url, _("To the crosswalk and its result"), at_once=job.state == "done")


TRANSFERRING = JobKind(
    "transfer",
    _label,
    _permission,
    _run,
    running=_("Risks, intervals and classes of all areas are computed."),
    section="data",
    onward=_onward,
)


def register_transfer() -> None:
    """Let transfers run in the background, and be computed again."""
    jobs.register(TRANSFERRING)
    register(Technique.TRANSFER, TRANSFER)
