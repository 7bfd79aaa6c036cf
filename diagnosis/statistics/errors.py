"""What can be wrong with the data of any analysis, each by its name; a method's own faults lie beside it."""

from __future__ import annotations

from collections.abc import Iterable

from clrisk_site.figures.message import Message, says


class AnalysisError(ValueError):
    """Data from which no estimate follows; `message` says what it means and how to mend it.

    Parameters
    ----------
    message : Message
        A sentence for the analyst.
    row : int or None
        Place of the first record that is wrong, from 0.

    Attributes
    ----------
    of_call : bool
        Whether what was asked is at fault, not the data.
    column : str or None
        Header of the column, where who raises it knows one.
    file_row : int or None
        Row of the file as people count it, where who raises it has read the file.
    """

    of_call: bool = False
    column: str | None = None
    file_row: int | None = None

    def __init__(self, message: Message, row: int | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.row = row

    @property
    def name(self) -> str:
        """Name of the fault, for programs: the name of its class."""
        return type(self).__name__


def listed(texts: Iterable[str], most: int = 10) -> str:
    """Return texts as a sentence may list them; an ellipsis stands for the rest.

    Parameters
    ----------
    texts : iterable of str
        Names, codes or labels.
    most : int, default=10
        How many are listed.

    Examples
    --------
    >>> listed(["1", "2", "3"], most=2)
    '1, 2, …'
    """
    given = list(texts)
    return ", ".join([*given[:most], *["…"] * (len(given) > most)])


class MissingWeightError(AnalysisError):
    """A record has no weight."""

    def __init__(self, row: int) -> None:
        super().__init__(
            says("A record has no weight. Give it one, or leave it out before the analysis."), row
        )


class InvalidWeightError(AnalysisError):
    """A weight is negative or infinite."""

    def __init__(self, row: int) -> None:
        super().__init__(
            says("A weight is negative or infinite. Weights say how many persons a record stands for."), row
        )


class MissingDesignError(AnalysisError):
    """A record has no stratum or no sampling unit."""

    def __init__(self, row: int) -> None:
        super().__init__(
            says("A record has no stratum or no sampling unit. Fill it in, or choose no such column."), row
        )


class InvalidPopulationError(AnalysisError):
    """A finite population is smaller than its sample, or differs within a stratum."""

    def __init__(self, row: int) -> None:
        super().__init__(
            says("The number of sampling units of a stratum is missing, differs, or is below its sample."),
            row,
        )


class OneClusterError(AnalysisError):
    """All records come from one sampling unit, so nothing is known of the spread between them."""

    def __init__(self) -> None:
        super().__init__(
            says("All records come from one sampling unit. No interval can be computed from one unit.")
        )


class NotBinaryError(AnalysisError):
    """An outcome is neither 0, 1 nor missing."""

    def __init__(self, row: int) -> None:
        super().__init__(says("An outcome is neither yes, no nor missing. Check the codes."), row)


class EmptyDomainError(AnalysisError):
    """No record of the domain has an answer and a weight."""

    def __init__(self) -> None:
        super().__init__(says("No record of this group has both an answer and a weight above zero."))
