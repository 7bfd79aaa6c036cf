"""Effects and checks of a logit beside statsmodels, scikit-learn and R's survey."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from diagnosis.statistics.design import SurveyDesign, survey_design
from diagnosis.statistics.logit.checking import check_fit
from diagnosis.statistics.logit.coding import Number, make_coding
from diagnosis.statistics.logit.effects import average_marginal_effects
from diagnosis.statistics.logit.fit import LogitFit, Variance
from diagnosis.statistics.logit.fitting import fit_logit
from diagnosis.statistics.logit.predictions import fitted_logits
from diagnosis.statistics.logit.predictors import Predictors, code_predictors, predictors_like
from tests.crosscheck.data import FIXTURES, STATISTICS, columns_of
from tests.crosscheck.difference import Difference, compared
from tests.crosscheck.r import run_r

SURVEY = FIXTURES / "survey_fixture.csv"
CODES = {
    "boy": ("sex", "1"),
    "older": ("age_group", "2"),
    "absent": ("attendance", "2"),
    "primary": ("sector_head", "1"),
    "indigenous": ("indigenous_lang", "1"),
}


def compare() -> Iterator[Difference]:
    """Yield the differences of effects, of the area under the curve, and of the other checks."""
    yield from _economics_class()
    fit = _survey_fit()
    yield from _scores(fit)
    yield from _inflation(fit)
    yield from _schools()
    yield from _survey_effects(fit)


def _economics_class() -> Iterator[Difference]:
    import statsmodels.api as sm

    columns = {
        name: np.array(values, dtype=float)
        for name, values in columns_of(STATISTICS / "statsmodels_spector.csv").items()
    }
    grade = columns.pop("GRADE")
    design = survey_design(np.ones(len(grade)))
    peer = sm.Logit(grade, sm.add_constant(np.column_stack(list(columns.values())))).fit(
        disp=0, tol=1e-14, maxiter=100
    )
    slopes = predictors_like(make_coding([Number(name) for name in columns]), columns)
    for what, predictors, dummy in (
        ("slopes", slopes, False),
        ("step of a dummy", code_predictors(columns), True),
    ):
        effects = average_marginal_effects(fit_logit(predictors, grade, design, variance=Variance.MODEL))
        margins = peer.get_margeff(dummy=dummy)
        yield from compared(
            "logit effects",
            "statsmodels Logit.get_margeff",
            {
                f"AME and SE, {what}, Spector": (
                    [(one.ame, one.se) for one in effects],
                    np.column_stack([margins.margeff, margins.margeff_se]),
                ),
            },
        )


def _survey() -> tuple[Predictors, np.ndarray, SurveyDesign]:
    columns = {name: np.array(values) for name, values in columns_of(SURVEY).items()}
    predictors = code_predictors({name: columns[column] == code for name, (column, code) in CODES.items()})
    design = survey_design(
        columns["weight"].astype(float), strata=columns["stratum"], clusters=columns["psu"]
    )
    return predictors, columns["child_labour"].astype(float), design


def _survey_fit() -> LogitFit:
    return fit_logit(*_survey())


def _scores(fit: LogitFit) -> Iterator[Difference]:
    from sklearn.metrics import brier_score_loss, roc_auc_score

    logits, outcome, weights = fitted_logits(fit), fit.sample.outcome, fit.sample.weights
    checks = check_fit(fit)
    # Equal profiles must be equal scores for the peer, which knows no rounding.
    auc = roc_auc_score(outcome, np.round(logits, 9), sample_weight=weights)
    brier = brier_score_loss(outcome, 1 / (1 + np.exp(-logits)), sample_weight=weights)
    yield from compared(
        "logit checks",
        "scikit-learn",
        {
            "weighted AUC and Brier score, synthetic survey": (
                [checks.discrimination.auc or 0, checks.brier.score],
                [auc, brier],
            ),
        },
    )


def _inflation(fit: LogitFit) -> Iterator[Difference]:
    import statsmodels.api as sm

    matrix, weights = fit.sample.predictors.matrix, fit.sample.weights
    theirs = [
        1 / (1 - sm.WLS(matrix[:, place], np.delete(matrix, place, axis=1), weights=weights).fit().rsquared)
        for place in range(1, matrix.shape[1])
    ]
    ours = [one.factor or 0 for one in check_fit(fit).inflation]
    yield from compared(
        "logit checks", "statsmodels WLS", {"variance inflation, synthetic survey": (ours, theirs)}
    )


def _schools() -> Iterator[Difference]:
    columns = columns_of(STATISTICS / "survey_apiclus1.csv")
    table = {name: np.array(columns[name], dtype=float) for name in ("ell", "meals")}
    design = survey_design(
        np.array(columns["pw"], dtype=float),
        clusters=columns["dnum"],
        fpc=np.array(columns["fpc"], dtype=float),
    )
    outcome = np.array(columns["sch.wide"]) == "Yes"
    fit = fit_logit(code_predictors(table), outcome, design)
    effects, link = average_marginal_effects(fit), check_fit(fit).link
    told = run_r(
        """
        d <- read.csv(file)
        d$y <- d$sch.wide == "Yes"
        tight <- glm.control(epsilon = 1e-14, maxit = 100)
        s <- svydesign(id = ~dnum, weights = ~pw, fpc = ~fpc, data = d)
        m <- svyglm(y ~ ell + meals, design = s, family = quasibinomial(), control = tight)
        X <- model.matrix(m); b <- coef(m); V <- vcov(m)
        p <- plogis(drop(X %*% b)); q <- p * (1 - p)
        one <- function(j) {
          unit <- as.numeric(seq_along(b) == j)
          g <- colSums(d$pw * (q * (1 - 2 * p) * b[j] * X + outer(q, unit))) / sum(d$pw)
          c(weighted.mean(q * b[j], d$pw), sqrt(drop(t(g) %*% V %*% g)))
        }
        tell("slopes", sapply(2:3, one))
        d$eta <- drop(X %*% b); d$eta <- (d$eta - mean(d$eta)) / sd(d$eta); d$square <- d$eta^2
        s <- svydesign(id = ~dnum, weights = ~pw, fpc = ~fpc, data = d)
        l <- svyglm(y ~ eta + square, design = s, family = quasibinomial(), control = tight)
        tell("link", summary(l)$coefficients["square", c("t value", "Pr(>|t|)")])
        """,
        file=STATISTICS / "survey_apiclus1.csv",
    )
    ours = [number for one in effects for number in (one.ame, one.se)]
    yield from compared(
        "logit effects",
        "R survey svyglm, delta method",
        {"AME and SE, slopes, apiclus1": (ours, told["slopes"])},
    )
    yield from compared(
        "logit checks",
        "R survey svyglm",
        {"link test, t and p, apiclus1": ([link.t or 0, link.p or 0], told["link"])},
    )


def _survey_effects(fit: LogitFit) -> Iterator[Difference]:
    told = run_r(
        """
        d <- read.csv(file)
        d <- transform(d, boy = 1 * (sex == 1), older = 1 * (age_group == 2), absent = 1 * (attendance == 2),
                       primary = 1 * (sector_head == 1), indigenous = 1 * (indigenous_lang == 1))
        s <- svydesign(id = ~psu, strata = ~stratum, weights = ~weight, data = d, nest = TRUE)
        tight <- glm.control(epsilon = 1e-14, maxit = 100)
        step <- function(m, name) {
          b <- coef(m); V <- vcov(m); at <- list()
          for (v in 0:1) { e <- d; e[[name]] <- v; at[[v + 1]] <- model.matrix(delete.response(terms(m)), e) }
          p <- lapply(at, function(X) plogis(drop(X %*% b)))
          q <- lapply(p, function(one) d$weight * one * (1 - one) / sum(d$weight))
          g <- colSums(q[[2]] * at[[2]] - q[[1]] * at[[1]])
          c(weighted.mean(p[[2]] - p[[1]], d$weight), sqrt(drop(t(g) %*% V %*% g)))
        }
        names <- c("boy", "older", "absent", "primary", "indigenous")
        m <- svyglm(child_labour ~ boy + older + absent + primary + indigenous, design = s,
                    family = quasibinomial(), control = tight)
        tell("plain", sapply(names, function(n) step(m, n)))
        m <- svyglm(child_labour ~ boy + older + absent + primary + indigenous + boy:older + older:primary,
                    design = s, family = quasibinomial(), control = tight)
        tell("products", sapply(names, function(n) step(m, n)))
        """,
        file=SURVEY,
    )
    predictors, outcome, design = _survey()
    table = {name: predictors.columns[name] for name in predictors.coding.names[1:]}
    products = code_predictors(table, interactions=[("boy", "older"), ("older", "primary")])
    for what, one in (("plain", fit), ("products", fit_logit(products, outcome, design))):
        effects = average_marginal_effects(one)
        ours = [number for effect in effects for number in (effect.ame, effect.se)]
        yield from compared(
            "logit effects",
            "R survey svyglm, delta method",
            {f"AME and SE, steps, {what}, synthetic survey": (ours, told[what])},
        )
