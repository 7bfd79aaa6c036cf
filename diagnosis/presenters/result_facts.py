"""How a result was made, in words: all that is needed to make it again, and what limits it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from clrisk_site.catalogue.quantities import grouped
from clrisk_site.figures.suppression import Audience, to_nearest
from diagnosis.microdata.plan import WORK, AnalysisPlan
from diagnosis.models import AnalysisResult, DefinitionSheet, Outcome, Technique
from diagnosis.presenters.definition_sheet import definition_code
from diagnosis.presenters.plan_words import (
    blank_words,
    column_words,
    condition_words,
    rule_words,
    sample_words,
)
from diagnosis.presenters.result_words import result_code
from diagnosis.queries.results import Rerun
from diagnosis.survey.plan import ANY, OLDEST, YOUNGEST

FINGERPRINT = 16
MICRODATA = frozenset({Technique.DIFFERENCE.value, Technique.CORRESPONDENCE.value, Technique.LOGIT.value})

type Fact = dict[str, Any]


def is_microdata(result: AnalysisResult) -> bool:
    """Whether the result was computed from a file that is not kept."""
    return result.technique in MICRODATA and "plan" in result.parameters


def result_facts(
    result: AnalysisResult, audience: Audience, rerun: Rerun | None, siblings: Iterable[AnalysisResult]
) -> list[Fact]:
    """Make the rows that say how the numbers were made."""
    return [
        {
            "label": gettext("Definition in force then"),
            "value": definition_code(result.definition),
            "url": reverse("definition", args=[result.territory.path]),
            "small": result.definition.working,
        },
        *(_of_plan(AnalysisPlan.from_plain(result.parameters["plan"])) if is_microdata(result) else []),
        *_of_inputs(result, audience),
        {
            "label": gettext("Seed of the random numbers"),
            "value": gettext("none needed") if result.seed is None else str(result.seed),
        },
        {
            "label": gettext("Computed"),
            "value": date_format(localtime(result.created_at), "DATE_FORMAT"),
            "small": f"{result.created_by or '–'} · {result.software}",
        },
        {"label": gettext("Computed again"), **_rerun_words(result, rerun)},
        *(_sibling(one) for one in siblings),
    ]


def _rerun_words(result: AnalysisResult, rerun: Rerun | None) -> Fact:
    command = f"manage.py rerun {result_code(result)}"
    command += " --file …" if is_microdata(result) else ""
    if rerun is None:
        return {"value": gettext("Not yet"), "small": command}
    day = date_format(localtime(rerun.at), "DATE_FORMAT")
    words = gettext("%(day)s: all numbers agreed") if rerun.same else gettext("%(day)s: numbers differed")
    return {"value": words % {"day": day}, "small": f"{rerun.by or gettext('on the server')} · {command}"}


def _sibling(one: AnalysisResult) -> Fact:
    return {
        "label": gettext("Another result of the same data"),
        "value": f"{result_code(one)} {one.title}",
        "url": reverse("result", args=[one.territory.path, one.pk]),
        "small": f"{one.get_technique_display()} · {one.get_outcome_display()}",
    }


def _of_inputs(result: AnalysisResult, audience: Audience) -> list[Fact]:
    hashed = {"hash": result.sha256[:FINGERPRINT]}
    if not is_microdata(result):
        words = gettext("Fingerprint %(hash)s of the stored data.") % hashed
        return [{"label": gettext("Computed from"), "value": gettext("data stored here"), "small": words}]
    inputs: Mapping[str, Any] = result.inputs
    rows = inputs["rows"] if audience is Audience.TEAM else to_nearest(inputs["rows"])
    words = gettext("Fingerprint %(hash)s; the file itself was not kept.") % hashed
    return [
        {"label": gettext("File"), "value": inputs["file"], "small": words},
        {"label": gettext("Records read"), "value": grouped(rows)},
    ]


def _of_plan(plan: AnalysisPlan) -> list[Fact]:
    facts: list[Fact] = []
    for outcome in plan.outcomes:
        label = gettext("Works when") if outcome.kind == WORK else gettext("Does chores when")
        joint = gettext(" or ") if outcome.joined == ANY else gettext(" and ")
        facts.append({"label": label, "value": joint.join(map(condition_words, outcome.conditions))})
    skipped = any(outcome.skipped for outcome in plan.outcomes)
    facts.append(
        {
            "label": gettext("A blank answer means"),
            "value": blank_words(skipped=skipped),
        }
    )
    if plan.sex:
        words = gettext("%(column)s: girls %(girls)s, boys %(boys)s") % {
            "column": column_words(plan.sex.column),
            "girls": plan.sex.girls,
            "boys": plan.sex.boys,
        }
        facts.append({"label": gettext("Sex"), "value": words})
    facts += [
        {
            "label": one.title,
            "value": column_words(one.column),
            "small": "; ".join(f"{codes} = {label}" for codes, label in one.lines),
        }
        for one in plan.variables
    ]
    ages = {"youngest": plan.youngest, "oldest": plan.oldest}
    return [
        *facts,
        {
            "label": gettext("Ages"),
            "value": gettext("from %(youngest)s to %(oldest)s years") % ages
            if plan.age
            else gettext("of any age"),
        },
        {
            "label": gettext("Weight, stratum, sampling unit"),
            "value": sample_words(plan.weight, plan.stratum, plan.unit),
        },
        {"label": gettext("Rule for what may be published"), "value": rule_words(plan.preset)},
    ]


def result_limits(result: AnalysisResult) -> list[str]:
    """Return what limits the numbers of a result from microdata, each only where it is true."""
    plan = AnalysisPlan.from_plain(result.parameters["plan"])
    return [
        gettext(
            "A category with more cases is associated with the outcome. It is not shown to be its cause."
        ),
        *_of_sample(plan),
        *_of_ages(plan, result.definition),
        *_of_outcomes(result, plan),
        *_few(result.inputs.get("few", ())),
    ]


def _of_sample(plan: AnalysisPlan) -> list[str]:
    limits = []
    if plan.weight is None:
        limits.append(
            gettext("No weight was chosen: the numbers speak of the sample, not of the population.")
        )
    if plan.unit is None:
        limits.append(
            gettext("Design unknown: no sampling unit was chosen, so the uncertainty is understated.")
        )
    return limits


def _of_ages(plan: AnalysisPlan, definition: DefinitionSheet) -> list[str]:
    first = YOUNGEST if definition.age_from is None else definition.age_from
    last = OLDEST if definition.age_to is None else definition.age_to
    if plan.age is None:
        return [gettext("No age was chosen: records of any age are in the base.")]
    limits = []
    words = gettext("Ages %(first)s to %(last)s are not covered.")
    if plan.youngest > first:
        limits.append(words % {"first": first, "last": plan.youngest - 1})
    if plan.oldest < last:
        limits.append(words % {"first": plan.oldest + 1, "last": last})
    return limits


def _of_outcomes(result: AnalysisResult, plan: AnalysisPlan) -> list[str]:
    limits = []
    if plan.sex is None:
        limits.append(gettext("No column of sex was chosen, so girls and boys are not told apart."))
    if result.outcome == Outcome.WORK and len(plan.outcomes) == 1:
        limits.append(
            gettext("Chores in the own home were not analysed, so part of what girls do is invisible.")
        )
    return limits


def _few(few: Sequence[Sequence[str]]) -> list[str]:
    words = gettext("«%(category)s» (%(variable)s): fewer than five records, so it was left out.")
    return [words % {"variable": variable, "category": category} for variable, category in few]
