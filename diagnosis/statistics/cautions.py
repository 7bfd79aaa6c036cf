"""What a reader must know beside a number, as sentences; whether it may be published: quality.py."""

from __future__ import annotations

from clrisk_site.figures.message import Message, counts, says
from diagnosis.statistics.design import SurveyDesign


def of_design(design: SurveyDesign) -> tuple[Message, ...]:
    """Return what weakens any standard error from a design.

    Parameters
    ----------
    design : SurveyDesign
        Of the whole sample.

    Returns
    -------
    tuple of Message
        Empty when the design is known and every stratum has two units.
    """
    return unknown_design(known=design.known) + single_strata(design.single_strata)


def unknown_design(*, known: bool) -> tuple[Message, ...]:
    """Return the sentence for a sample of which nobody said how it was drawn."""
    if known:
        return ()
    return (says("The design of the sample is unknown, so the uncertainty is understated."),)


def single_strata(count: int) -> tuple[Message, ...]:
    """Return the sentence for strata with one sampling unit, which show no spread of their own."""
    if not count:
        return ()
    return (
        counts(
            "%(count)s stratum has one sampling unit only. Its part of the variance rests on a convention.",
            "%(count)s strata have one sampling unit only. Their part of the variance rests on a convention.",
            count,
        ),
    )


def no_answer(count: int) -> tuple[Message, ...]:
    """Return the sentence for records of the group without an answer."""
    if not count:
        return ()
    return (
        counts(
            "%(count)s record of the group has no answer and takes no part.",
            "%(count)s records of the group have no answer and take no part.",
            count,
        ),
    )


def no_weight(count: int) -> tuple[Message, ...]:
    """Return the sentence for records with a weight of zero."""
    if not count:
        return ()
    return (
        counts(
            "%(count)s record has a weight of zero and takes no part.",
            "%(count)s records have a weight of zero and take no part.",
            count,
        ),
    )


def no_interval(share: float, df: float) -> tuple[Message, ...]:
    """Return why a share has no interval; nothing if it has one."""
    if share in (0, 1):
        return (says("All or none of the group have the outcome, so its share has no interval."),)
    if df < 1:
        return (says("The group lies in too few sampling units, so its share has no interval."),)
    return ()
