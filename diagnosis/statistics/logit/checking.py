"""All checks of a fit at once: what each asks stands in its own module under checks/."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from diagnosis.statistics.coefficients import CONSTANT
from diagnosis.statistics.logistic import expit
from diagnosis.statistics.logit.checks.calibration import Tenth, calibration_by_tenth
from diagnosis.statistics.logit.checks.discrimination import Brier, Discrimination, brier_score, discriminate
from diagnosis.statistics.logit.checks.events import (
    BareCategory,
    Events,
    bare_categories,
    events_per_parameter,
)
from diagnosis.statistics.logit.checks.inflation import Inflation, correlation_of, inflation_of
from diagnosis.statistics.logit.checks.link import LinkTest, link_test
from diagnosis.statistics.logit.counting import counts_of
from diagnosis.statistics.logit.fit import LogitFit
from diagnosis.statistics.logit.fitted import FittedRecords, fitted_records
from diagnosis.statistics.logit.predictions import fitted_logits
from diagnosis.statistics.results import Result

MOST_TENTHS_OFF = 1


@dataclass(frozen=True, slots=True)
class Checks(Result):
    """What the checks of one fit found.

    Parameters
    ----------
    events : Events
        Cases for each coefficient.
    bare : tuple of BareCategory
        Categories without a case, or with nothing else.
    inflation : tuple of Inflation
        Variance inflation of each variable; products are left out.
    link : LinkTest
        Whether the form of the model fits.
    discrimination : Discrimination
        Weighted area under the curve.
    brier : Brier
        Mean squared distance.
    calibration : tuple of Tenth
        Predicted and observed shares in the tenths of the prediction.
    """

    events: Events
    bare: tuple[BareCategory, ...]
    inflation: tuple[Inflation, ...]
    link: LinkTest
    discrimination: Discrimination
    brier: Brier
    calibration: tuple[Tenth, ...]

    @property
    def high_inflation(self) -> tuple[Inflation, ...]:
        """Variables that say nearly what the others say."""
        return tuple(one for one in self.inflation if one.is_high)

    @property
    def tenths_off(self) -> int:
        """Tenths whose observed interval does not hold the prediction."""
        return sum(one.agrees is False for one in self.calibration)

    @property
    def is_calibrated(self) -> bool:
        """Whether at most one tenth is off: at 95 %, half a tenth is off by chance."""
        return self.tenths_off <= MOST_TENTHS_OFF

    @property
    def failed(self) -> tuple[str, ...]:
        """Names of the checks that stand against the model."""
        found = {
            "events": not self.events.is_enough,
            "bare_categories": bool(self.bare),
            "inflation": bool(self.high_inflation),
            "link": self.link.fails,
            "calibration": not self.is_calibrated,
        }
        return tuple(name for name, fails in found.items() if fails)


def check_fit(fit: LogitFit, confidence: float = 0.95) -> Checks:
    """Run all checks of a fit.

    Parameters
    ----------
    fit : LogitFit
        The fit with its records.
    confidence : float, default=0.95
        Coverage of the interval of the area under the curve. Calibration is judged at 95 % always.

    Returns
    -------
    Checks
    """
    sample = fit.sample
    records, used = fitted_records(sample), sample.used
    logits = fitted_logits(fit, records)
    inside, outcome, weights = logits[used], sample.outcome[used], sample.weights[used]
    parameters = sum(name != CONSTANT for name in fit.names)
    return Checks(
        events=events_per_parameter(fit.n, fit.cases, parameters),
        bare=bare_categories(counts_of(fit, used)),
        inflation=_inflation(fit, records),
        link=link_test(fit, logits),
        discrimination=discriminate(logits, sample.outcome, used, sample.design, confidence),
        brier=brier_score(expit(inside), outcome, weights),
        calibration=calibration_by_tenth(sample.design, expit(logits), sample.outcome, used),
    )


def _inflation(fit: LogitFit, records: FittedRecords) -> tuple[Inflation, ...]:
    """Return the inflation of the variables; products repeat their parts, so they are left out."""
    coding, weights = fit.sample.predictors.coding, records.weights
    alone = [index for index, term in enumerate(coding.terms) if len(term.parts) == 1]
    if not alone:
        return ()
    total = float(weights.sum())
    # Scaled terms correlate as the terms do, and lose no digits.
    means = records.profiles.totals(weights)[alone] / total
    products = records.profiles.cross_product(weights)[np.ix_(alone, alone)] / total
    places = {
        one.name: [place for place, index in enumerate(alone) if coding.terms[index].involves(one.name)]
        for one in coding.variables
    }
    return inflation_of(correlation_of(products - np.outer(means, means)), places)
