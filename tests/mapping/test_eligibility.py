"""The resource rule against slow, obvious code, and that learning a fact never turns an answer round."""

import dataclasses
import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clrisk_site.figures.kleene import Known
from mapping.eligibility import Admission, OfferFacts, judge
from mapping.models import LocalOffer
from mapping.models.offer import costs_very_little

KNOWN_FIELDS = ("operating", "funding_established", "cost_very_low", "redirects", "criteria_can_change")


def facts_with(known: tuple[Known, ...], admits: Admission) -> OfferFacts:
    values: dict[str, Any] = dict(zip(KNOWN_FIELDS, known, strict=True))
    return OfferFacts(admits=admits, **values)


ALL_FACTS = [
    facts_with(known, admits) for known in itertools.product(Known, repeat=5) for admits in Admission
]
facts = st.sampled_from(ALL_FACTS)


def completions(given_facts: OfferFacts) -> list[OfferFacts]:
    """Every way in which what is unknown could turn out."""
    choices = [
        [Known.YES, Known.NO] if getattr(given_facts, name) is Known.UNKNOWN else [getattr(given_facts, name)]
        for name in KNOWN_FIELDS
    ]
    admissions = (
        [Admission.YES, Admission.WITH_RULE_CHANGE, Admission.NO]
        if given_facts.admits is Admission.UNKNOWN
        else [given_facts.admits]
    )
    return [facts_with(known, admits) for known in itertools.product(*choices) for admits in admissions]


def is_eligible(complete: OfferFacts) -> bool:
    """The rule in plain words, for facts of which none is unknown."""
    funded = complete.funding_established == "yes" or complete.cost_very_low == "yes"
    if complete.admits == "with_rule_change":
        takes_more = complete.criteria_can_change == "yes" or complete.redirects == "yes"
    else:
        takes_more = (
            complete.admits == "yes" or complete.redirects == "yes" or complete.criteria_can_change == "yes"
        )
    return complete.operating == "yes" and funded and takes_more


def obvious(given_facts: OfferFacts) -> Known:
    answers = {is_eligible(complete) for complete in completions(given_facts)}
    return Known.UNKNOWN if len(answers) > 1 else Known.of(answers.pop())


def test_agrees_with_trying_every_way_the_unknown_could_turn_out() -> None:
    for one in ALL_FACTS:
        assert judge(one).verdict is obvious(one), one


@given(facts, st.data())
@settings(deadline=None)
def test_learning_a_fact_never_flips_a_known_verdict(before: OfferFacts, data: st.DataObject) -> None:
    after = data.draw(st.sampled_from(completions(before)))
    known = judge(before).verdict
    if known is not Known.UNKNOWN:
        assert judge(after).verdict is known


@given(facts)
@settings(deadline=None)
def test_an_answer_says_why_and_an_open_one_asks(one: OfferFacts) -> None:
    answer = judge(one)
    assert bool(answer.because) == (answer.verdict is not Known.UNKNOWN)
    assert bool(answer.missing) == (answer.verdict is Known.UNKNOWN)
    assert not answer.would_need or answer.verdict is Known.NO


@given(facts, st.data())
@settings(deadline=None)
def test_answering_all_questions_settles_it(before: OfferFacts, data: st.DataObject) -> None:
    """The questions suffice: facts that nobody asks about cannot leave the answer open."""
    asked = {
        "Is the programme running?": "operating",
        "Is its source of funding established?": "funding_established",
        "What does one more child cost?": "cost_very_low",
        "Can it admit new children, and under what conditions?": "admits",
        "Can it redirect places to the priority zones?": "redirects",
        "Can its criteria of inclusion change, and who decides?": "criteria_can_change",
    }
    complete = data.draw(st.sampled_from(completions(before)))
    answers = {
        asked[question.text]: getattr(complete, asked[question.text]) for question in judge(before).missing
    }
    assert judge(dataclasses.replace(before, **answers)).verdict is not Known.UNKNOWN


def test_a_rule_change_is_no_admission_where_the_criteria_cannot_change() -> None:
    one = OfferFacts(
        operating=Known.YES,
        funding_established=Known.YES,
        admits=Admission.WITH_RULE_CHANGE,
        redirects=Known.NO,
        criteria_can_change=Known.NO,
    )
    answer = judge(one)
    assert answer.verdict is Known.NO
    assert [str(reason) for reason in answer.because] == [
        "it admits only if a rule changes, and its criteria cannot change"
    ]
    asked = judge(dataclasses.replace(one, criteria_can_change=Known.UNKNOWN))
    assert [str(question) for question in asked.missing] == [
        "Can its criteria of inclusion change, and who decides?"
    ]


def test_a_programme_without_local_offer_asks_everything() -> None:
    answer = judge(OfferFacts(operating=Known.YES, has_offer=False))
    assert answer.verdict is Known.UNKNOWN
    assert str(answer.missing[0]) == "Is the programme offered in this municipality?"
    assert len(answer.missing) == 6


@pytest.mark.parametrize("has_offer", [True, False])
def test_a_closed_programme_is_out_of_reach_with_or_without_an_offer(has_offer: bool) -> None:
    answer = judge(OfferFacts(operating=Known.NO, has_offer=has_offer))
    assert answer.verdict is Known.NO
    assert not answer.is_within_reach


def test_amounts_that_contradict_a_cheap_class_decide() -> None:
    told = LocalOffer(marginal_cost="very_low", marginal_cost_mxn=5000, unit_cost_mxn=9600)
    assert (told.cost_class, costs_very_little(told.cost_class)) == ("high", Known.NO)
    assert LocalOffer(marginal_cost="very_low", marginal_cost_mxn=5000).cost_class == "very_low"
