"""States of the four stages from recorded facts, and what a stage that cannot start is waiting for."""

import datetime as dt
from dataclasses import replace

import pytest

from clrisk_site.figures.kleene import Known
from clrisk_site.figures.message import says
from planning.presenters.stages import days_words
from planning.stage_texts import stage_texts
from planning.stages import (
    DesignFacts,
    DiagnosisFacts,
    ScopeFacts,
    StageState,
    StepState,
    before_execution,
    judge_stages,
)

SCOPE = ScopeFacts(
    opened_on=dt.date(2026, 1, 10),
    selected_on=dt.date(2026, 3, 1),
    has_selection_reason=True,
    liaison="María",
    mandate=Known.YES,
    delegated=False,
    instrument_signed_on=dt.date(2026, 4, 1),
    has_instrument=True,
    has_reason_for_none=False,
)
DIAGNOSIS = DiagnosisFacts(
    characterised=True,
    summary=says("done"),
    anything=True,
    offers=3,
    offers_confirmed=3,
    spaces=1,
    first_on=dt.date(2026, 4, 2),
    last_on=dt.date(2026, 6, 1),
)
DESIGN = DesignFacts(lines=2, submitted=0, validated=2, semi_finished=False, intervention_chosen=True)
EMPTY_DESIGN = DesignFacts(lines=0, submitted=0, validated=0, semi_finished=True, intervention_chosen=False)


def states(
    scope: ScopeFacts = SCOPE, diagnosis: DiagnosisFacts = DIAGNOSIS, design: DesignFacts = DESIGN
) -> list[StageState]:
    return [stage.state for stage in judge_stages(scope, diagnosis, design)]


def test_all_recorded() -> None:
    assert states() == [StageState.COMPLETE, StageState.COMPLETE, StageState.COMPLETE, StageState.OPEN]


def test_nothing_recorded() -> None:
    scope = ScopeFacts(dt.date(2026, 1, 1), None, False, "", Known.UNKNOWN, False, None, False, False)
    diagnosis = DiagnosisFacts(False, says("nothing"), False, 0, 0, 0)
    found = states(scope, diagnosis, EMPTY_DESIGN)
    assert found == [StageState.OPEN, StageState.OPEN, StageState.OPEN, StageState.CLOSED]


@pytest.mark.parametrize(
    "change",
    [
        {"mandate": Known.NO},
        {"mandate": Known.UNKNOWN},
        {"instrument_signed_on": None},
        {"selected_on": None},
        {"has_selection_reason": False},
        {"liaison": ""},
    ],
)
def test_each_fact_of_stage_one_counts(change: dict[str, object]) -> None:
    assert states(replace(SCOPE, **change))[0] is StageState.STARTED  # type: ignore[arg-type]  # one field each


def test_delegation_and_a_reason_stand_in() -> None:
    scope = replace(
        SCOPE,
        mandate=Known.NO,
        delegated=True,
        has_instrument=False,
        instrument_signed_on=None,
        has_reason_for_none=True,
    )
    assert states(scope)[0] is StageState.COMPLETE


def test_mapping_is_done_when_every_offer_is_confirmed() -> None:
    step = judge_stages(SCOPE, replace(DIAGNOSIS, offers_confirmed=2), DESIGN)[1].steps[1]
    assert step.state is StepState.STARTED
    assert str(step.note) == "2 of 3 programmes confirmed"


def test_design_may_begin_before_the_diagnosis_ends() -> None:
    design = replace(DESIGN, validated=0, semi_finished=True)
    stage = judge_stages(SCOPE, replace(DIAGNOSIS, characterised=False), design)[2]
    assert stage.state is StageState.STARTED
    assert "semi-finished" in str(stage.steps[0].note)


def test_stage_four_says_what_it_waits_for() -> None:
    waits = [str(what) for what in before_execution(EMPTY_DESIGN)]
    assert waits == ["at least one action line", "a session of the commission that validates the plan"]
    step = judge_stages(SCOPE, DIAGNOSIS, EMPTY_DESIGN)[3].steps[0]
    assert step.state is StepState.CLOSED
    assert str(step.note).startswith("Missing: at least one action line and")


def test_a_running_line_starts_stage_four() -> None:
    assert states(design=replace(DESIGN, running=1))[3] is StageState.STARTED


def test_days_end_with_the_stage_and_go_on_while_it_runs() -> None:
    first, second, *_ = judge_stages(SCOPE, DIAGNOSIS, DESIGN)
    today = dt.date(2026, 12, 1)
    assert first.days(today) == 81
    assert second.days(today) == 60
    running = judge_stages(SCOPE, replace(DIAGNOSIS, characterised=False), DESIGN)[1]
    assert running.days(today) == 243


def test_what_was_recorded_before_the_pilot_is_not_part_of_its_walk() -> None:
    early = replace(DIAGNOSIS, first_on=dt.date(2020, 1, 1))
    assert judge_stages(SCOPE, early, DESIGN)[1].started_on == SCOPE.opened_on


def test_references_are_the_published_ones() -> None:
    found = {code: text.reference_days for code, text in stage_texts().items()}
    assert found == {"scope": 213, "diagnosis": 120, "design": 90, "execution": None}


def test_days_stand_beside_the_reference() -> None:
    assert "213" in days_words(188, 213)
    assert days_words(None, None) == days_words(5, None)
