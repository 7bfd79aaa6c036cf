"""Whether an estimated share may be published: six tests in the order of the regional handbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from clrisk_site.figures.estimate import Verdict
from clrisk_site.figures.message import Message, says
from diagnosis.statistics import cautions
from diagnosis.statistics.proportions import Proportion
from diagnosis.statistics.results import Result


@dataclass(frozen=True, slots=True)
class Preset:
    """Thresholds of the six tests; None leaves a test out.

    Parameters
    ----------
    name : str
        ``eclac``, ``country`` or ``working``.
    least_n, least_n_eff, least_cases, least_df : float or None
        Smallest values that pass.
    largest_cv, largest_log_cv : float or None
        Largest values that pass, as shares of one.
    """

    name: str
    least_n: float | None = 153
    least_n_eff: float | None = 61
    least_cases: float | None = 40
    largest_cv: float | None = 0.20
    least_df: float | None = 14
    largest_log_cv: float | None = 0.175


ECLAC = Preset("eclac")
"""Recommended for the region."""

WORKING = Preset("working", 30, None, 10, None, 8, None)
"""For screens inside the municipality only: it hides less, and lists what fails by the regional rule."""

COUNTRY_CV: Mapping[str, float] = MappingProxyType(
    {
        "AR": 0.30,
        "BR": 0.30,
        "CA": 0.25,
        "CL": 0.20,
        "CO": 0.10,
        "CR": 0.20,
        "EC": 0.15,
        "MX": 0.25,
        "PE": 0.15,
        "PY": 0.30,
        "US": 0.30,
        "UY": 0.30,
    }
)
"""Largest coefficient of variation that national offices print, as the handbook quotes them."""

_NO_SPREAD = says("Nothing varies in the group, so what the sample is worth is not known.")


@dataclass(frozen=True, slots=True)
class Judgement(Result):
    """What the rule says of one estimate.

    Parameters
    ----------
    verdict : Verdict
        PUBLISH, REVIEW or SUPPRESS.
    tests : tuple of str
        Names of the tests it failed, in the order of the rule.
    failed : tuple of Message
        The same as sentences, each once. They name thresholds only: a small count must not be read from its
        verdict.
    alerts : tuple of Message
        What a statistician should look at; it decides nothing.
    """

    verdict: Verdict
    tests: tuple[str, ...]
    failed: tuple[Message, ...]
    alerts: tuple[Message, ...] = ()


def country_preset(country: str) -> Preset:
    """Return the regional rule with the limit of a country.

    Parameters
    ----------
    country : str
        Two letters, such as MX. Countries without a limit of their own keep the regional one.
    """
    return replace(ECLAC, name="country", largest_cv=COUNTRY_CV.get(country, ECLAC.largest_cv))


def strictest(*verdicts: Verdict) -> Verdict:
    """Return the verdict on what several estimates say together: that of the weakest.

    Parameters
    ----------
    *verdicts : Verdict
        NONE, where no rule was asked, counts for nothing.

    Examples
    --------
    >>> strictest(Verdict.PUBLISH, Verdict.REVIEW).value
    'review'
    """
    for verdict in (Verdict.SUPPRESS, Verdict.REVIEW, Verdict.PUBLISH):
        if verdict in verdicts:
            return verdict
    return Verdict.NONE


def judge(proportion: Proportion, preset: Preset = ECLAC) -> Judgement:
    """Return what the rule says of a share.

    Parameters
    ----------
    proportion : Proportion
        The share.
    preset : Preset, default=ECLAC
        Thresholds.

    Returns
    -------
    Judgement
        SUPPRESS if the size, the effective size, the cases or the coefficient of variation fail; REVIEW if
        only the degrees of freedom or the coefficient of the logarithm do, or the design is not known: the
        other tests then rest on a spread that is understated. What cannot be computed has failed. With
        WORKING a share that is not hidden is REVIEW when the regional rule has an objection.

    Notes
    -----
    The order is that of the flow chart of [1]_: applied one by one, the criteria contradict each other.

    References
    ----------
    .. [1] ECLAC (2023). Handbook of household surveys, chapter on the quality of estimates.
    """
    if preset.name == WORKING.name:
        return _working(proportion, preset)
    hiding, doubting = _failed_of(proportion, preset)
    verdict = Verdict.SUPPRESS if hiding else Verdict.REVIEW if doubting else Verdict.PUBLISH
    return _judgement(verdict, {**hiding, **doubting}, proportion)


def _working(proportion: Proportion, preset: Preset) -> Judgement:
    """Judge for a screen inside: fewer tests hide, and all objections of the regional rule are listed."""
    hiding, doubting = _failed_of(proportion, preset)
    if hiding or doubting:
        return _judgement(Verdict.SUPPRESS, {**hiding, **doubting}, proportion)
    regional = judge(proportion)
    verdict = Verdict.REVIEW if regional.failed else Verdict.PUBLISH
    return replace(regional, verdict=verdict)


def _failed_of(proportion: Proportion, preset: Preset) -> tuple[dict[str, Message], dict[str, Message]]:
    """Return the failed tests that hide a number, and those that only ask for a second look."""
    hiding = {
        "n": _below(proportion.n, preset.least_n, _few_records),
        "n_eff": _below(proportion.n_eff, preset.least_n_eff, _few_effective),
        "cases": _below(proportion.cases, preset.least_cases, _few_cases),
        "cv": _above(proportion.cv, preset.largest_cv, _wide),
    }
    doubting = {
        "df": _below(proportion.df, preset.least_df, _few_units),
        "log_cv": _above(proportion.log_cv, preset.largest_log_cv, _wide_logarithm),
        "design": _unknown(proportion, preset),
    }
    return _only_failed(hiding), _only_failed(doubting)


def _only_failed(tests: Mapping[str, Message | None]) -> dict[str, Message]:
    return {name: message for name, message in tests.items() if message is not None}


def _judgement(verdict: Verdict, failed: Mapping[str, Message], proportion: Proportion) -> Judgement:
    alerts: tuple[Message, ...] = ()
    if proportion.deff is not None and proportion.deff < 1:
        alerts = (says("The design effect is below 1. Check strata, sampling units and weights."),)
    return Judgement(verdict, tuple(failed), tuple(dict.fromkeys(failed.values())), alerts)


def _below(found: float | None, least: float | None, words: Callable[[float], Message]) -> Message | None:
    if least is None:
        return None
    return _NO_SPREAD if found is None else words(least) if found < least else None


def _above(found: float | None, largest: float | None, words: Callable[[float], Message]) -> Message | None:
    if largest is None:
        return None
    return _NO_SPREAD if found is None else words(largest) if found > largest else None


def _unknown(proportion: Proportion, preset: Preset) -> Message | None:
    known = proportion.design_known or preset.name == WORKING.name
    return next(iter(cautions.unknown_design(known=known)), None)


def _few_records(least: float) -> Message:
    return says("The group has fewer than %(least)s records in the sample.", least=int(least))


def _few_effective(least: float) -> Message:
    return says("The group is worth fewer than %(least)s records drawn one by one.", least=int(least))


def _few_cases(least: float) -> Message:
    return says("Fewer than %(least)s records of the group have the outcome.", least=int(least))


def _wide(largest: float) -> Message:
    return says("The coefficient of variation is above %(limit)s %%.", limit=f"{100 * largest:g}")


def _few_units(least: float) -> Message:
    return says("The group has fewer than %(least)s degrees of freedom.", least=int(least))


def _wide_logarithm(largest: float) -> Message:
    return says(
        "The coefficient of variation of the logarithm is above %(limit)s %%.", limit=f"{100 * largest:g}"
    )
