"""What can be wrong with the predictors or the outcome of a logit, each by its name."""

from __future__ import annotations

from collections.abc import Sequence

from clrisk_site.figures.message import says
from diagnosis.statistics.errors import AnalysisError, listed


class UnusablePredictorError(AnalysisError):
    """A predictor is named twice, is in no column, or holds something that is not a number."""

    @classmethod
    def twice(cls, name: str) -> UnusablePredictorError:
        """Return the fault of a name that two terms share."""
        return cls(says("The model has two terms named “%(name)s”. Leave one out, or rename it.", name=name))

    @classmethod
    def of_product(cls, first: str, second: str) -> UnusablePredictorError:
        """Return the fault of a product of what is not in the model."""
        return cls(
            says(
                "“%(first)s” with “%(second)s” is no interaction of this model. "
                "Name two different predictors of the model.",
                first=first,
                second=second,
            )
        )

    @classmethod
    def absent(cls, name: str) -> UnusablePredictorError:
        """Return the fault of data without a variable of the model."""
        return cls(
            says("The data have no column “%(name)s”. The model needs it: add it, or fit without.", name=name)
        )

    @classmethod
    def none(cls) -> UnusablePredictorError:
        """Return the fault of a model without predictors."""
        return cls(says("The model has no predictor. Name at least one column."))

    @classmethod
    def blank(cls, names: Sequence[str]) -> UnusablePredictorError:
        """Return the fault of predictors without any value in the group."""
        return cls(
            says(
                "No record of the group has a value of: %(names)s. Leave these predictors out.",
                names=listed(names),
            )
        )

    @classmethod
    def never_together(cls) -> UnusablePredictorError:
        """Return the fault of predictors that no record has all of."""
        return cls(
            says("No record of the group has a value of all predictors. Leave out those with few values.")
        )

    @classmethod
    def not_a_number(cls, name: str, row: int) -> UnusablePredictorError:
        """Return the fault of a text or a value beyond all bounds where a number belongs."""
        return cls(
            says(
                "The predictor “%(name)s” holds a value that is no number, infinite or too large. "
                "Correct it, or declare the predictor as categories.",
                name=name,
            ),
            row,
        )


class UnknownCategoryError(AnalysisError):
    """A record has a category that the model does not know."""

    def __init__(self, variable: str, category: str, row: int | None = None) -> None:
        super().__init__(
            says(
                "The predictor “%(variable)s” has the value “%(category)s”, which the model does not know. "
                "Correct the code, or merge it with a category of the model.",
                variable=variable,
                category=category,
            ),
            row,
        )


class ConstantPredictorError(AnalysisError):
    """A predictor has one value in all records of the group, so nothing can be said of it."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(
            says(
                "These terms have one value in all records of the group: %(names)s. "
                "Leave them out, or merge the category with another one.",
                names=listed(names),
            )
        )
        self.names = tuple(names)


class CollinearPredictorsError(AnalysisError):
    """Terms repeat what other terms say, so their coefficients cannot be told apart."""

    def __init__(self, names: Sequence[str], others: Sequence[str]) -> None:
        super().__init__(
            says(
                "These terms follow exactly from others: %(names)s (from %(others)s). Leave one of them out.",
                names=listed(names),
                others=listed(others),
            )
        )
        self.names, self.others = tuple(names), tuple(others)


class OneOutcomeError(AnalysisError):
    """All records of the group have the outcome, or none has it."""

    def __init__(self, *, all_cases: bool) -> None:
        super().__init__(
            says("All records of this group have the outcome. A model needs records without it too.")
            if all_cases
            else says("No record of this group has the outcome. A model needs records with it too.")
        )


class TooFewUnitsError(AnalysisError):
    """The design has fewer degrees of freedom than the model has coefficients."""

    def __init__(self, df: int, terms: int) -> None:
        super().__init__(
            says(
                "The model has %(terms)s coefficients, but the sample leaves %(df)s degrees of freedom. "
                "Use fewer predictors.",
                terms=terms,
                df=df,
            )
        )


class SeparationError(AnalysisError):
    """A term, or a combination of terms, tells the outcome without fault, so no finite coefficient exists.

    Parameters
    ----------
    names : sequence of str
        Terms whose coefficients have no finite estimate.
    cases : bool or None
        True if only cases have the category, False if no case has it; None for a combination of terms.
    complete : bool
        True if all records are told apart, False if some are not.
    direction : tuple of float
        Change of each coefficient along which no record contradicts the outcome, where one was sought.
    """

    def __init__(
        self,
        names: Sequence[str],
        *,
        cases: bool | None = None,
        complete: bool = False,
        direction: Sequence[float] = (),
    ) -> None:
        named = listed(names)
        if cases is None:
            message = says(
                "Together these terms tell some records with the outcome from those without, "
                "without exception: %(names)s. Merge categories, leave a term out, or choose Firth's method.",
                names=named,
            )
        elif cases:
            message = says(
                "All records of these categories have the outcome: %(names)s. "
                "Merge each with another category, or choose Firth's method.",
                names=named,
            )
        else:
            message = says(
                "No record of these categories has the outcome: %(names)s. "
                "Merge each with another category, or choose Firth's method.",
                names=named,
            )
        super().__init__(message)
        self.names, self.cases, self.complete = tuple(names), cases, complete
        self.direction = tuple(direction)


class NoConvergenceError(AnalysisError):
    """The steps towards the estimate did not end; the numbers so far mean nothing."""

    def __init__(self, steps: int) -> None:
        super().__init__(
            says(
                "The fit did not settle in %(steps)s steps. "
                "Weights of very different size may be the cause, or a term that nearly tells the outcome.",
                steps=steps,
            )
        )
