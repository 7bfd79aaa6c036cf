"""How a survey was read, in words: the choices, what was left out, and what the reader must bear in mind."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from clrisk_site.catalogue.quantities import grouped
from clrisk_site.figures.suppression import SMALLEST_K, Audience, to_nearest
from diagnosis.models import DefinitionSheet, Survey
from diagnosis.presenters.definition_sheet import definition_code
from diagnosis.presenters.plan_words import blank_words, condition_words, rule_words, sample_words
from diagnosis.presenters.stale_words import other_ages_words
from diagnosis.presenters.survey_page import ages_words
from diagnosis.presenters.survey_shares import is_rounded
from diagnosis.survey.answer import MANY_WEIGHTS
from diagnosis.survey.plan import ANY, OLDEST, YOUNGEST, Plan

_FINGERPRINT = 16


def plan_of(survey: Survey) -> Plan:
    """Return the choices of a stored survey."""
    return Plan.from_plain(survey.plan["chosen"])


def survey_facts(
    survey: Survey, audience: Audience, *, others: Iterable[Survey] = ()
) -> list[dict[str, Any]]:
    """Make the rows that say how the numbers were made, so that they can be made again.

    `others` are the other readings of the same file, of which the team alone is told.
    """
    plan = plan_of(survey)
    rows = to_nearest(survey.rows) if is_rounded(audience) else survey.rows
    facts: list[dict[str, Any]] = [
        {
            "label": gettext("Computed under definition"),
            "value": definition_code(survey.definition),
            "url": reverse("definition", args=[survey.territory.path]),
            "small": survey.definition.working,
        },
        {"label": gettext("A child works when"), "value": _works(plan)},
        {"label": gettext("A blank answer means"), "value": blank_words(skipped=plan.skipped)},
        {"label": gettext("Ages"), "value": ages_words(survey)},
        {
            "label": gettext("Weight, stratum, sampling unit"),
            "value": sample_words(plan.weight, plan.stratum, plan.unit),
        },
        {"label": gettext("Rule for what may be published"), "value": rule_words(plan.preset)},
        {"label": gettext("Records read"), "value": grouped(rows)},
        {
            "label": gettext("File"),
            "value": survey.file_name,
            "small": gettext("Fingerprint %(hash)s; the file itself was not kept.")
            % {"hash": survey.sha256[:_FINGERPRINT]},
        },
        {
            "label": gettext("Computed"),
            "value": date_format(localtime(survey.created_at), "DATE_FORMAT"),
            "small": f"{survey.created_by or '–'} · {survey.software}",
        },
    ]
    if audience is Audience.TEAM:
        facts += [*_weights(survey, plan), *(_other(one, survey) for one in others)]
    return facts


def _weights(survey: Survey, plan: Plan) -> list[dict[str, Any]]:
    """Say what the weights come to. The smallest and the largest are those of one record, so they stay."""
    everyone = next(iter(survey.shares.all()), None)
    if plan.weight is None or everyone is None or not everyone.n:
        return []
    mean = grouped(everyone.population / everyone.n, 1)
    return [
        {
            "label": gettext("Sum of the weights in the base"),
            "value": grouped(round(everyone.population)),
            "small": gettext("On average a record stands for %(mean)s children.") % {"mean": mean},
        }
    ]


def _other(other: Survey, survey: Survey) -> dict[str, Any]:
    return {
        "label": gettext("Another reading of this file"),
        "value": str(other),
        "url": reverse("survey", args=[survey.territory.path, other.pk]),
        "small": gettext("Subtracted, the two may tell of a few children. Remove the one you do not need."),
    }


def caveats(survey: Survey, audience: Audience) -> list[str]:
    """Return what limits the numbers, each only where it is true."""
    plan, counted = plan_of(survey), survey.plan["counted"]
    return [
        *_of_design(plan, counted),
        *_of_groups(plan),
        *_of_ages(plan, counted, audience),
        *_of_other_ages(plan, survey.definition),
        *_left_out(counted, audience),
        *(
            []
            if plan.chores
            else [
                gettext("Chores in the own home are not counted, so part of the work of girls is invisible.")
            ]
        ),
        gettext("A share that differs between groups is associated with them. It shows no cause."),
    ]


def _of_design(plan: Plan, counted: Mapping[str, int]) -> list[str]:
    said = []
    if plan.weight is None:
        said.append(gettext("No weight was chosen: the numbers speak of the sample, not of the population."))
    if 1 < counted.get("weights", MANY_WEIGHTS) < MANY_WEIGHTS:
        said.append(
            gettext("The weight has two or three different values only. Check that it is the right column.")
        )
    if plan.unit is None:
        said.append(
            gettext("Design unknown: no sampling unit was chosen, so the uncertainty is understated.")
        )
    if counted["single_strata"]:
        said.append(
            gettext("A stratum has one sampling unit only. Its spread was taken around the overall mean.")
        )
    return said


def _of_groups(plan: Plan) -> list[str]:
    deciding = {condition.column.place for condition in plan.conditions}
    words = gettext("«%(group)s»: this column defines who works, so its shares follow from the definition.")
    return [words % {"group": group.title} for group in plan.groups if group.column.place in deciding]


def _of_ages(plan: Plan, counted: Mapping[str, int], audience: Audience) -> list[str]:
    if plan.age is None:
        return [gettext("No age was chosen: records of any age are in the base.")]
    said = []
    if plan.youngest > YOUNGEST:
        ages = {"first": YOUNGEST, "last": plan.youngest - 1}
        said.append(gettext("Ages %(first)s to %(last)s are not covered.") % ages)
    if plan.oldest < OLDEST:
        ages = {"first": plan.oldest + 1, "last": OLDEST}
        said.append(gettext("Ages %(first)s to %(last)s are not covered.") % ages)
    if counted["ageless"]:
        few = gettext("Fewer than 5 records have no age and are not counted.")
        many = gettext("%(count)s records have no age and are not counted.")
        said.append(_records(counted["ageless"], few, many, audience))
    return said


def _of_other_ages(plan: Plan, sheet: DefinitionSheet) -> list[str]:
    ages = (plan.youngest, plan.oldest)
    return other_ages_words(ages, (sheet.age_from, sheet.age_to)) if plan.age is not None else []


def _left_out(counted: Mapping[str, int], audience: Audience) -> list[str]:
    said = []
    if counted["blank"]:
        few = gettext("Fewer than 5 records have no answer that decides. They are not in the base.")
        many = gettext("%(count)s records have no answer that decides. They are not in the base.")
        said.append(_records(counted["blank"], few, many, audience))
    if counted["left_out"]:
        said.append(gettext("Rows below the records, such as a total, were left out."))
    return said


def _records(number: int, few: str, many: str, audience: Audience) -> str:
    """Return the sentence of a number of records; a few are not counted out."""
    told = to_nearest(number) if is_rounded(audience) else number
    return few if number < SMALLEST_K else many % {"count": grouped(told)}


def _works(plan: Plan) -> str:
    joint = gettext(" or ") if plan.joined == ANY else gettext(" and ")
    return joint.join(condition_words(condition) for condition in plan.conditions)
