"""The survey logit beside R's svyglm and statsmodels, on the same files."""

from collections.abc import Iterator

import numpy as np

from diagnosis.statistics.design import Floats, SurveyDesign, survey_design
from diagnosis.statistics.logit.fit import LogitFit, Variance
from diagnosis.statistics.logit.fitting import fit_logit
from diagnosis.statistics.logit.predictors import code_predictors
from tests.crosscheck.data import FIXTURES, PROGRESA, STATISTICS, columns_of
from tests.crosscheck.difference import Difference, compared
from tests.crosscheck.r import run_r

type Columns = dict[str, list[str]]

SURVEY = FIXTURES / "survey_fixture.csv"
CLUSTERED, STRATIFIED = STATISTICS / "survey_apiclus1.csv", STATISTICS / "survey_apistrat.csv"
MROZ_TERMS = ("nwifeinc", "educ", "exper", "expersq", "age", "kidslt6", "kidsge6")
PROGRESA_TERMS = ("age", "sex", "lang", "sexHH", "ageHH", "D")

DESIGNED = "coefficients, covariance, t, p, df, intervals"
MODELLED = "coefficients, covariance, p, log-likelihood, pseudo R2"

SCRIPT = """
options(survey.lonely.psu = "adjust")
logit <- function(name, formula, design) {
  fit <- svyglm(formula, design, family = quasibinomial(), control = list(epsilon = 1e-15, maxit = 60))
  # R keeps the weights of the step before the last; a start from the end makes them those of the end.
  settled <<- coef(fit)
  fit <- svyglm(formula, design, family = quasibinomial(), start = settled)
  t <- summary(fit)$coefficients
  tell(paste0(name, "_coefficients"), coef(fit))
  tell(paste0(name, "_covariance"), vcov(fit))
  tell(paste0(name, "_t_and_p"), c(t[, 3], t[, 4]))
  tell(paste0(name, "_df"), fit$df.residual)
  tell(paste0(name, "_intervals"), confint(fit, ddf = fit$df.residual))
}
schools <- read.csv(clustered)
schools$wide <- as.numeric(schools$sch.wide == "Yes")
one <- svydesign(id = ~dnum, weights = ~pw, fpc = ~fpc, data = schools)
logit("clustered", wide ~ ell + meals, one)
logit("clustered_domain", wide ~ meals, subset(one, stype == "E"))
schools <- read.csv(stratified)
schools$wide <- as.numeric(schools$sch.wide == "Yes")
two <- svydesign(id = ~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = schools)
logit("stratified", wide ~ factor(stype) + ell + meals, two)
fixture <- read.csv(survey)
whole <- svydesign(id = ~psu, strata = ~stratum, weights = ~weight, data = fixture, nest = TRUE)
logit("fixture", child_labour ~ relevel(factor(sector_head), "2") + factor(sex) * factor(age_group), whole)
logit("fixture_girls", child_labour ~ factor(age_group) + factor(attendance), subset(whole, sex == 2))
thinned <- subset(fixture, !(stratum == 2 & psu != min(psu[stratum == 2])))
single <- svydesign(id = ~psu, strata = ~stratum, weights = ~weight, data = thinned, nest = TRUE)
logit("fixture_single", child_labour ~ factor(sex) + factor(age_group), single)
children <- read.csv(progresa)
asked <- children$year == 1998 & children$pov_HH %in% 1 & complete.cases(
  children[, c("enroll_child", "age", "sex", "lang", "sexHH", "ageHH", "D")])
children[is.na(children)] <- 0 # outside the group only, where all villages must stay in the design
children$asked <- asked
asked <- subset(svydesign(id = ~villid, weights = ~1, data = children), asked)
logit("progresa", enroll_child ~ age + sex + lang + sexHH + ageHH + D, asked)
"""


def compare() -> Iterator[Difference]:
    """Compare coefficients, covariances, tests and likelihoods."""
    yield from _beside_statsmodels()
    told = run_r(SCRIPT, clustered=CLUSTERED, stratified=STRATIFIED, survey=SURVEY, progresa=PROGRESA)
    for name, fit in _own().items():
        numbers = {
            "coefficients": fit.values,
            "covariance": fit.covariance.ravel(),
            "t_and_p": np.concatenate([fit.t, fit.p]),
            "df": np.array([fit.df]),
            "intervals": fit.intervals().T.ravel(),
        }
        own = np.concatenate(list(numbers.values()))
        other = np.concatenate([told[f"{name}_{part}"] for part in numbers])
        yield from compared("logit", "R survey::svyglm", {f"{name}: {DESIGNED}": (own, other)})


def _beside_statsmodels() -> Iterator[Difference]:
    import statsmodels.api as sm

    for name, fit in {
        "Spector": _without_design("statsmodels_spector.csv", "GRADE", ("GPA", "TUCE", "PSI")),
        "Mroz": _without_design("wooldridge_mroz.csv", "inlf", MROZ_TERMS),
        "PROGRESA": _progresa(by_village=False),
    }.items():
        used = fit.sample.used
        peer = sm.Logit(fit.sample.outcome[used], fit.sample.predictors.block(used)).fit(
            method="newton", tol=1e-14, maxiter=100, disp=0
        )
        told = np.array([fit.log_likelihood, fit.pseudo_r2])
        own = np.concatenate([fit.values, fit.covariance.ravel(), fit.p, told])
        fitted = (peer.params, peer.cov_params().ravel(), peer.pvalues, [peer.llf, peer.prsquared])
        other = np.concatenate([np.asarray(part, dtype=np.float64) for part in fitted])
        yield from compared("logit", "statsmodels Logit", {f"{name}: {MODELLED}": (own, other)})


def _own() -> dict[str, LogitFit]:
    """Return our fits of what the script fits, by the names it gives them."""
    one, two, fixture = columns_of(CLUSTERED), columns_of(STRATIFIED), columns_of(SURVEY)
    clustered = survey_design(_numbers(one["pw"]), clusters=one["dnum"], fpc=_numbers(one["fpc"]))
    stratified = survey_design(_numbers(two["pw"]), strata=two["stype"], fpc=_numbers(two["fpc"]))
    whole = _fixture_design(fixture)
    left = [row for row, stratum in enumerate(fixture["stratum"]) if stratum != "2"]
    lowest = min(
        int(unit) for unit, stratum in zip(fixture["psu"], fixture["stratum"], strict=True) if stratum == "2"
    )
    left += [
        row
        for row, (unit, stratum) in enumerate(zip(fixture["psu"], fixture["stratum"], strict=True))
        if stratum == "2" and int(unit) == lowest
    ]
    thinned = {name: [column[row] for row in left] for name, column in fixture.items()}
    ages = {"age_group": None}
    return {
        "clustered": _of_schools(one, clustered, ("ell", "meals")),
        "clustered_domain": _of_schools(one, clustered, ("meals",), [kind == "E" for kind in one["stype"]]),
        "stratified": _of_schools(two, stratified, ("stype", "ell", "meals")),
        "fixture": _of_children(
            fixture, whole, {"sector_head": "2", "sex": None, **ages}, interactions=[("sex", "age_group")]
        ),
        "fixture_girls": _of_children(
            fixture, whole, {**ages, "attendance": None}, domain=[sex == "2" for sex in fixture["sex"]]
        ),
        "fixture_single": _of_children(thinned, _fixture_design(thinned), {"sex": None, **ages}),
        "progresa": _progresa(by_village=True),
    }


def _of_schools(
    table: Columns, design: SurveyDesign, names: tuple[str, ...], domain: list[bool] | None = None
) -> LogitFit:
    columns = {name: table[name] if name == "stype" else _numbers(table[name]) for name in names}
    categories = {"stype": None} if "stype" in names else {}
    predictors = code_predictors(columns, categories=categories)
    return fit_logit(predictors, [wide == "Yes" for wide in table["sch.wide"]], design, domain=domain)


def _of_children(
    table: Columns,
    design: SurveyDesign,
    categories: dict[str, str | None],
    *,
    interactions: list[tuple[str, str]] | None = None,
    domain: list[bool] | None = None,
) -> LogitFit:
    predictors = code_predictors(
        {name: table[name] for name in categories}, categories=categories, interactions=interactions or ()
    )
    return fit_logit(predictors, _numbers(table["child_labour"]), design, domain=domain)


def _fixture_design(table: Columns) -> SurveyDesign:
    return survey_design(_numbers(table["weight"]), strata=table["stratum"], clusters=table["psu"])


def _without_design(file: str, outcome: str, names: tuple[str, ...]) -> LogitFit:
    table = columns_of(STATISTICS / file)
    predictors = code_predictors({name: _numbers(table[name]) for name in names})
    design = survey_design(np.ones(predictors.n))
    return fit_logit(predictors, _numbers(table[outcome]), design, variance=Variance.MODEL)


def _progresa(*, by_village: bool) -> LogitFit:
    table = columns_of(PROGRESA)
    predictors = code_predictors({name: _numbers(table[name]) for name in PROGRESA_TERMS})
    poor = _numbers(table["pov_HH"]) == 1
    domain = poor & (np.array(table["year"]) == "1998")
    design = survey_design(np.ones(predictors.n), clusters=table["villid"] if by_village else None)
    variance = Variance.DESIGN if by_village else Variance.MODEL
    return fit_logit(predictors, _numbers(table["enroll_child"]), design, domain=domain, variance=variance)


def _numbers(texts: list[str]) -> Floats:
    return np.array([float(text) if text not in ("", "NA") else np.nan for text in texts])
