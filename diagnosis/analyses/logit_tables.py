"""Tables of a logit for people: effects in percentage points, then odds ratios, then the checks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from clrisk_site.figures.message import Message, says
from diagnosis.analyses.analysis import Cell, Column, Facts, Form, Table, as_written
from diagnosis.analyses.verdicts import VERDICTS, failed_tests
from diagnosis.statistics.logit.checks.calibration import Tenth
from diagnosis.statistics.logit.effects import Change, MarginalEffect
from diagnosis.statistics.logit.model import LogitModel, Term
from diagnosis.statistics.logit.predictions import Prediction


def shown_of(
    model: LogitModel, profiles: Sequence[Prediction], confidence: float, *, name: str = ""
) -> tuple[Table | Facts, ...]:
    """Return the tables of a model.

    Parameters
    ----------
    model : LogitModel
        What is shown.
    profiles : sequence of Prediction
        Risks of profiles; none for no table.
    confidence : float
        Coverage of the intervals.
    name : str, default=""
        Outcome and group, where there are several models.
    """
    percent = f"{100 * confidence:g}"
    shown: tuple[Table | Facts, ...] = (
        _effects(model, percent, name),
        _terms(model, percent, name),
        _facts(model, percent),
        _calibration(model.checks.calibration),
    )
    return (*shown, _profiles(profiles, percent)) if profiles else shown


def _effects(model: LogitModel, percent: str, name: str) -> Table:
    title = says("Average marginal effects: differences of the estimated risk")
    if name:
        title = says("%(model)s: average marginal effects", model=name)
    return Table(
        title,
        (
            Column(says("Predictor"), Form.TEXT),
            Column(says("Reference"), Form.TEXT),
            Column(says("Effect"), Form.POINTS),
            Column(says("SE"), Form.POINTS),
            Column(says("Interval of %(confidence)s %%", confidence=percent), Form.POINTS),
            Column(says("p"), Form.P),
            Column(says("Risk"), Form.SHARE, 1),
            Column(says("Reference risk"), Form.SHARE, 1),
            Column(says("Verdict"), Form.TEXT),
        ),
        tuple(_effect(one) for one in model.ame),
        _judged(model) if name else model.notes[:2],
    )


def _judged(model: LogitModel) -> tuple[Message, ...]:
    """Return the verdict on a model that has no table of its checks."""
    if not model.failed:
        return (says("Verdict on the model: %(verdict)s.", verdict=VERDICTS[model.verdict]),)
    return (
        says(
            "Verdict on the model: %(verdict)s. Checks that failed: %(failed)s.",
            verdict=VERDICTS[model.verdict],
            failed=failed_tests(model.failed),
        ),
    )


def _effect(one: MarginalEffect) -> tuple[Any, ...]:
    beside: Message | str | None = one.reference
    if one.change is Change.DERIVATIVE:
        beside = says("per unit")
    return (
        as_written(one.name),
        beside,
        one.ame,
        _points(one.se),
        one.interval,
        one.p,
        one.risk,
        one.reference_risk,
        VERDICTS[one.verdict],
    )


def _points(se: float) -> Cell:
    """Return a standard error in percentage points, with as many decimals as its first two digits need."""
    points, decimals = 100 * se, 2
    while 0 < points < 10 ** (1 - decimals) and decimals < 6:
        decimals += 1
    return Cell(points, Form.NUMBER, decimals)


def _terms(model: LogitModel, percent: str, name: str) -> Table:
    return Table(
        says("Coefficients and odds ratios"),
        (
            Column(says("Term of the model"), Form.TEXT),
            Column(says("Coefficient")),
            Column(says("SE")),
            Column(says("t"), Form.NUMBER, 3),
            Column(says("p"), Form.P),
            Column(says("Odds ratio"), Form.NUMBER, 3),
            Column(says("Interval of %(confidence)s %%", confidence=percent), Form.NUMBER, 3),
            Column(says("Verdict"), Form.TEXT),
        ),
        tuple(_term(one) for one in model.terms),
        () if name else model.notes[2:],
    )


def _term(one: Term) -> tuple[Any, ...]:
    return (
        as_written(one.name), one.coefficient, one.se, one.t, one.p, one.odds_ratio, one.interval,
        VERDICTS[one.verdict],
    )  # fmt: skip


def _facts(model: LogitModel, percent: str) -> Facts:
    checks = model.checks
    return Facts(
        says("Model and checks"),
        (
            (says("Records"), Cell(model.n, Form.WHOLE)),
            (says("Records with the outcome"), Cell(model.cases, Form.WHOLE)),
            (says("Degrees of freedom"), Cell(model.df if math.isfinite(model.df) else None, Form.WHOLE)),
            (
                says("Records of the rarer outcome per coefficient (10 or more)"),
                Cell(checks.events.per_parameter, Form.NUMBER, 1),
            ),
            (says("Largest variance inflation (below 10)"), Cell(_largest_inflation(model), Form.NUMBER, 2)),
            (says("Link test, p (0.05 or more)"), Cell(checks.link.p, Form.P)),
            (says("Weighted area under the curve (AUC)"), Cell(model.auc, Form.NUMBER, 3)),
            (
                says("Interval of the AUC, %(confidence)s %%", confidence=percent),
                Cell(checks.discrimination.interval, Form.NUMBER, 3),
            ),
            (says("Brier score"), Cell(model.brier, Form.NUMBER, 4)),
            (says("Pseudo R² of McFadden"), Cell(model.pseudo_r2, Form.NUMBER, 3)),
            (says("Verdict"), VERDICTS[model.verdict]),
            (says("Failed tests"), failed_tests(model.failed)),
        ),
    )


def _largest_inflation(model: LogitModel) -> float | None:
    known = [one.per_column for one in model.checks.inflation if one.per_column is not None]
    return max(known, default=None)


def _calibration(tenths: Sequence[Tenth]) -> Table:
    return Table(
        says("Calibration by tenth of the estimated risk"),
        (
            Column(says("Tenth"), Form.WHOLE),
            Column(says("n"), Form.WHOLE),
            Column(says("Predicted"), Form.SHARE, 1),
            Column(says("Observed"), Form.SHARE, 1),
            Column(says("Interval of %(confidence)s %%", confidence="95"), Form.SHARE, 1),
        ),
        tuple((one.place, one.n, one.predicted, one.observed, one.interval) for one in tenths),
        (says("Records of equal risk stay together, so a tenth may be absent."),),
    )


def _profiles(profiles: Sequence[Prediction], percent: str) -> Table:
    return Table(
        says("Estimated risk of profiles"),
        (
            Column(says("Profile"), Form.TEXT),
            Column(says("Risk"), Form.SHARE),
            Column(says("SE"), Form.SHARE),
            Column(says("Interval of %(confidence)s %%", confidence=percent), Form.SHARE),
        ),
        tuple((as_written(one.name), one.risk, one.se, one.interval) for one in profiles),
    )
