"""The twelve rules of stage 3 on literals: met, not met, not known, excused."""

from dataclasses import replace
from typing import Any

import pytest

from clrisk_site.figures.estimate import Basis, Estimate, Story, Unit
from clrisk_site.figures.kleene import Known
from clrisk_site.figures.message import says
from clrisk_site.figures.rules import GateVerdict, Judgement, is_open, judge
from clrisk_site.figures.suppression import hidden
from planning.gate_subject import (
    DefinitionFact,
    ExceptionFact,
    GateSubject,
    IndicatorFact,
    LineFact,
    MandateFact,
    OfferFact,
    PrintedGroup,
    ScopeFact,
    SpaceFact,
)
from planning.rules import GATE

ELIGIBLE = OfferFact("Becas", Known.YES)
UNKNOWN = OfferFact("Estancias", Known.UNKNOWN, (says("Is the programme running?"),))
NOT_ELIGIBLE = OfferFact("Talleres", Known.NO)
COMPLETE = IndicatorFact("Niñas con lugar", has_baseline_or_plan=True, has_target=True)


def line(**changes: Any) -> LineFact:
    whole = LineFact(
        code="LA-01",
        active=True,
        strategy="prevention",
        for_girls=True,
        girls_mechanism=True,
        offers=(ELIGIBLE,),
        lead="DIF",
        dated=True,
        resources_available=True,
        resources_missing=True,
        budget=True,
        indicators=(COMPLETE,),
        own_action=True,
        restitution=True,
    )
    return replace(whole, **changes)


def subject(*lines: LineFact, **changes: Any) -> GateSubject:
    whole = GateSubject(
        lines=lines or (line(), line(code="LA-02", strategy="removal")),
        space=SpaceFact("CITI", Known.YES, has_leaders=True, local_government_leads=True),
        scope=ScopeFact(4, ("A",), has_expansion_criteria=True),
        has_baseline_method=True,
        definition=DefinitionFact(frozen=True, acknowledged_by=frozenset({"DIF"})),
        mandate=MandateFact("María", Known.YES, delegated=False),
    )
    return replace(whole, **changes)


def judged(code: str, asked: GateSubject) -> Judgement:
    return next(one for one in judge(GATE, asked) if one.rule.code == code)


def verdict(code: str, asked: GateSubject) -> GateVerdict:
    return judged(code, asked).verdict


def words(code: str, asked: GateSubject) -> str:
    return " ".join(str(message) for message in judged(code, asked).finding.evidence)


def test_a_complete_plan_passes_every_rule() -> None:
    found = judge(GATE, subject())
    assert [one.rule.code for one in found] == list("abcdefghijkl")
    assert {one.verdict for one in found} == {GateVerdict.PASSED}
    assert is_open(found)
    assert all(one.finding.evidence for one in found)


def test_nothing_recorded_closes_the_gate_without_a_fault() -> None:
    empty = GateSubject(
        lines=(),
        space=None,
        scope=ScopeFact(0, (), has_expansion_criteria=False),
        has_baseline_method=False,
        definition=None,
        mandate=MandateFact.none(),
    )
    found = judge(GATE, empty)
    assert not is_open(found)
    closing = {one.rule.code for one in found if one.closes}
    assert closing == set("abeijk")  # g is excused: the proposal is semi-finished; c, d, f, h only warn


# --- a: girls --------------------------------------------------------------------------------------------


def test_a_wants_a_mechanism_of_its_own() -> None:
    generic = line(for_girls=False, girls_mechanism=False)
    assert verdict("a", subject(generic)) is GateVerdict.FAILED
    assert verdict("a", subject(line(girls_mechanism=False))) is GateVerdict.FAILED
    assert "LA-01" in words("a", subject(line(girls_mechanism=False)))


def test_a_does_not_count_a_generic_line_with_an_indicator_by_sex() -> None:
    by_sex = IndicatorFact("Lugares, por sexo", has_baseline_or_plan=True, has_target=True)
    assert verdict("a", subject(line(for_girls=False, indicators=(by_sex,)))) is GateVerdict.FAILED


def test_a_counts_active_lines_only() -> None:
    assert (
        verdict("a", subject(line(active=False), line(code="LA-02", for_girls=False))) is GateVerdict.FAILED
    )


def test_a_cannot_be_excused() -> None:
    asked = subject(line(for_girls=False), reasons={"a": "no hace falta"})
    assert verdict("a", asked) is GateVerdict.FAILED
    assert judged("a", asked).rule.exception is None


# --- b: offers -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("offers", "expected"),
    [
        ((ELIGIBLE,), GateVerdict.PASSED),
        ((NOT_ELIGIBLE, ELIGIBLE), GateVerdict.PASSED),
        ((UNKNOWN,), GateVerdict.UNKNOWN),
        ((NOT_ELIGIBLE, UNKNOWN), GateVerdict.UNKNOWN),
        ((NOT_ELIGIBLE,), GateVerdict.FAILED),
        ((), GateVerdict.FAILED),
    ],
)
def test_b_rests_on_an_eligible_offer(offers: tuple[OfferFact, ...], expected: GateVerdict) -> None:
    assert verdict("b", subject(line(offers=offers))) is expected


def test_b_unknown_blocks_with_its_own_words() -> None:
    asked = subject(line(offers=(UNKNOWN,)))
    assert judged("b", asked).closes
    assert "not known yet" in words("b", asked)
    assert "Is the programme running?" in words("b", asked)


def test_b_every_line_counts() -> None:
    asked = subject(line(), line(code="LA-02", offers=(NOT_ELIGIBLE,)))
    assert verdict("b", asked) is GateVerdict.FAILED
    assert "LA-02" in words("b", asked)
    assert "LA-01" not in words("b", asked)


@pytest.mark.parametrize(
    ("exception", "expected"),
    [
        (ExceptionFact(written=True, has_funding_plan=True, approved=True), GateVerdict.EXCUSED),
        (ExceptionFact(written=True, has_funding_plan=True, approved=False), GateVerdict.FAILED),
        (ExceptionFact(written=True, has_funding_plan=False, approved=True), GateVerdict.FAILED),
        (ExceptionFact(), GateVerdict.FAILED),
    ],
)
def test_b_exception_is_written_funded_and_approved(exception: ExceptionFact, expected: GateVerdict) -> None:
    asked = subject(line(), line(code="LA-02", offers=(), exception=exception))
    assert verdict("b", asked) is expected
    assert judged("b", asked).closes is (expected is GateVerdict.FAILED)


def test_b_without_lines_is_not_known() -> None:
    asked = replace(subject(), lines=())
    assert verdict("b", asked) is GateVerdict.UNKNOWN


# --- c, f, h: warnings that a reason excuses -------------------------------------------------------------

UNBALANCED = subject(line())
UNMEASURED = subject(line(indicators=()), line(code="LA-02", strategy="removal"))
NOTHING_OF_OUR_OWN = subject(line(own_action=False), line(code="LA-02", strategy="removal", own_action=False))


@pytest.mark.parametrize(("code", "asked"), [("c", UNBALANCED), ("f", UNMEASURED), ("h", NOTHING_OF_OUR_OWN)])
def test_warning_stands_until_a_reason_is_written(code: str, asked: GateSubject) -> None:
    assert verdict(code, asked) is GateVerdict.WARNED
    assert not judged(code, asked).closes
    assert verdict(code, replace(asked, reasons={code: "  "})) is GateVerdict.WARNED
    excused = replace(asked, reasons={code: "Se atiende en 2027"})
    assert verdict(code, excused) is GateVerdict.EXCUSED
    assert "Se atiende en 2027" in words(code, excused)


def test_f_wants_method_indicator_baseline_and_target() -> None:
    assert verdict("f", replace(subject(), has_baseline_method=False)) is GateVerdict.WARNED
    lacking = IndicatorFact("Becas", has_baseline_or_plan=False, has_target=False)
    asked = subject(line(indicators=(lacking,)))
    assert words("f", asked).count("Becas") == 2


# --- d, g: the space -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "expected"),
    [(Known.YES, GateVerdict.PASSED), (Known.NO, GateVerdict.WARNED), (Known.UNKNOWN, GateVerdict.UNKNOWN)],
)
def test_d_marks_the_proposal_semi_finished(known: Known, expected: GateVerdict) -> None:
    space = SpaceFact("CITI", known, has_leaders=True, local_government_leads=True)
    asked = replace(subject(), space=space)
    assert verdict("d", asked) is expected
    assert not judged("d", asked).closes
    assert asked.semi_finished is (known is not Known.YES)


def test_g_wants_local_government_in_the_lead() -> None:
    others = SpaceFact("CITI", Known.YES, has_leaders=True, local_government_leads=False)
    assert verdict("g", replace(subject(), space=others)) is GateVerdict.FAILED
    nobody = replace(others, has_leaders=False)
    assert verdict("g", replace(subject(), space=nobody)) is GateVerdict.UNKNOWN
    assert judged("g", replace(subject(), space=nobody)).closes


def test_g_is_not_asked_of_a_semi_finished_proposal() -> None:
    others = SpaceFact("CITI", Known.NO, has_leaders=True, local_government_leads=False)
    assert verdict("g", replace(subject(), space=others)) is GateVerdict.EXCUSED
    assert verdict("g", replace(subject(), space=None)) is GateVerdict.EXCUSED


# --- e, i, j, k ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "scope",
    [
        ScopeFact(4, (), has_expansion_criteria=True),
        ScopeFact(4, ("A",), has_expansion_criteria=False),
        ScopeFact(0, (), has_expansion_criteria=False),
    ],
)
def test_e_wants_pilot_zones_and_criteria(scope: ScopeFact) -> None:
    assert verdict("e", replace(subject(), scope=scope)) is GateVerdict.FAILED


@pytest.mark.parametrize("field", ["dated", "resources_available", "resources_missing", "budget"])
def test_i_names_what_a_line_lacks(field: str) -> None:
    asked = subject(line(**{field: False}))
    assert verdict("i", asked) is GateVerdict.FAILED
    assert "LA-01 lacks" in words("i", asked)


def test_i_wants_a_lead() -> None:
    assert verdict("i", subject(line(lead=""))) is GateVerdict.FAILED


def test_i_leaves_paused_lines_alone() -> None:
    assert verdict("i", subject(line(), line(code="LA-02", active=False, budget=False))) is GateVerdict.PASSED


@pytest.mark.parametrize(
    "definition",
    [None, DefinitionFact(frozen=False), DefinitionFact(frozen=True, acknowledged_by=frozenset({"SEP"}))],
)
def test_j_wants_a_sheet_that_each_unit_acknowledged(definition: DefinitionFact | None) -> None:
    assert verdict("j", replace(subject(), definition=definition)) is GateVerdict.FAILED


@pytest.mark.parametrize(
    ("mandate", "delegated", "expected"),
    [
        (Known.YES, False, GateVerdict.PASSED),
        (Known.NO, True, GateVerdict.PASSED),
        (Known.UNKNOWN, True, GateVerdict.PASSED),
        (Known.NO, False, GateVerdict.FAILED),
        (Known.UNKNOWN, False, GateVerdict.UNKNOWN),
    ],
)
def test_k_mandate_or_delegation(mandate: Known, delegated: bool, expected: GateVerdict) -> None:
    asked = replace(subject(), mandate=MandateFact("María", mandate, delegated=delegated))
    assert verdict("k", asked) is expected
    assert judged("k", asked).closes is (expected in (GateVerdict.FAILED, GateVerdict.UNKNOWN))


# --- l: suppression --------------------------------------------------------------------------------------


def persons(value: int) -> Estimate:
    return Estimate(value, Unit.PERSONS, Story(source="Padrón", basis=Basis.COUNT))


def group(before: tuple[Estimate, ...], cells: tuple[Estimate, ...], *, total: bool = False) -> PrintedGroup:
    return PrintedGroup(says("girls and boys"), before, cells, shown_total=total)


def test_l_passes_what_print_may_show() -> None:
    shown = group((persons(40), persons(4)), (persons(40), hidden(persons(4))))
    assert verdict("l", replace(subject(), printed=(shown,))) is GateVerdict.PASSED


def test_l_stops_a_small_number() -> None:
    leak = group((persons(40), persons(4)), (persons(40), persons(4)))
    asked = replace(subject(), printed=(leak,))
    assert verdict("l", asked) is GateVerdict.FAILED
    assert "girls and boys" in words("l", asked)


def test_l_stops_a_single_hidden_cell_beside_its_total() -> None:
    alone = group((persons(40), persons(4)), (persons(40), hidden(persons(4))), total=True)
    assert verdict("l", replace(subject(), printed=(alone,))) is GateVerdict.FAILED
