"""Sentences about a logit: associated, never caused; percentage points, never ratios of risk."""

from __future__ import annotations

from collections.abc import Collection

from clrisk_site.figures.message import Message, counts, says
from diagnosis.statistics.logit.checking import Checks
from diagnosis.statistics.logit.checks.inflation import Inflation
from diagnosis.statistics.logit.effects import LEAST_DF, Change, MarginalEffect


def warnings_of(checks: Checks, df: float, two_way: Collection[str]) -> tuple[Message, ...]:
    """Return one sentence for each check that fails but separation, and for each two-way relation.

    Parameters
    ----------
    checks : Checks
        What the checks found.
    df : float
        Degrees of freedom of the tests.
    two_way : collection of str
        Variables that may as well follow from the outcome.
    """
    said: list[Message] = []
    if checks.events.per_parameter is not None and not checks.events.is_enough:
        said.append(
            says(
                "The rarer outcome has %(found)s records for each coefficient; the rule asks for 10. "
                "Use fewer predictors, or merge categories.",
                found=round(checks.events.per_parameter, 1),
            )
        )
    if df < LEAST_DF:
        said.append(
            says(
                "The sample leaves %(df)s degrees of freedom, fewer than %(least)s. "
                "Intervals rest on few sampling units.",
                df=f"{df:g}",
                least=LEAST_DF,
            )
        )
    said += [_inflated(one) for one in checks.high_inflation]
    if checks.link.fails and checks.link.p is not None:
        said.append(
            says(
                "The link test fails (p %(p)s): the form of the model does not fit the data. "
                "Try an interaction, or categories in place of a number.",
                p="< 0.0001" if checks.link.p < 1e-4 else f"= {checks.link.p:.4f}",
            )
        )
    if not checks.is_calibrated:
        said.append(
            counts(
                "In %(count)s tenth of the predictions the observed share lies off the predicted one.",
                "In %(count)s tenths of the predictions the observed share lies off the predicted one.",
                checks.tenths_off,
            )
        )
    return (*said, *(two_way_warning(name) for name in two_way))


def two_way_warning(variable: str) -> Message:
    """Return what is said of a variable that may as well follow from the outcome."""
    return says(
        "“%(name)s” has a two-way relation with the outcome: each may follow from the other. "
        "Read its effect as a description only.",
        name=variable,
    )


def notes_of() -> tuple[Message, ...]:
    """Return how any such model is to be read."""
    return (
        says("The model says what is associated with the outcome, not what it comes from."),
        says("Effects are differences of the estimated risk, with all other variables as they are."),
        says("Odds ratios are not ratios of risks; with frequent outcomes they look larger."),
    )


def sentence_of(effect: MarginalEffect) -> Message:
    """Return one effect as a sentence, in percentage points with its interval.

    Parameters
    ----------
    effect : MarginalEffect
        From `average_marginal_effects`.

    Returns
    -------
    Message
    """
    ends = effect.points_interval
    if ends is None:
        return says("Of “%(name)s” nothing can be said: the sample has too few units.", name=effect.name)
    numbers = {
        "points": f"{abs(effect.points):.1f}",
        "lower": f"{ends[0]:.1f}",
        "upper": f"{ends[1]:.1f}",
    }
    if effect.change is Change.DERIVATIVE:
        return _of_number(effect, numbers)
    named = {"variable": effect.variable, "category": effect.category, "reference": effect.reference}
    if not effect.is_clear:
        return says(
            "Whether %(variable)s %(category)s, beside %(reference)s, is associated with the outcome is not "
            "clear (interval %(lower)s to %(upper)s points).",
            **named,
            **numbers,
        )
    if effect.ame > 0:
        return says(
            "%(variable)s %(category)s, beside %(reference)s, is associated with an estimated risk "
            "%(points)s points higher (interval %(lower)s to %(upper)s).",
            **named,
            **numbers,
        )
    return says(
        "%(variable)s %(category)s, beside %(reference)s, is associated with an estimated risk "
        "%(points)s points lower (interval %(lower)s to %(upper)s).",
        **named,
        **numbers,
    )


def _of_number(effect: MarginalEffect, numbers: dict[str, str]) -> Message:
    if not effect.is_clear:
        return says(
            "Whether %(variable)s is associated with the outcome is not clear "
            "(interval %(lower)s to %(upper)s points for one unit more).",
            variable=effect.variable,
            **numbers,
        )
    if effect.ame > 0:
        return says(
            "One unit more of %(variable)s is associated with an estimated risk %(points)s points higher "
            "(interval %(lower)s to %(upper)s).",
            variable=effect.variable,
            **numbers,
        )
    return says(
        "One unit more of %(variable)s is associated with an estimated risk %(points)s points lower "
        "(interval %(lower)s to %(upper)s).",
        variable=effect.variable,
        **numbers,
    )


def _inflated(one: Inflation) -> Message:
    if one.per_column is None:
        return says("The other predictors determine “%(name)s”. Leave one of them out.", name=one.name)
    return says(
        "“%(name)s” says nearly what the other predictors say (variance inflation %(factor)s). "
        "Leave one of them out, or read them together.",
        name=one.name,
        factor=round(one.per_column, 1),
    )
