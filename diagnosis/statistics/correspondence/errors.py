"""What can be wrong with the counts or categories of a correspondence analysis."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from clrisk_site.figures.message import N_, Message, says
from diagnosis.statistics.errors import AnalysisError


def _quoted(variable: Message | str) -> Message | str:
    return variable if isinstance(variable, Message) else f"«{variable}»"


class EmptyTableError(AnalysisError):
    """Nobody is counted in the table."""

    def __init__(self) -> None:
        super().__init__(says("The table counts nobody. Check the columns, the weights and the domain."))


class CellError(AnalysisError):
    """A count that cannot be one; `text` says why.

    Parameters
    ----------
    label, column : str
        Row and column of the table.
    place : int
        Place of the row, from 0.
    """

    text = ""

    def __init__(self, label: str, column: str, place: int) -> None:
        super().__init__(Message(self.text, {"row": label, "column": column}), place)
        self.column = column


class NegativeCountError(CellError):
    """A count is below zero."""

    text = N_("The count of «%(row)s» and «%(column)s» is negative. Counts are zero or more.")


class MissingCellError(CellError):
    """A count is missing, which is not zero."""

    text = N_(
        "The count of «%(row)s» and «%(column)s» is missing. Write 0 if nobody is counted there, "
        "or leave out the row or the column."
    )


class InfiniteCountError(CellError):
    """A count, or the sum of all, is too large for a number."""

    text = N_("The count of «%(row)s» and «%(column)s» is infinite or too large to be added up.")


class RepeatedLabelError(AnalysisError):
    """Two rows or two columns have one label."""

    def __init__(self, label: str) -> None:
        super().__init__(
            says("The label «%(label)s» appears twice. Add the two up, or name them apart.", label=label)
        )


class TooFewCategoriesError(AnalysisError):
    """Fewer than two categories are left, so there is nothing to compare."""

    def __init__(self, variable: Message | str) -> None:
        super().__init__(
            says(
                "Fewer than two categories take part in %(variable)s, so nothing can be compared. "
                "Choose another variable, or set fewer categories aside.",
                variable=_quoted(variable),
            )
        )


class OneVariableError(AnalysisError):
    """A multiple analysis was asked of fewer than two variables."""

    def __init__(self) -> None:
        super().__init__(says("Multiple correspondence analysis needs two variables or more."))


class TooManyCategoriesError(AnalysisError):
    """A variable looks like a number or an identifier."""

    def __init__(self, variable: Message | str, count: int, most: int) -> None:
        super().__init__(
            says(
                "%(variable)s has %(count)s categories; at most %(most)s can be analysed. "
                "Group the values first, and leave identifiers out.",
                variable=_quoted(variable),
                count=count,
                most=most,
            )
        )


class UnknownLabelError(AnalysisError):
    """A category that was named does not occur."""

    of_call = True

    def __init__(self, label: str, known: Iterable[str]) -> None:
        near = get_close_matches(label, list(known), n=1, cutoff=0.5)
        super().__init__(
            says("There is no category «%(label)s». Did you mean «%(near)s»?", label=label, near=near[0])
            if near
            else says("There is no category «%(label)s». Check how it is written in the data.", label=label)
        )


class InvalidShareError(AnalysisError):
    """The least mass is not a share."""

    def __init__(self) -> None:
        super().__init__(says("The least mass is a share from 0 to below 1, such as 0.02 for two percent."))


class UnknownVariableError(AnalysisError):
    """Categories were set aside of a variable that takes no part."""

    def __init__(self, variable: str) -> None:
        super().__init__(
            says(
                "«%(variable)s» is not among the variables of the analysis, so none of its categories "
                "can be set aside.",
                variable=variable,
            )
        )
