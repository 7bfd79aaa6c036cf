import csv
import math
from collections.abc import Callable
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnosis.statistics import cautions
from diagnosis.statistics.design import SingleUnit, SurveyDesign, survey_design
from diagnosis.statistics.errors import (
    AnalysisError,
    EmptyDomainError,
    InvalidPopulationError,
    InvalidWeightError,
    MissingDesignError,
    MissingWeightError,
    NotBinaryError,
    OneClusterError,
)
from diagnosis.statistics.intervals import logit_interval, wald_interval
from diagnosis.statistics.proportions import Proportion, log_cv, weighted_proportion
from tests.diagnosis.statistics.reference import read_json, read_rows
from tests.diagnosis.statistics.slow_proportion import Child, slow_share

SCHOOLS = (
    Path(__file__).resolve().parents[4] / "shared" / "data" / "05_stats_reference" / "survey_apiclus1.csv"
)
LISTED = [
    *("api00", "api99", "sch.wide", "comp.imp", "both", "awards", "meals", "ell", "yr.rnd", "mobility"),
    *("pct.resp", "not.hsg", "hsg", "some.col", "col.grad", "grad.sch", "avg.ed", "full", "emer", "enroll"),
    "api.stu",
]


def shares(children: list[Child], single: SingleUnit = SingleUnit.CENTRE) -> Proportion:
    design = survey_design(
        [child.weight for child in children],
        strata=[child.stratum for child in children],
        clusters=[child.unit for child in children],
        single=single,
    )
    return weighted_proportion(
        design, [child.works for child in children], domain=[child.member for child in children]
    )


samples = st.lists(
    st.builds(
        Child,
        weight=st.floats(0.5, 200),
        stratum=st.sampled_from("AB"),
        unit=st.sampled_from("123"),
        works=st.booleans(),
        member=st.booleans(),
    ),
    min_size=4,
    max_size=40,
).filter(
    lambda children: (
        len({(child.stratum, child.unit) for child in children}) > 1
        and {child.works for child in children if child.member} == {True, False}
    )
)


@given(samples)
@settings(max_examples=60)
def test_it_agrees_with_the_sums_written_out(children: list[Child]) -> None:
    share, variance, df = slow_share(children)
    found = shares(children)
    assert found.estimate == pytest.approx(share, rel=1e-12)
    assert found.se**2 == pytest.approx(variance, rel=1e-9, abs=1e-18)
    assert found.df == df
    if found.lower is not None and found.upper is not None:
        assert found.lower <= found.estimate <= found.upper


@given(samples, st.floats(0.01, 1000), st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_neither_the_scale_of_the_weights_nor_the_order_matters(
    children: list[Child], scale: float, random: Random
) -> None:
    before = shares(children)
    scaled = [Child(c.weight * scale, c.stratum, c.unit, c.works, c.member) for c in children]
    random.shuffle(scaled)
    after = shares(scaled)
    assert after.estimate == pytest.approx(before.estimate, rel=1e-12)
    assert after.se == pytest.approx(before.se, rel=1e-9, abs=1e-14)
    assert (after.df, after.n, after.cases) == (before.df, before.n, before.cases)


@given(samples, st.floats(0.01, 0.99))
@settings(max_examples=40)
def test_a_record_split_by_its_weight_changes_no_estimate(children: list[Child], part: float) -> None:
    first = children[0]
    halves = [
        Child(first.weight * share, first.stratum, first.unit, first.works, first.member)
        for share in (part, 1 - part)
    ]
    before, after = shares(children), shares([*halves, *children[1:]])
    assert after.estimate == pytest.approx(before.estimate, rel=1e-12)
    # Units are whole, so splitting inside one changes no standard error either.
    assert after.se == pytest.approx(before.se, rel=1e-9, abs=1e-14)


def test_the_schools_of_california_come_out_as_published() -> None:
    rows = _schools()
    asked = [all(row[name] != "NA" for name in LISTED) for row in rows]
    design = survey_design(
        [float(row["pw"]) for row in rows],
        clusters=[row["dnum"] for row in rows],
        fpc=[float(row["fpc"]) for row in rows],
    )
    published = read_json("published_reference_values.json")["svymean_apiclus1"]
    for column, name in (("sch.wide", "sch_wideYes"), ("comp.imp", "comp_impYes")):
        found = weighted_proportion(design, [row[column] == "Yes" for row in rows], domain=asked)
        estimate, se = published[name]
        assert (round(found.estimate, 6), round(found.se, 4)) == (estimate, se)
        assert (found.n, found.df) == (published["n"], 14)


def test_the_synthetic_survey_comes_out_as_computed_beside_us() -> None:
    rows, expected = read_rows("survey_fixture.csv"), read_json("expected.json")["overall"]
    found = weighted_proportion(_design(rows), [row["child_labour"] == "1" for row in rows])
    assert (found.n, found.df, found.cases) == (expected["n"], expected["df"], expected["unweighted_cases"])
    for ours, theirs in (
        (found.estimate, "p"),
        (found.se, "se"),
        (found.population, "sum_w"),
        (found.cv, "cv"),
        (found.log_cv, "log_cv"),
        (found.deff, "deff"),
        (found.n_eff, "neff"),
    ):
        assert ours == pytest.approx(expected[theirs], rel=1e-12)
    assert found.interval == pytest.approx(expected["ci_logit"], rel=1e-9)
    assert wald_interval(found.estimate, found.se, found.df) == pytest.approx(expected["ci_wald"], rel=1e-9)
    assert found.warnings == ()


def test_the_examples_of_the_handbook() -> None:
    example = read_json("published_reference_values.json")["eclac_quality_examples"]
    for name, printed in (("a", example["a"]), ("b", example["b"]["recomputed_from_rounded_inputs"])):
        share, se = example[name]["p"], example[name]["p"] * example[name]["cv"]
        ends = [100 * end for end in logit_interval(share, se, math.inf) or ()]
        assert ends == pytest.approx(printed["logit_pct"], abs=0.005)
        wald = [round(100 * end, 2) for end in wald_interval(share, se, math.inf) or ()]
        assert wald == {"a": [27.16, 32.84], "b": [-0.10, 0.30]}[name]
        assert 100 * (log_cv(share, se) or 0) == pytest.approx(printed["log_cv_pct"], abs=0.005)


def test_without_units_each_record_is_its_own_and_says_so() -> None:
    found = weighted_proportion(survey_design([1.0] * 10), [1, 1, 0, 0, 0, 0, 0, 0, 0, 0])
    assert not found.design_known
    assert found.df == 9
    assert found.deff == pytest.approx(1.0)


def test_a_stratum_with_one_unit_is_flagged_and_can_count_as_certain() -> None:
    children = [
        Child(1, "A", "1", works=True),
        Child(1, "A", "2", works=False),
        Child(3, "B", "1", works=True),
        Child(1, "B", "1", works=False),
    ]
    centred, certain = shares(children), shares(children, SingleUnit.CERTAINTY)
    assert (centred.single_strata, centred.df) == (1, 1)
    assert certain.se < centred.se


def test_blank_answers_are_not_in_the_base_and_counted() -> None:
    found = weighted_proportion(survey_design([1, 1, 2, 4]), [1, 0, np.nan, 0])
    assert (found.n, found.blank) == (3, 1)
    assert found.estimate == pytest.approx(1 / 6)


def test_what_weakens_a_share_is_said_beside_it() -> None:
    found = weighted_proportion(survey_design([1, 1, 2, 4]), [1, np.nan, np.nan, 0])
    said = [str(message) for message in found.warnings]
    assert said[0].startswith("The design of the sample is unknown")
    assert said[1] == "2 records of the group have no answer and take no part."
    strata = survey_design([1] * 5, strata=list("aabbc"), clusters=list("12345"))
    [single] = weighted_proportion(strata, [1, 0, 1, 0, 1]).warnings
    assert str(single).startswith("1 stratum has one sampling unit only")
    assert len(cautions.of_design(strata)) == 1
    [none] = weighted_proportion(survey_design([1] * 4, clusters=[1, 1, 2, 2]), [0] * 4).warnings
    assert "no interval" in str(none)
    alone = weighted_proportion(strata, [1, 0, 1, 0, 1], domain=[True, False, False, True, False])
    assert "too few sampling units" in str(alone.warnings[-1])


def test_a_share_becomes_plain_data() -> None:
    found = weighted_proportion(survey_design([0.1, 0.2, 0.3]), [1, 1, 1]).to_json()
    assert (found["estimate"], found["lower"], found["deff"], found["cases"]) == (1.0, None, None, 3)


def test_a_population_as_its_sample_leaves_no_uncertainty() -> None:
    design = survey_design([1.0] * 6, clusters=[1, 1, 2, 2, 3, 3], fpc=[3] * 6)
    assert weighted_proportion(design, [1, 0, 0, 0, 1, 1]).se == 0
    half = survey_design([1.0] * 6, clusters=[1, 1, 2, 2, 3, 3], fpc=[6] * 6)
    free = survey_design([1.0] * 6, clusters=[1, 1, 2, 2, 3, 3])
    part, whole = (weighted_proportion(one, [1, 0, 0, 0, 1, 1]).se for one in (half, free))
    assert part == pytest.approx(whole * 0.5**0.5)


def test_a_stratified_sample_of_schools_with_its_population_is_a_known_design() -> None:
    design = survey_design([1.0] * 4, strata=["a", "a", "b", "b"], fpc=[10, 10, 20, 20])
    assert design.known
    assert not survey_design([1.0] * 4, strata=["a", "a", "b", "b"]).known


def test_units_without_weight_count_for_no_degree_of_freedom() -> None:
    design = survey_design([1, 1, 1, 0], clusters=["a", "b", "c", "d"])
    assert (design.df, len(design.stratum_of)) == (2, 4)


def test_codes_of_any_kind_name_units_and_strata() -> None:
    mixed = survey_design([1] * 3, clusters=np.array(["a", 1, 2.5], dtype=object))
    assert len(mixed.stratum_of) == 3
    with pytest.raises(MissingDesignError):
        survey_design([1] * 2, clusters=np.array(["a", None], dtype=object))


def test_who_belongs_to_a_domain_must_be_decided_before() -> None:
    design = survey_design([1] * 3)
    with pytest.raises(ValueError, match="must be known"):
        weighted_proportion(design, [1, 0, 1], domain=[1.0, 0.0, np.nan])
    with pytest.raises(ValueError, match="a domain of 2"):
        weighted_proportion(design, [1, 0, 1], domain=[True, False])


def test_a_share_without_spread_lies_in_its_interval() -> None:
    design = survey_design([1.0] * 30, clusters=[i // 3 for i in range(30)])
    found = weighted_proportion(design, [1, 0, 0] * 10)
    assert found.lower is not None
    assert found.upper is not None
    assert found.lower <= found.estimate <= found.upper


def test_all_or_none_has_no_interval() -> None:
    found = weighted_proportion(survey_design([0.1, 0.2, 0.3]), [1, 1, 1])
    assert (found.estimate, found.lower, found.upper, found.deff) == (1.0, None, None, None)
    none = weighted_proportion(survey_design([0.1, 0.2, 0.3]), [0, 0, 0])
    assert (none.estimate, none.cv, none.log_cv) == (0.0, None, None)


@pytest.mark.parametrize(
    ("error", "make"),
    [
        (MissingWeightError, lambda: survey_design([1, np.nan])),
        (InvalidWeightError, lambda: survey_design([1, -1])),
        (InvalidWeightError, lambda: survey_design([1, np.inf])),
        (MissingDesignError, lambda: survey_design([1, 1], strata=["a", ""])),
        (MissingDesignError, lambda: survey_design([1, 1], clusters=[1.0, np.nan])),
        (OneClusterError, lambda: survey_design([1, 1], clusters=["a", "a"])),
        (OneClusterError, lambda: survey_design([])),
        (InvalidPopulationError, lambda: survey_design([1, 1], fpc=[1, 1])),
        (InvalidPopulationError, lambda: survey_design([1, 1], fpc=[5, 6])),
        (InvalidPopulationError, lambda: survey_design([1, 1], fpc=[5, np.nan])),
        (NotBinaryError, lambda: weighted_proportion(survey_design([1, 1]), [0, 2])),
        (EmptyDomainError, lambda: weighted_proportion(survey_design([1, 1]), [0, 1], domain=[False] * 2)),
        (EmptyDomainError, lambda: weighted_proportion(survey_design([1, 1]), [np.nan] * 2)),
        (EmptyDomainError, lambda: weighted_proportion(survey_design([0, 0]), [0, 1])),
    ],
)
def test_each_fault_has_its_name(error: type[AnalysisError], make: Callable[[], object]) -> None:
    with pytest.raises(error) as raised:
        make()
    assert str(raised.value).endswith(".")


def _design(rows: list[dict[str, str]]) -> SurveyDesign:
    return survey_design(
        [float(row["weight"]) for row in rows],
        strata=[row["stratum"] for row in rows],
        clusters=[row["psu"] for row in rows],
    )


def _schools() -> list[dict[str, str]]:
    if not SCHOOLS.exists():
        pytest.skip("the schools of California do not lie beside the project")
    with SCHOOLS.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
