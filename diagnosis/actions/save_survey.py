"""Stores what was computed from a survey, with everything that is needed to do it again."""

import json
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from clrisk_site.figures.estimate import Verdict
from clrisk_site.people import audit
from clrisk_site.people.models import User
from clrisk_site.people.writing import create_record
from clrisk_site.tables.guard import Choices
from diagnosis.models import DefinitionSheet, Survey, SurveyShare
from diagnosis.queries.same_survey import OtherYearError, other_year_of_file
from diagnosis.staleness import stale_because
from diagnosis.statistics.quality import judge
from diagnosis.survey.answer import EVERYONE, Answer, GroupShare
from diagnosis.survey.comparing import numbers_of
from diagnosis.survey.plan import Plan
from diagnosis.survey.presets import preset_of
from diagnosis.survey.software import software


@dataclass(frozen=True)
class SentSurvey:
    """What a person said of the file, beside its columns."""

    title: str
    source: str
    year: int
    file_name: str
    sha256: str


@transaction.atomic
def save_survey(
    *,
    definition: DefinitionSheet,
    sent: SentSurvey,
    plan: Plan,
    reading: Choices,
    answer: Answer,
    by: User,
    illustrative: bool = False,
) -> Survey:
    """Save a reading with its shares; the same reading of the same file is stored once.

    Parameters
    ----------
    definition : DefinitionSheet
        The sheet in force: no result is stored without one.
    reading : Choices
        How the header of the file was read.

    Raises
    ------
    ValueError
        If the definition is a draft.
    OtherYearError
        If the same file was read here as the data of another year.
    """
    if not definition.is_frozen:
        raise ValueError(f"the definition {definition.pk} is not in force")
    earlier = other_year_of_file(definition.territory, sha256=sent.sha256, year=sent.year)
    if earlier:
        raise OtherYearError(earlier)
    stored: dict[str, Any] = {
        "chosen": plan.to_plain(),
        "reading": dict(reading),
        "counted": {
            "left_out": answer.left_out,
            "outside": answer.outside,
            "ageless": answer.ageless,
            "weights": answer.weights,
            "blank": answer.shares[0].proportion.blank,
            "single_strata": answer.shares[0].proportion.single_strata,
        },
    }
    known = Survey.objects.filter(territory=definition.territory, sha256=sent.sha256)
    alike = known.filter(title=sent.title, source=sent.source, year=sent.year)
    for survey in alike.select_related("definition"):
        if stale_because(survey.definition, definition) is not None:
            continue
        if survey.plan == json.loads(json.dumps(stored)):
            return survey
    survey = Survey(
        territory=definition.territory,
        definition=definition,
        title=sent.title,
        source=sent.source,
        year=sent.year,
        plan=stored,
        file_name=sent.file_name[:200],
        sha256=sent.sha256,
        rows=answer.rows,
        software=software()[:60],
        illustrative=illustrative,
    )
    create_record(survey, by=by)
    country = definition.territory.country
    SurveyShare.objects.bulk_create(
        _share(survey, position, share, plan, country) for position, share in enumerate(answer.shares)
    )
    return survey


def note_rerun(survey: Survey, *, same: bool, by: User | None) -> None:
    """Record that a survey was computed again, and whether the digits agreed; nothing else is written."""
    action = "survey.rerun" if same else "survey.differs"
    audit.note(by=by, territory=survey.territory, action=action, subject=survey)


def _share(survey: Survey, position: int, share: GroupShare, plan: Plan, country: str) -> SurveyShare:
    judgement = judge(share.proportion, preset_of(plan.preset, country))
    return SurveyShare(
        survey=survey,
        position=position,
        variable="" if share.variable == EVERYONE else plan.groups[share.variable].title,
        category=share.category,
        verdict=Verdict(judgement.verdict).value,
        failed=[message.to_json() for message in judgement.failed],
        **numbers_of(share),
    )
