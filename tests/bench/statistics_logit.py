"""A survey logit of a million records, beside statsmodels, glum and R, and beside bare cross-products."""

import contextlib
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from diagnosis.statistics.design import survey_design
from diagnosis.statistics.logit.fit import LogitFit
from diagnosis.statistics.logit.fitting import fit_logit
from diagnosis.statistics.logit.model import describe_fit
from diagnosis.statistics.logit.predictors import code_predictors
from diagnosis.statistics.logit.profiles import Profiles
from tests.crosscheck.difference import largest_relative
from tests.crosscheck.r import NoRError, run_r

RECORDS = 1_000_000
DUMMIES = 20
CLUSTERS = 2_000
ROUNDS = 3
AIMS = {"statsmodels": 8.0, "glum": 2.0, "R": 10.0}
FLOOR_AIM = 4.0
MEMORY_AIM_MB = 1_000
SAME = 1e-6

R_SCRIPT = """
data <- as.data.frame(matrix(readBin(path, "double", records * columns), ncol = columns))
names(data) <- c("y", "w", "cl", paste0("x", seq_len(columns - 3)))
model <- as.formula(paste("y ~", paste(names(data)[-(1:3)], collapse = "+")))
began <- proc.time()[["elapsed"]]
design <- svydesign(id = ~cl, weights = ~w, data = data)
fit <- svyglm(model, design, family = quasibinomial())
tell("seconds", proc.time()[["elapsed"]] - began)
tell("se", sqrt(diag(vcov(fit))))
"""


@dataclass(frozen=True)
class Sample:
    """Made-up records: dummies, an outcome that depends on them, weights and sampling units."""

    dummies: dict[str, NDArray[np.uint8]]
    outcome: NDArray[np.bool_]
    weights: NDArray[np.float64]
    clusters: NDArray[np.int64]

    @property
    def matrix(self) -> NDArray[np.float64]:
        """The constant and the dummies, as the others want them."""
        return np.column_stack([np.ones(RECORDS), *self.dummies.values()])


def main() -> int:
    """Measure and say the ratios; 1 when one misses its aim or a standard error differs."""
    sample = _dummies_apart()
    own, fit = _fastest(lambda: _own(sample))
    described, _ = _fastest(lambda: describe_fit(fit))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    floor, _ = _fastest(lambda: _cross_product(sample), prepared=True)
    ratio = own / (fit.steps * floor)
    _say(
        f"logit, {RECORDS:,} x {DUMMIES} dummies, {CLUSTERS:,} clusters: {own:.2f} s with coding and design; "
        f"{ratio:.2f} of {fit.steps} cross-products, one a step ({floor:.2f} s each; aim {FLOOR_AIM:g}); "
        f"at most {memory:.0f} MB (aim {MEMORY_AIM_MB:,})"
    )
    _say(f"  average marginal effects, area under the curve and the other checks: {described:.2f} s more")
    missed = ratio > FLOOR_AIM or memory > MEMORY_AIM_MB
    for name, aim, seconds, se in _peers(sample):
        differs = largest_relative(fit.se, se) if se is not None else 0.0
        missed |= seconds / own < aim or differs > SAME
        _say(
            f"  {name} {seconds:.2f} s: {seconds / own:.1f} times as long (aim {aim:g})"
            + (f"; standard errors differ by {differs:.1e}" if se is not None else "")
        )
    alike = _dummies_of_categories()
    collapsed, _ = _fastest(lambda: _own(alike))
    with patch.object(Profiles, "collapsed", lambda profiles: profiles):
        apart, _ = _fastest(lambda: _own(alike))
    _say(
        f"  equal profiles: with dummies of 5 variables of 5 categories, {5**5:,} profiles stand for all "
        f"records: {collapsed:.2f} s; record by record {apart:.2f} s, {apart / collapsed:.1f} times as long"
    )
    return int(missed)


def _own(sample: Sample) -> LogitFit:
    design = survey_design(sample.weights, clusters=sample.clusters)
    return fit_logit(code_predictors(sample.dummies), sample.outcome, design)


def _cross_product(sample: Sample) -> Callable[[], Any]:
    matrix, weights = sample.matrix, sample.weights[:, np.newaxis]
    return lambda: (matrix * weights).T @ matrix


def _peers(sample: Sample) -> Iterator[tuple[str, float, float, Any]]:
    """Yield name, aim, seconds and standard errors of each peer that is there."""
    import statsmodels.api as sm
    from glum import GeneralizedLinearRegressor

    matrix, outcome = sample.matrix, sample.outcome.astype(float)
    without_constant = np.asfortranarray(matrix[:, 1:])

    def statsmodels() -> Any:
        model = sm.GLM(outcome, matrix, family=sm.families.Binomial(), freq_weights=sample.weights)
        groups = {"groups": sample.clusters, "df_correction": False, "use_correction": False}
        return model.fit(cov_type="cluster", cov_kwds=groups, scale=1.0)

    def glum(*, clusters: bool) -> Any:
        model = GeneralizedLinearRegressor(family="binomial", alpha=0, fit_intercept=True, gradient_tol=1e-8)
        model.fit(without_constant, outcome, sample_weight=sample.weights)
        if not clusters:
            return None
        return model.covariance_matrix(
            without_constant, outcome, sample_weight=sample.weights, clusters=sample.clusters
        )

    seconds, found = _fastest(statsmodels, rounds=1)
    yield "statsmodels GLM with clusters", AIMS["statsmodels"], seconds, found.bse * _few_clusters()
    seconds, found = _fastest(lambda: glum(clusters=True), rounds=2)
    # It multiplies its covariance by n / (n - k), with the sum of the weights for n.
    few_records = 1 - DUMMIES / sample.weights.sum()
    yield "glum with clusters", AIMS["glum"], seconds, np.sqrt(np.diag(found) * few_records)
    seconds, _ = _fastest(lambda: glum(clusters=False), rounds=2)
    yield "glum without", AIMS["glum"], seconds, None
    with contextlib.suppress(NoRError):
        told = _r(sample)
        yield "R svyglm", AIMS["R"], told["seconds"][0], np.array(told["se"])


def _few_clusters() -> float:
    """The factor k / (k - 1) of the design variance, which the peer was told to leave out."""
    return float(np.sqrt(CLUSTERS / (CLUSTERS - 1)))


def _r(sample: Sample) -> dict[str, list[float]]:
    with tempfile.NamedTemporaryFile(suffix=".bin") as written:
        for column in (sample.outcome, sample.weights, sample.clusters, *sample.dummies.values()):
            written.write(np.asarray(column, dtype=np.float64).tobytes())
        written.flush()
        sizes = f"records <- {RECORDS}\ncolumns <- {DUMMIES + 3}\n"
        return run_r(sizes + R_SCRIPT, path=Path(written.name))


def _dummies_apart() -> Sample:
    """Return dummies that are independent of each other, so that few records are equal."""
    rng = np.random.default_rng(1)
    shares = rng.uniform(0.1, 0.6, DUMMIES)
    columns = [(rng.random(RECORDS, dtype=np.float32) < share).astype(np.uint8) for share in shares]
    return _with_outcome(rng, columns)


def _dummies_of_categories() -> Sample:
    """Return dummies of five variables with five categories each."""
    rng = np.random.default_rng(2)
    places = rng.integers(0, 5, (5, RECORDS), dtype=np.uint8)
    return _with_outcome(
        rng, [(column == place).astype(np.uint8) for column in places for place in range(1, 5)]
    )


def _with_outcome(rng: np.random.Generator, columns: list[NDArray[np.uint8]]) -> Sample:
    clusters = rng.integers(0, CLUSTERS, RECORDS)
    predictor = rng.normal(-2, 0.3, CLUSTERS)[clusters]
    for column in columns:
        predictor += rng.normal(0, 0.4) * column
    outcome = rng.random(RECORDS) < 1 / (1 + np.exp(-predictor))
    dummies = {f"x{number}": column for number, column in enumerate(columns)}
    return Sample(dummies, outcome, rng.uniform(0.5, 3, RECORDS), clusters)


def _fastest(work: Callable[[], Any], *, rounds: int = ROUNDS, prepared: bool = False) -> tuple[float, Any]:
    """Return the seconds of the fastest round, and what it gave; `prepared` work returns what to measure."""
    task = work() if prepared else work
    seconds = []
    for _round in range(rounds):
        began = time.perf_counter()
        found = task()
        seconds.append(time.perf_counter() - began)
    return min(seconds), found


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")


if __name__ == "__main__":
    sys.exit(main())
