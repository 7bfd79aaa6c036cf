"""Models of several outcomes in several groups: work for others, own-home chores and both, girls and boys.

A model of the combined outcome alone hides what girls do at home, so it is never left without a word.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from clrisk_site.figures.message import Message, says
from diagnosis.statistics.coefficients import ModelCard
from diagnosis.statistics.design import SurveyDesign
from diagnosis.statistics.errors import AnalysisError
from diagnosis.statistics.logit.coding import Category, Coding
from diagnosis.statistics.logit.errors import UnusablePredictorError
from diagnosis.statistics.logit.fit import Estimator, Variance
from diagnosis.statistics.logit.model import LogitModel, model_logit
from diagnosis.statistics.logit.predictors import Predictors
from diagnosis.statistics.results import Result

EVERYBODY = "all"


class OutcomeKind(StrEnum):
    """Which part of children's work an outcome is."""

    ECONOMIC = "economic_activity"
    CHORES = "own_home_chores"
    COMBINED = "combined"


def definition_of(stated: str, outcome: str) -> str:
    """Return the definition that an outcome follows: its part of work, unless another name was given.

    Parameters
    ----------
    stated : str
        Definition that somebody wrote for all models of a document; may be empty.
    outcome : str
        Name of the outcome.

    Returns
    -------
    str
        Empty where neither tells one.

    Examples
    --------
    >>> definition_of("economic_activity", "combined"), definition_of("ILO 2008", "combined")
    ('combined', 'ILO 2008')
    """
    kinds = set(OutcomeKind)
    return outcome if outcome in kinds and (not stated or stated in kinds) else stated


@dataclass(frozen=True, slots=True, eq=False)
class OutcomeModel(Result):
    """The model of one outcome in one group, or why there is none.

    Parameters
    ----------
    outcome : str
        Name of the outcome.
    group : str
        ``all``, or the category of the variable that makes the groups.
    model : LogitModel or None
        None where it could not be fitted.
    fault : str or None
        Name of the fault that kept it from being fitted.
    reason : Message or None
        The fault as a sentence.
    """

    outcome: str
    group: str
    model: LogitModel | None
    fault: str | None = None
    reason: Message | None = None


@dataclass(frozen=True, slots=True, eq=False)
class OutcomeModels(Result):
    """Models of each outcome in each group.

    Parameters
    ----------
    models : tuple of OutcomeModel
        By outcome, and within it everybody first.
    warnings : tuple of Message
        What the set of models lacks.
    """

    models: tuple[OutcomeModel, ...]
    warnings: tuple[Message, ...]

    def of(self, outcome: str, group: str = EVERYBODY) -> OutcomeModel:
        """Return the model of an outcome in a group; KeyError if it was not asked for."""
        for one in self.models:
            if (one.outcome, one.group) == (outcome, group):
                return one
        raise KeyError((outcome, group))


def model_outcomes(
    predictors: Predictors,
    outcomes: Mapping[str, ArrayLike],
    design: SurveyDesign,
    *,
    by: str | None = None,
    only_groups: bool = False,
    domain: ArrayLike | None = None,
    variance: Variance = Variance.DESIGN,
    estimator: Estimator = Estimator.LIKELIHOOD,
    card: ModelCard | None = None,
    two_way: Collection[str] = (),
    confidence: float = 0.95,
) -> OutcomeModels:
    """Fit each outcome for everybody and for each group.

    Parameters
    ----------
    predictors : Predictors
        Of all n records.
    outcomes : mapping of str to array-like of shape (n,)
        Outcomes by name: 1, 0, NaN where nobody answered. Values of `OutcomeKind` as names say which part of
        children's work they are; others are of another kind.
    design : SurveyDesign
        Of all records.
    by : str, optional
        Predictor whose categories are the groups, such as sex. In a group it is no predictor.
    only_groups : bool, default=False
        Whether the model of everybody is left out, for a caller who has it.
    domain, variance, estimator, card, two_way, confidence
        As for `model_logit`.

    Returns
    -------
    OutcomeModels
        A model that cannot be fitted takes none of the others with it.

    Raises
    ------
    UnusablePredictorError
        If `by` is no predictor of categories, or of 0 and 1, or the only one; or `two_way` names what is no
        predictor.
    """
    for name in two_way:
        if name not in predictors.columns:
            raise UnusablePredictorError.absent(name)
    whole = np.ones(predictors.n, dtype=bool) if domain is None else np.asarray(domain, dtype=bool).ravel()
    groups = [] if only_groups else [(EVERYBODY, whole, predictors)]
    if by is not None:
        alone = without(predictors, by)
        if not alone.columns:
            raise UnusablePredictorError.none()
        groups += [(label, whole & member, alone) for label, member in groups_of(predictors, by)]
    found = []
    for outcome, values in outcomes.items():
        for group, inside, terms in groups:
            try:
                model = model_logit(
                    terms,
                    values,
                    design,
                    domain=inside,
                    variance=variance,
                    estimator=estimator,
                    card=card,
                    two_way=[name for name in two_way if name in terms.columns],
                    confidence=confidence,
                )
            except AnalysisError as fault:
                found.append(OutcomeModel(outcome, group, None, fault.name, fault.message))
            else:
                found.append(OutcomeModel(outcome, group, model))
    return OutcomeModels(tuple(found), one_sided([_kind(name) for name in outcomes], by=by))


def one_sided(kinds: Sequence[OutcomeKind | None], *, by: str | None) -> tuple[Message, ...]:
    """Return what a set of models lacks to be fair to girls.

    Parameters
    ----------
    kinds : sequence of OutcomeKind or None
        Which part of children's work each outcome is; None where it is of another kind.
    by : str or None
        Predictor that makes the groups; None without groups.

    Returns
    -------
    tuple of Message
        Empty if nothing is known of the kinds, or nothing is lacking.
    """
    known = {kind for kind in kinds if kind is not None}
    if not known:
        return ()
    said = []
    if known == {OutcomeKind.COMBINED}:
        said.append(
            says(
                "Only the combined outcome was fitted. It hides what girls do at home: "
                "fit economic activity and own-home chores separately too."
            )
        )
    elif OutcomeKind.CHORES not in known:
        said.append(says("Own-home chores were not fitted, so most of what girls do is not seen."))
    elif OutcomeKind.ECONOMIC not in known:
        said.append(says("Economic activity was not fitted; own-home chores are one side only."))
    if by is None:
        said.append(says("No model was fitted for girls and for boys: name the column of sex to do so."))
    return tuple(said)


def without(predictors: Predictors, variable: str) -> Predictors:
    """Return predictors less one variable and its products.

    Parameters
    ----------
    predictors : Predictors
        Of a model.
    variable : str
        Name of one of its variables.

    Raises
    ------
    UnusablePredictorError
        If there is no such variable.
    """
    if variable not in predictors.columns:
        raise UnusablePredictorError.absent(variable)
    coding = predictors.coding
    return Predictors(
        Coding(
            tuple(one for one in coding.variables if one.name != variable),
            tuple(term for term in coding.terms if not term.involves(variable)),
        ),
        {name: column for name, column in predictors.columns.items() if name != variable},
        predictors.n,
    )


def groups_of(predictors: Predictors, variable: str) -> list[tuple[str, NDArray[np.bool_]]]:
    """Return who belongs to each category of a variable, the one of reference first.

    Raises
    ------
    UnusablePredictorError
        If it is a number other than 0 and 1, or no predictor.
    """
    if variable not in predictors.columns:
        raise UnusablePredictorError.absent(variable)
    one, column = predictors.coding.variable(variable), predictors.columns[variable]
    if isinstance(one, Category):
        labels: tuple[str, ...] = one.categories
    elif one.binary:
        labels = ("0", "1")
    else:
        raise UnusablePredictorError(
            says("“%(name)s” is a number, so it makes no groups. Declare it as categories.", name=variable)
        )
    return [(f"{variable}={label}", np.asarray(column == place)) for place, label in enumerate(labels)]


def _kind(name: str) -> OutcomeKind | None:
    return OutcomeKind(name) if name in set(OutcomeKind) else None
