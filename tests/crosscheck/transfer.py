"""Transfer beside statsmodels' average predictions, scipy's roots and R's covariance of predictions."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from diagnosis.statistics.coefficients import Coefficients
from diagnosis.statistics.design import Floats
from diagnosis.statistics.transfer.benchmarking import Target
from diagnosis.statistics.transfer.cells import profile_cells
from diagnosis.statistics.transfer.profiles import Profiles, model_profiles
from diagnosis.statistics.transfer.risks import transfer_risks
from diagnosis.statistics.transfer.simulating import simulate
from diagnosis.statistics.transfer.transferred import Transfer
from tests.crosscheck.data import FIXTURES, columns_of
from tests.crosscheck.difference import Difference, compared
from tests.crosscheck.r import run_r

NAMES = ("const", "sex_boy", "age_15_17", "not_attending", "sector_primary", "indigenous")
TARGET = 0.18

SCRIPT = """
children <- read.csv(survey_file)
children$sex_boy <- as.numeric(children$sex == 1)
children$age_15_17 <- as.numeric(children$age_group == 2)
children$not_attending <- as.numeric(children$attendance == 2)
children$sector_primary <- as.numeric(children$sector_head == 1)
children$indigenous <- as.numeric(children$indigenous_lang == 1)
design <- svydesign(id = ~psu, strata = ~stratum, weights = ~weight, data = children, nest = TRUE)
fit <- svyglm(child_labour ~ sex_boy + age_15_17 + not_attending + sector_primary + indigenous, design,
              family = quasibinomial(), epsilon = 1e-14, maxit = 100)
cells <- read.csv(cells_file)
link <- predict(fit, newdata = cells, type = "link", vcov = TRUE)
spread <- vcov(link)
p <- plogis(as.numeric(link))
parts <- sapply(sort(unique(cells$area)), function(a) (cells$area == a) * cells$count)
parts <- t(t(parts) / colSums(parts))
steep <- parts * (p * (1 - p))
tell("coefficients", coef(fit)); tell("covariance", vcov(fit))
tell("risk", t(parts) %*% p); tell("shared", t(steep) %*% spread %*% steep)
w <- cells$count / sum(cells$count)
tell("total", sqrt(t(w * p * (1 - p)) %*% spread %*% (w * p * (1 - p))))
shift <- uniroot(function(d) sum(w * plogis(as.numeric(link) + d)) - target, c(-5, 5), tol = 1e-15)$root
tell("shift", shift); tell("shifted", t(parts) %*% plogis(as.numeric(link) + shift))
"""


def compare() -> Iterator[Difference]:
    """Compare risks, their covariance, the shift of a benchmark and draws of coefficients."""
    yield from _statsmodels()
    yield from _scipy()
    yield from _r()


def _profiles(model: Coefficients) -> Profiles:
    columns = columns_of(FIXTURES / "local_cells_fixture.csv")
    cells = profile_cells(
        columns["area"], {name: columns[name] for name in NAMES[1:]}, _floats(columns["count"])
    )
    return model_profiles(cells, model)


def _floats(texts: list[str]) -> Floats:
    return np.asarray(texts, dtype=np.float64)


def _cells() -> tuple[Floats, NDArray[np.str_], Floats]:
    """Return the terms, the areas and the counts of all cells, as a peer takes them."""
    columns = columns_of(FIXTURES / "local_cells_fixture.csv")
    terms = np.column_stack([np.ones(len(columns["area"])), *(_floats(columns[name]) for name in NAMES[1:])])
    return terms, np.asarray(columns["area"]), _floats(columns["count"])


def _statsmodels() -> Iterator[Difference]:
    import statsmodels.api as sm

    survey = columns_of(FIXTURES / "survey_fixture.csv")
    outcome, weights = _floats(survey["child_labour"]), _floats(survey["weight"])
    coded = {"sex": "1", "age_group": "2", "attendance": "2", "sector_head": "1", "indigenous_lang": "1"}
    terms = np.column_stack(
        [np.ones(len(outcome)), *((np.asarray(survey[name]) == code) * 1.0 for name, code in coded.items())]
    )
    fit = sm.GLM(outcome, terms, family=sm.families.Binomial(), freq_weights=weights).fit(tol=1e-14)
    model = Coefficients(NAMES, np.asarray(fit.params), np.asarray(fit.cov_params()))
    found = transfer_risks(_profiles(model), model)
    matrix, areas, counts = _cells()
    risk, se = [], []
    for inside in [*(areas == code for code in found.codes), areas != ""]:
        # Its average divides by the number of cells, so weights have a mean of one.
        weight = _shares(counts[inside]) * inside.sum()
        mean = fit.get_prediction(matrix[inside], average=True, agg_weights=weight, which="mean")
        risk.append(float(np.squeeze(mean.predicted)))
        se.append(float(np.squeeze(mean.se)))
    total = found.total()
    own_risk, own_se = [*found.risks, total.risk], [*found.se_coef, total.se_coef]
    yield from compared(
        "transfer",
        "statsmodels GLM.get_prediction(average=True)",
        {
            "risk of 12 areas and their total": (np.array(own_risk, dtype=float), risk),
            "standard errors of 12 areas and their total": (np.array(own_se, dtype=float), se),
        },
    )


def _shares(counts: Floats) -> Floats:
    return np.asarray(counts / counts.sum())


def _scipy() -> Iterator[Difference]:
    from scipy.optimize import brentq
    from scipy.special import expit
    from scipy.stats import multivariate_normal

    model, found, shifted = _fitted()
    matrix, areas, counts = _cells()
    part = _shares(counts)
    delta = brentq(lambda d: part @ expit(matrix @ model.values + d) - TARGET, -5, 5, xtol=1e-15, rtol=1e-14)
    p = expit(matrix @ model.values + delta)
    risks = [np.average(p[areas == code], weights=counts[areas == code]) for code in found.codes]
    yield from compared(
        "transfer",
        "scipy brentq",
        {
            "shift of a benchmark": (_delta(shifted), delta),
            "risks after it": (shifted.risks, risks),
        },
    )
    drawn = multivariate_normal(model.values, model.covariance).rvs(20_000, random_state=1)
    other = expit(matrix @ drawn.T)
    means = np.array([np.average(other[areas == c], axis=0, weights=counts[areas == c]) for c in found.codes])
    own = simulate(_profiles(model), model, draws=20_000)
    top = (np.argsort(np.argsort(-means, axis=0), axis=0) < 4).mean(axis=1)
    yield Difference(
        "transfer",
        "scipy multivariate_normal",
        "largest difference of the probability of the top four, 20,000 draws each",
        float(np.max(np.abs(np.array(list(own.probability_in_top(4).values())) - top))),
        "Two generators draw other numbers; two errors of chance of one half are 0.01.",
        at_most=0.01,
    )


def _fitted() -> tuple[Coefficients, Transfer, Transfer]:
    logit = json.loads((FIXTURES / "expected.json").read_text(encoding="utf-8"))["logit"]
    model = Coefficients(NAMES, np.array(logit["coef"]), np.array(logit["vcov"]), df=logit["df_resid"])
    profiles = _profiles(model)
    return model, transfer_risks(profiles, model), transfer_risks(profiles, model, target=Target(TARGET))


def _delta(found: Transfer) -> float:
    return math.nan if found.benchmark is None else found.benchmark.delta


def _r() -> Iterator[Difference]:
    told = run_r(
        f"target <- {TARGET}\n" + SCRIPT,
        survey_file=FIXTURES / "survey_fixture.csv",
        cells_file=FIXTURES / "local_cells_fixture.csv",
    )
    p = len(NAMES)
    covariance = np.reshape(told["covariance"], (p, p))
    model = Coefficients(NAMES, np.array(told["coefficients"]), (covariance + covariance.T) / 2)
    profiles = _profiles(model)
    found = transfer_risks(profiles, model)
    assert found.covariance is not None
    shifted = transfer_risks(profiles, model, target=Target(TARGET))
    shared = found.gradients @ found.covariance @ found.gradients.T
    yield from compared(
        "transfer",
        "R survey predict.svyglm(vcov = TRUE)",
        {
            "risk of 12 areas": (found.risks, told["risk"]),
            "covariance between 12 areas": (shared.ravel(), told["shared"]),
            "standard error of the total": (found.total().se_coef or math.nan, told["total"][0]),
            "shift of a benchmark": (
                shifted.benchmark.delta if shifted.benchmark else math.nan,
                told["shift"][0],
            ),
            "risks after it": (shifted.risks, told["shifted"]),
        },
    )
