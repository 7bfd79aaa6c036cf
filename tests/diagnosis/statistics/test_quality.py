from dataclasses import replace

import pytest

from clrisk_site.figures.estimate import Verdict
from diagnosis.statistics.design import survey_design
from diagnosis.statistics.judged_shares import judged_share
from diagnosis.statistics.proportions import Proportion
from diagnosis.statistics.quality import ECLAC, WORKING, country_preset, judge, strictest
from tests.diagnosis.statistics.reference import read_json

GOOD = Proportion(
    estimate=0.2,
    se=0.02,
    df=30,
    lower=0.16,
    upper=0.24,
    n=400,
    cases=80,
    population=4000.0,
    deff=1.2,
    n_eff=333.0,
    cv=0.1,
    log_cv=0.06,
    blank=0,
    design_known=True,
    single_strata=0,
)


def test_the_thresholds_are_those_of_the_handbook() -> None:
    limits = read_json("published_reference_values.json")["eclac_flow"]["thresholds"]
    assert (ECLAC.least_n, ECLAC.least_n_eff, ECLAC.least_cases) == (
        limits["n_min"],
        limits["n_eff_min"],
        limits["cases_min"],
    )
    assert (ECLAC.largest_cv, ECLAC.least_df, ECLAC.largest_log_cv) == (
        limits["cv_max"],
        limits["df_min"],
        limits["log_cv_max"],
    )


def test_what_passes_all_is_published() -> None:
    assert judge(GOOD).verdict is Verdict.PUBLISH
    edge = replace(GOOD, n=153, n_eff=61.0, cases=40, cv=0.2, df=14, log_cv=0.175)
    assert judge(edge).verdict is Verdict.PUBLISH


@pytest.mark.parametrize(
    ("changed", "test", "verdict"),
    [
        ({"n": 152}, "n", Verdict.SUPPRESS),
        ({"n_eff": 60.9}, "n_eff", Verdict.SUPPRESS),
        ({"n_eff": None}, "n_eff", Verdict.SUPPRESS),
        ({"cases": 39}, "cases", Verdict.SUPPRESS),
        ({"cv": 0.2001}, "cv", Verdict.SUPPRESS),
        ({"df": 13}, "df", Verdict.REVIEW),
        ({"log_cv": 0.176}, "log_cv", Verdict.REVIEW),
    ],
)
def test_each_test_decides_as_in_the_flow_chart(
    changed: dict[str, float | None], test: str, verdict: Verdict
) -> None:
    judgement = judge(replace(GOOD, **changed))  # type: ignore[arg-type]  # one field of each kind
    assert (judgement.verdict, judgement.tests) == (verdict, (test,))
    assert len(judgement.failed) == 1


def test_failed_tests_are_listed_in_the_order_of_the_rule_without_the_counts_found() -> None:
    judgement = judge(replace(GOOD, n=90, cases=3, df=4))
    assert judgement.tests == ("n", "cases", "df")
    assert judgement.verdict is Verdict.SUPPRESS
    assert all("3 " not in str(message).replace("153 ", "") for message in judgement.failed)


def test_countries_have_their_own_limit_of_the_coefficient_of_variation() -> None:
    wide = replace(GOOD, cv=0.24)
    assert judge(wide).verdict is Verdict.SUPPRESS
    assert judge(wide, country_preset("MX")).verdict is Verdict.PUBLISH
    assert judge(replace(GOOD, cv=0.11), country_preset("CO")).verdict is Verdict.SUPPRESS
    assert judge(wide, country_preset("HN")).verdict is Verdict.SUPPRESS


def test_inside_the_municipality_less_is_hidden_and_all_objections_are_listed() -> None:
    small = replace(GOOD, n=60, cases=12, df=9)
    judgement = judge(small, WORKING)
    assert judgement.verdict is Verdict.REVIEW
    assert judgement.tests == ("n", "cases", "df")
    assert judge(GOOD, WORKING).verdict is Verdict.PUBLISH
    for changed in ({"n": 29}, {"cases": 9}, {"df": 7}):
        assert judge(replace(GOOD, **changed), WORKING).verdict is Verdict.SUPPRESS  # type: ignore[arg-type]  # one field


def test_a_design_effect_below_one_is_an_alert_and_no_verdict() -> None:
    judgement = judge(replace(GOOD, deff=0.8))
    assert judgement.verdict is Verdict.PUBLISH
    assert len(judgement.alerts) == 1


def test_29_working_children_of_860_are_too_few_to_publish() -> None:
    # The survey of Pasto, weighted 3.22 %: whatever its spread, 40 cases are asked for.
    share = 0.0322
    for deff in (0.9, 1.0, 1.5, 3.0):
        se = (deff * share * (1 - share) / 859) ** 0.5
        pasto = replace(
            GOOD, estimate=share, se=se, df=200, n=860, cases=29, deff=deff, n_eff=860 / deff, cv=se / share
        )
        assert judge(pasto).verdict is Verdict.SUPPRESS
        assert judge(pasto).tests[0] == "cases"
        assert judge(pasto, WORKING).verdict is Verdict.REVIEW


def test_an_unknown_design_is_never_published() -> None:
    judgement = judge(replace(GOOD, design_known=False))
    assert (judgement.verdict, judgement.tests) == (Verdict.REVIEW, ("design",))


def test_several_estimates_are_as_weak_as_the_weakest() -> None:
    publish, review, suppress, none = Verdict.PUBLISH, Verdict.REVIEW, Verdict.SUPPRESS, Verdict.NONE
    assert strictest(publish, review, suppress) is suppress
    assert strictest(publish, review) is review
    assert strictest(none, publish) is publish
    assert strictest() is none


def test_a_judgement_becomes_plain_data() -> None:
    found = judge(replace(GOOD, n=90)).to_json()
    assert (found["verdict"], found["tests"]) == ("suppress", ["n"])


def test_a_judged_share_says_all_on_one_level() -> None:
    design = survey_design([2.0] * 200, clusters=[i // 10 for i in range(200)])
    found = judged_share(design, [i * i % 7 % 3 == 1 for i in range(199)] + [float("nan")], preset=WORKING)
    data = found.to_json()
    assert list(data)[:10] == [
        *("estimate", "se", "df", "interval", "n", "cases", "deff", "n_eff", "cv", "log_cv"),
    ]
    assert (data["verdict"], data["failed"]) == (found.verdict.value, list(found.judgement.tests))
    assert (data["n"], data["blank"]) == (199, 1)
    assert found.warnings[: len(found.share.warnings)] == found.share.warnings


def test_reasons_speak_of_records_whatever_the_outcome_is() -> None:
    poor = replace(GOOD, n=10, n_eff=5.0, cases=3)
    assert [str(one) for one in judge(poor).failed] == [
        "The group has fewer than 153 records in the sample.",
        "The group is worth fewer than 61 records drawn one by one.",
        "Fewer than 40 records of the group have the outcome.",
    ]


@pytest.mark.parametrize(
    ("outcome", "tests"), [(1, ("n_eff", "log_cv")), (0, ("n_eff", "cases", "cv", "log_cv"))]
)
def test_what_cannot_be_tested_is_said_once_and_not_as_a_number(outcome: int, tests: tuple[str, ...]) -> None:
    design = survey_design([1.0] * 400, clusters=[place // 20 for place in range(400)])
    judgement = judged_share(design, [outcome] * 400).judgement
    assert (judgement.verdict, judgement.tests) == (Verdict.SUPPRESS, tests)
    said = [str(one) for one in judgement.failed]
    assert said.count("Nothing varies in the group, so what the sample is worth is not known.") == 1
    assert not any("worth fewer" in one or "variation" in one for one in said)
