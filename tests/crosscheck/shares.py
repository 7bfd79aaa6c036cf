"""Shares, their differences and the test of Rao and Scott beside R's survey, statsmodels and scipy."""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from diagnosis.statistics.association import Association, rao_scott
from diagnosis.statistics.design import SurveyDesign, survey_design
from diagnosis.statistics.differences import ShareDifference, share_difference
from diagnosis.statistics.grouping import grouped
from diagnosis.statistics.intervals import newcombe_interval, wilson_interval
from diagnosis.statistics.proportions import Proportion, weighted_proportion
from diagnosis.statistics.unweighted import unweighted_difference
from tests.crosscheck.data import FIXTURES, STATISTICS, columns_of
from tests.crosscheck.difference import Difference, compared
from tests.crosscheck.r import run_r

type Columns = dict[str, list[str]]
type Numbers = list[float | None]
type Own = dict[str, tuple[str, Numbers]]

COUNTS = [(50, 159, 18, 129), (5, 56, 0, 29), (29, 860, 41, 777), (1, 3, 2, 3)]
SURVEY = FIXTURES / "survey_fixture.csv"
ONE_STAGE, STRATIFIED = STATISTICS / "survey_apiclus1.csv", STATISTICS / "survey_apistrat.csv"

SCRIPT = """
options(survey.lonely.psu = "adjust")
share <- function(name, formula, design) {
  m <- svyciprop(formula, design, method = "logit", df = degf(design))
  d <- svymean(formula, design, deff = "replace")
  tell(name, c(coef(d), SE(d), degf(design), attr(m, "ci"), deff(d)))
}
difference <- function(name, formula, design) {
  t <- svyttest(formula, design)
  tell(name, c(-t$estimate, -t$statistic, t$parameter, t$p.value, rev(-t$conf.int)))
}
association <- function(name, formula, design) {
  a <- svychisq(formula, design, statistic = "F")
  tell(name, c(a$statistic, a$parameter, a$p.value))
}
fixture <- read.csv(survey)
fixture$works <- fixture$child_labour
fixture$girl <- as.numeric(fixture$sex == 2)
whole <- svydesign(id = ~psu, strata = ~stratum, weights = ~weight, data = fixture, nest = TRUE)
share("fixture_share", ~works, whole)
share("fixture_domain", ~works, subset(whole, age_group == 2))
difference("fixture_difference", works ~ girl, whole)
difference("fixture_difference_domain", works ~ girl, subset(whole, sector_head != 3))
association("fixture_sector", ~sector_head + works, whole)
association("fixture_sector_domain", ~sector_head + works, subset(whole, sex == 1))
thinned <- subset(fixture, !(stratum == 2 & psu != min(psu[stratum == 2])))
single <- svydesign(id = ~psu, strata = ~stratum, weights = ~weight, data = thinned, nest = TRUE)
share("single_share", ~works, single)
difference("single_difference", works ~ girl, single)
schools <- read.csv(clusters)
schools$y <- as.numeric(schools$sch.wide == "Yes")
schools$g <- as.numeric(schools$comp.imp != "Yes")
one <- svydesign(id = ~dnum, weights = ~pw, fpc = ~fpc, data = schools)
share("clusters_share", ~y, one)
difference("clusters_difference", y ~ g, one)
association("clusters_type", ~stype + y, one)
drawn <- read.csv(strata)
drawn$y <- as.numeric(drawn$sch.wide == "Yes")
drawn$g <- as.numeric(drawn$comp.imp != "Yes")
two <- svydesign(id = ~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = drawn)
share("strata_share", ~y, two)
difference("strata_difference", y ~ g, two)
association("strata_type", ~stype + y, two)
"""


def compare() -> Iterator[Difference]:
    """Yield the differences; R is asked last."""
    yield from _statsmodels()
    yield from _r()


def _statsmodels() -> Iterator[Difference]:
    from statsmodels.stats.proportion import (  # only peers' environments have it
        confint_proportions_2indep,
        proportion_confint,
        proportions_ztest,
    )
    from statsmodels.stats.weightstats import ttest_ind

    own, theirs = defaultdict[str, Numbers](list), defaultdict[str, Numbers](list)
    for counts in COUNTS:
        cases_1, n_1, cases_2, n_2 = counts
        found = unweighted_difference(*counts)
        own["pooled z and p"] += found.z, found.p_z
        theirs["pooled z and p"] += proportions_ztest([cases_1, cases_2], [n_1, n_2])
        values = [np.repeat([1.0, 0.0], [cases, n - cases]) for cases, n in ((cases_1, n_1), (cases_2, n_2))]
        own["pooled t, p and df"] += found.t_pooled, found.p_pooled, found.df_pooled
        theirs["pooled t, p and df"] += ttest_ind(*values)
        own["Welch's t, p and df"] += found.t_welch, found.p_welch, found.df_welch
        theirs["Welch's t, p and df"] += ttest_ind(*values, usevar="unequal")
        own["Newcombe's interval"] += newcombe_interval(*counts)
        theirs["Newcombe's interval"] += confint_proportions_2indep(*counts, method="newcomb", compare="diff")
        own["Wilson's interval"] += wilson_interval(cases_1, n_1)
        theirs["Wilson's interval"] += proportion_confint(cases_1, n_1, method="wilson")
    yield from compared(
        "difference", "statsmodels", {name: (_plain(own[name]), _plain(theirs[name])) for name in own}
    )


def _r() -> Iterator[Difference]:
    told = run_r(SCRIPT, survey=SURVEY, clusters=ONE_STAGE, strata=STRATIFIED)
    for name, (kind, numbers) in (_fixture() | _single() | _schools()).items():
        method = "proportion" if kind == "svyciprop" else "difference"
        yield from compared(
            method, f"R survey {kind}", {name.replace("_", ", "): (_plain(numbers), told[name])}
        )


def _fixture() -> Own:
    columns = columns_of(SURVEY)
    design, works, boy, girl = _children(columns)
    sector, sex = grouped("sector", columns["sector_head"]), grouped("sex", columns["sex"])
    near, older = ~sector.where("3"), grouped("age", columns["age_group"]).where("2")
    answer = grouped("works", columns["child_labour"])
    return {
        "fixture_share": _share(weighted_proportion(design, works)),
        "fixture_domain": _share(weighted_proportion(design, works, domain=older)),
        "fixture_difference": _difference(share_difference(design, works, boy, girl)),
        "fixture_difference_domain": _difference(share_difference(design, works, boy & near, girl & near)),
        "fixture_sector": _association(rao_scott(design, sector, answer)),
        "fixture_sector_domain": _association(rao_scott(design, sector, answer, domain=sex.where("1"))),
    }


def _single() -> Own:
    """One stratum of the synthetic survey keeps a single sampling unit."""
    columns = columns_of(SURVEY)
    strata, units = np.array(columns["stratum"]), np.array(columns["psu"])
    kept = (strata != "2") | (units == min(units[strata == "2"], key=int))
    thinned = {name: np.array(values)[kept].tolist() for name, values in columns.items()}
    design, works, boy, girl = _children(thinned)
    return {
        "single_share": _share(weighted_proportion(design, works)),
        "single_difference": _difference(share_difference(design, works, boy, girl)),
    }


def _children(
    columns: Columns,
) -> tuple[SurveyDesign, NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]:
    weights = [float(weight) for weight in columns["weight"]]
    design = survey_design(weights, strata=columns["stratum"], clusters=columns["psu"])
    sex = np.array(columns["sex"])
    return design, np.array(columns["child_labour"]) == "1", sex == "1", sex == "2"


def _schools() -> Own:
    own: Own = {}
    for name, path, key in (("clusters", ONE_STAGE, "dnum"), ("strata", STRATIFIED, "snum")):
        columns = columns_of(path)
        design = survey_design(
            [float(weight) for weight in columns["pw"]],
            strata=columns["stype"] if name == "strata" else None,
            clusters=columns[key],
            fpc=[float(size) for size in columns["fpc"]],
        )
        wide, improved = (np.array(columns[one]) == "Yes" for one in ("sch.wide", "comp.imp"))
        kind, answer = grouped("type", columns["stype"]), grouped("wide", columns["sch.wide"])
        own[f"{name}_share"] = _share(weighted_proportion(design, wide))
        own[f"{name}_difference"] = _difference(share_difference(design, wide, improved, ~improved))
        own[f"{name}_type"] = _association(rao_scott(design, kind, answer))
    return own


def _share(found: Proportion) -> tuple[str, Numbers]:
    ends = found.interval or (None, None)
    return "svyciprop", [found.estimate, found.se, found.df, *ends, found.deff]


def _difference(found: ShareDifference) -> tuple[str, Numbers]:
    ends = found.interval or (None, None)
    return "svyttest", [found.estimate, found.t, found.df, found.p, *ends]


def _association(found: Association) -> tuple[str, Numbers]:
    return "svychisq", [found.f, found.df1, found.df2, found.p]


def _plain(numbers: Numbers) -> NDArray[np.float64]:
    return np.array(numbers, dtype=np.float64)
