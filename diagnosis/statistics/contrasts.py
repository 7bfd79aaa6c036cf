"""Several groups of one sample, each against the rest, with p adjusted for their number."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from clrisk_site.figures.message import Message, says
from diagnosis.statistics.adjusting import Adjustment, adjusted
from diagnosis.statistics.association import Association, OneCategoryError, SparseTableError, rao_scott
from diagnosis.statistics.design import SurveyDesign
from diagnosis.statistics.differences import ShareDifference, share_difference
from diagnosis.statistics.errors import EmptyDomainError
from diagnosis.statistics.grouping import Grouping
from diagnosis.statistics.proportions import members
from diagnosis.statistics.quality import ECLAC, Preset
from diagnosis.statistics.results import Result


@dataclass(frozen=True, slots=True)
class Contrast(Result):
    """One group against all others.

    Parameters
    ----------
    label : str
        The group.
    difference : ShareDifference or None
        Its share less that of the rest; None where the group has no record that counts.
    p_adjusted : float or None
        p adjusted for the number of groups.
    """

    label: str
    difference: ShareDifference | None
    p_adjusted: float | None


@dataclass(frozen=True, slots=True, eq=False)
class Contrasts(Result):
    """Each group against the rest, and all of them at once.

    Parameters
    ----------
    contrasts : tuple of Contrast
        In the order of the groups.
    association : Association or None
        Test of all groups at once; None where none exists, and a warning says why.
    adjustment : Adjustment
        How p was adjusted.
    warnings : tuple of Message
        What a reader must know beside the numbers, each sentence once.
    """

    contrasts: tuple[Contrast, ...]
    association: Association | None
    adjustment: Adjustment
    warnings: tuple[Message, ...]


def against_the_rest(
    design: SurveyDesign,
    outcome: ArrayLike,
    groups: Grouping,
    *,
    domain: ArrayLike | None = None,
    adjustment: Adjustment = Adjustment.HOLM,
    preset: Preset = ECLAC,
    confidence: float = 0.95,
) -> Contrasts:
    """Return the share of each group less that of all other groups together.

    Parameters
    ----------
    design : SurveyDesign
        Of the whole sample.
    outcome : array-like of shape (n,)
        1 with the outcome, 0 without, NaN where nobody answered.
    groups : Grouping
        The groups; records without one take no part.
    domain : array-like of bool of shape (n,), optional
        Which records are compared; all by default.
    adjustment : Adjustment, default=HOLM
        How p is adjusted.
    preset : Preset, default=ECLAC
        Thresholds by which the shares are judged.
    confidence : float, default=0.95
        Coverage of each interval; intervals are not adjusted.

    Returns
    -------
    Contrasts

    Raises
    ------
    NotBinaryError
        If an outcome is neither 0, 1 nor missing.
    EmptyDomainError
        If no record of any group counts.
    OneCategoryError
        If one group only has records.

    Examples
    --------
    >>> from diagnosis.statistics.design import survey_design
    >>> from diagnosis.statistics.grouping import grouped
    >>> design = survey_design([1] * 9, clusters=[1, 1, 1, 2, 2, 2, 3, 3, 3])
    >>> age = grouped("age", ["5-9", "10-14", "15-17"] * 3, ("5-9", "10-14", "15-17"))
    >>> found = against_the_rest(design, [0, 0, 1, 0, 1, 1, 1, 0, 1], age)
    >>> [round(one.difference.estimate, 3) for one in found.contrasts]
    [-0.333, -0.333, 0.667]
    """
    member, _ = members(design, outcome, domain)
    member &= groups.known
    if not member.any():
        raise EmptyDomainError
    held = np.bincount(groups.places[member], minlength=len(groups.labels)) > 0
    if held.sum() < 2:
        raise OneCategoryError(groups.name)
    found: list[ShareDifference | None] = []
    asked = groups.known if domain is None else np.asarray(domain, dtype=bool) & groups.known
    for label, has_records in zip(groups.labels, held.tolist(), strict=True):
        inside = groups.where(label)
        found.append(
            share_difference(
                design, outcome, asked & inside, asked & ~inside, preset=preset, confidence=confidence
            )
            if has_records
            else None
        )
    # Two groups are one comparison, said from both sides.
    needed = adjustment if held.sum() > 2 else Adjustment.NONE
    tested = adjusted([math.nan if one is None or one.p is None else one.p for one in found], needed)
    contrasts = tuple(
        Contrast(label, one, None if math.isnan(p) else p)
        for label, one, p in zip(groups.labels, found, tested.tolist(), strict=True)
    )
    association, objection = _association(design, outcome, groups, asked)
    empty = tuple(_empty(one.label) for one in contrasts if one.difference is None)
    said = [message for one in found if one is not None for message in one.warnings]
    return Contrasts(contrasts, association, adjustment, tuple(dict.fromkeys((*empty, *objection, *said))))


def _association(
    design: SurveyDesign, outcome: ArrayLike, groups: Grouping, domain: ArrayLike
) -> tuple[Association | None, tuple[Message, ...]]:
    answers = np.asarray(outcome, dtype=np.float64).ravel()
    places = np.where(np.isnan(answers), -1, answers).astype(np.int64)
    try:
        found = rao_scott(design, groups, Grouping("outcome", ("no", "yes"), places), domain=domain)
    except OneCategoryError:
        return None, (says("All or none have the outcome, so the groups cannot be tested together."),)
    except SparseTableError as error:
        return None, (error.message,)
    return found, found.warnings


def _empty(label: str) -> Message:
    return says("The group «%(label)s» has no record with an answer and a weight.", label=label)
