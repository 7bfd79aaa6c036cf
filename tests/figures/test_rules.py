from hypothesis import given
from hypothesis import strategies as st

from clrisk_site.figures.message import says
from clrisk_site.figures.rules import Finding, GateVerdict, Judgement, Rule, is_open, judge


def make_rule(
    passed: bool | None = True, *, blocking: bool = True, exception: bool = False, excused: bool = False
) -> Rule[object]:
    return Rule(
        code="leadership",
        question=says("Does the local government lead?"),
        check=lambda _: Finding(passed, (says("minutes"),), excused),
        blocking=blocking,
        exception=says("The authority approves.") if exception else None,
        cure=says("Name the chair."),
    )


def verdict_of(rule: Rule[object]) -> GateVerdict:
    (judgement,) = judge([rule], object())
    return judgement.verdict


def test_verdicts() -> None:
    assert verdict_of(make_rule(True)) is GateVerdict.PASSED
    assert verdict_of(make_rule(False)) is GateVerdict.FAILED
    assert verdict_of(make_rule(False, blocking=False)) is GateVerdict.WARNED
    assert verdict_of(make_rule(None)) is GateVerdict.UNKNOWN
    assert verdict_of(make_rule(False, exception=True, excused=True)) is GateVerdict.EXCUSED


def test_an_excuse_needs_a_rule_that_allows_one() -> None:
    assert verdict_of(make_rule(False, excused=True)) is GateVerdict.FAILED
    assert verdict_of(make_rule(False, exception=True)) is GateVerdict.FAILED


def test_the_subject_reaches_the_check() -> None:
    rule = Rule[int]("positive", says("Positive?"), lambda n: Finding(n > 0), True, None, says("Add."))
    assert [one.verdict for one in judge([rule], 1) + judge([rule], -1)] == ["passed", "failed"]


rules = st.builds(
    make_rule,
    st.sampled_from([True, False, None]),
    blocking=st.booleans(),
    exception=st.booleans(),
    excused=st.booleans(),
)


@given(st.lists(rules))
def test_a_gate_is_open_unless_a_blocking_rule_failed_or_is_unknown(some: list[Rule[object]]) -> None:
    judgements = judge(some, object())
    assert [judgement.rule for judgement in judgements] == some
    closed_by = [j for j in judgements if j.rule.blocking and j.verdict in ("failed", "unknown")]
    assert is_open(judgements) is not bool(closed_by)


@given(st.lists(rules), rules)
def test_one_more_rule_never_opens_a_gate(some: list[Rule[object]], more: Rule[object]) -> None:
    assert not is_open(judge([*some, more], object())) or is_open(judge(some, object()))


def test_a_judgement_says_whether_it_closes() -> None:
    assert Judgement(make_rule(), Finding(None)).closes
    assert not Judgement(make_rule(blocking=False), Finding(None)).closes
