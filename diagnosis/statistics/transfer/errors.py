"""What can be wrong between a model and local cells, each by its name; faults of one file: cell_errors.py."""

from __future__ import annotations

from collections.abc import Sequence

from clrisk_site.figures.message import Message, says
from diagnosis.statistics.errors import AnalysisError, listed


class NotHarmonisedError(AnalysisError):
    """The coefficients may not be applied to these local data.

    Parameters
    ----------
    faults : sequence of AnalysisError
        All that was found, the gravest first.
    """

    def __init__(self, faults: Sequence[AnalysisError]) -> None:
        reasons = faults[0].message
        for fault in faults[1:]:
            # Only joins sentences, so there is nothing to translate in it.
            reasons = Message("%(first)s %(second)s", {"first": reasons, "second": fault.message})
        super().__init__(
            says("The coefficients do not fit the local data. %(reasons)s", reasons=reasons),
            faults[0].row,
        )
        self.faults = tuple(faults)


class MissingVariableError(AnalysisError):
    """The model uses a variable that the local data do not have."""

    def __init__(self, variable: str, column: str) -> None:
        super().__init__(
            says(
                "The model uses “%(variable)s”, and the local data have no column “%(column)s”. "
                "Name its column in the crosswalk, refit the model without it, or give the distribution of "
                "the state. It is never taken as the category of reference.",
                variable=variable,
                column=column,
            )
        )
        self.variable = variable


class CategoriesDifferError(AnalysisError):
    """A local variable does not have the very categories of the model's."""

    @classmethod
    def lacking(cls, variable: str, categories: Sequence[str]) -> CategoriesDifferError:
        """Return the fault of categories of the model to which no local code belongs."""
        return cls(
            says(
                "No local code of “%(variable)s” belongs to these categories of the model: %(categories)s. "
                "Complete the crosswalk, or refit the model with the local categories.",
                variable=variable,
                categories=listed(categories),
            )
        )

    @classmethod
    def added(cls, variable: str, categories: Sequence[str]) -> CategoriesDifferError:
        """Return the fault of a crosswalk to categories that the model does not have."""
        return cls(
            says(
                "The crosswalk of “%(variable)s” leads to categories that the model does not have: "
                "%(categories)s. Lead each code to a category of the model.",
                variable=variable,
                categories=listed(categories),
            )
        )

    @classmethod
    def in_terms(cls, variable: str, categories: Sequence[str]) -> CategoriesDifferError:
        """Return the fault of terms with categories that the variable does not have."""
        return cls(
            says(
                "Terms of the model name categories that “%(variable)s” does not have: %(categories)s. Check "
                "the names of the terms.",
                variable=variable,
                categories=listed(categories),
            )
        )

    @classmethod
    def without_reference(cls, variable: str) -> CategoriesDifferError:
        """Return the fault of a variable whose category of reference nobody named."""
        return cls(
            says(
                "Nobody says which category of “%(variable)s” is the reference of the model. "
                "Name it in the crosswalk with “reference”.",
                variable=variable,
            )
        )


class UnmappedCodeError(AnalysisError):
    """Local cells hold codes that belong to no category of the model."""

    def __init__(self, column: str, codes: Sequence[str], children: int) -> None:
        super().__init__(
            says(
                "The column “%(column)s” holds codes that belong to no category of the model: %(codes)s "
                "(%(children)s children). Lead them to a category in the crosswalk, or to nothing to leave "
                "these children out.",
                column=column,
                codes=listed(codes),
                children=children,
            )
        )
        self.codes = tuple(codes)
        self.column = column


class BlankCodeError(AnalysisError):
    """Local cells have no code in a variable of the model."""

    def __init__(self, column: str, children: int) -> None:
        super().__init__(
            says(
                "The column “%(column)s” is blank for %(children)s children. Fill it in, or lead the blank "
                "code to nothing in the crosswalk to leave them out.",
                column=column,
                children=children,
            )
        )
        self.column = column


class AgesDifferError(AnalysisError):
    """Model and local data speak of other ages."""

    def __init__(self, model: tuple[int, int], local: tuple[int, int]) -> None:
        super().__init__(
            says(
                "The model speaks of ages %(model_from)s to %(model_to)s, the local data of ages "
                "%(local_from)s to %(local_to)s. Count the same ages on both sides.",
                model_from=model[0],
                model_to=model[1],
                local_from=local[0],
                local_to=local[1],
            )
        )


class DefinitionsDifferError(AnalysisError):
    """Model and local data follow different definitions of child labour."""

    def __init__(self, model: str, local: str) -> None:
        super().__init__(
            says(
                "The model follows the definition “%(model)s”, the local data are read with “%(local)s”. "
                "Use coefficients of the same definition.",
                model=model,
                local=local,
            )
        )


class GroupsDifferError(AnalysisError):
    """The model is of one group of children, and nobody said that the cells are."""

    def __init__(self, group: str) -> None:
        super().__init__(
            says(
                "The model speaks of «%(group)s» only. Give cells of these children and write the group "
                "under «local», or choose the model of all.",
                group=group,
            )
        )


class OutsideGroupError(AnalysisError):
    """The cells count children whom a model of one group does not speak of."""

    def __init__(self, group: str, column: str, codes: Sequence[str], children: int) -> None:
        super().__init__(
            says(
                "The model speaks of «%(group)s» only, and the column “%(column)s” counts %(children)s other "
                "children: %(codes)s. Keep the cells of the group, lead the other codes to nothing in the "
                "crosswalk, or transfer group by group.",
                group=group,
                column=column,
                children=children,
                codes=listed(code or "–" for code in codes),
            )
        )
        self.codes = tuple(code for code in codes if code)
        self.column = column


class InvalidSharesError(AnalysisError):
    """A distribution that stands in for a missing variable does not add up to one."""

    def __init__(self, variable: str) -> None:
        super().__init__(
            says(
                "The distribution given for “%(variable)s” needs shares from 0 to 1 that add up to 1.",
                variable=variable,
            )
        )


class InvalidTargetError(AnalysisError):
    """A direct estimate to which the risks should add up is no share between 0 and 1."""

    def __init__(self) -> None:
        super().__init__(
            says(
                "The target of the benchmark must lie between 0 and 1. Its standard error must lie "
                "between 0 and 0.5. Write 18 %% as 0.18."
            )
        )


class UnknownAreaError(AnalysisError):
    """Somebody asked for areas that the cells do not have, or that hold no child."""

    def __init__(self, codes: Sequence[str]) -> None:
        super().__init__(
            says(
                "There are no children in the cells of these areas: %(codes)s. Check the codes; they are "
                "texts and keep their leading zeros.",
                codes=listed(codes),
            )
        )


class OverlappingAreasError(AnalysisError):
    """Two groups of areas that are compared share an area."""

    def __init__(self, codes: Sequence[str]) -> None:
        super().__init__(
            says(
                "These areas are in both groups: %(codes)s. Compare groups without a common area.",
                codes=listed(codes),
            )
        )


class IndefiniteCovarianceError(AnalysisError):
    """A covariance of coefficients would give a negative variance to some combination of them."""

    def __init__(self) -> None:
        super().__init__(
            says(
                "The covariance of the coefficients cannot be one: some combination of them would have a "
                "negative variance. Check whether its rows are in the order of the coefficients."
            )
        )


class MissingConstantError(AnalysisError):
    """A model without a constant says how risks differ, and not how high they are."""

    def __init__(self) -> None:
        super().__init__(
            says(
                "The model has no constant “const”, so nobody can say how high the risks are. Add the "
                "constant, or give a direct estimate as the benchmark."
            )
        )


class NumbersOutsideError(AnalysisError):
    """Local numbers lie where the survey has nothing."""

    def __init__(self, column: str, least: float, most: float, children: int) -> None:
        super().__init__(
            says(
                "In the column “%(column)s” %(children)s children lie outside %(least)s to %(most)s, where "
                "the survey has nothing. Check the unit, and lead codes of unknown values to nothing.",
                column=column,
                least=f"{least:g}",
                most=f"{most:g}",
                children=children,
            )
        )
        self.column = column


class ExtremeOddsError(AnalysisError):
    """Log odds are so large that no probability but 0 and 1 is left."""

    def __init__(self) -> None:
        super().__init__(
            says(
                "The log odds of some profiles are too large to be computed with. Check the coefficients, "
                "and the units of variables that enter as numbers."
            )
        )


class UnknownUncertaintyError(AnalysisError):
    """Neither a covariance nor standard errors of the coefficients are known."""

    def __init__(self) -> None:
        super().__init__(
            says(
                "Nothing is known of the uncertainty of the coefficients, so nothing can be simulated. Give "
                "their covariance, or at least their standard errors."
            )
        )
