"""What can be wrong with areas that are to be put into classes."""

from __future__ import annotations

from collections.abc import Sequence

from clrisk_site.figures.message import says
from diagnosis.statistics.errors import AnalysisError, listed


class NoValueError(AnalysisError):
    """No area has a value."""

    def __init__(self) -> None:
        super().__init__(says("No area has a value, so there is nothing to classify. Check the column."))


class InfiniteAreaError(AnalysisError):
    """A value is infinite, or so large that its square is."""

    def __init__(self, code: str, row: int) -> None:
        super().__init__(
            says(
                "The value of area %(area)s is infinite or far too large. "
                "Mend it, or leave it empty if unknown.",
                area=code,
            ),
            row,
        )


class ClassNumberError(AnalysisError):
    """The number of classes makes no sense."""

    def __init__(self, k: int, most: int) -> None:
        super().__init__(
            says("%(k)s classes cannot be made. Choose a number from 2 to %(most)s.", k=k, most=most)
        )


class CutPointsError(AnalysisError):
    """Cut points are missing, not finite, or do not ascend."""

    def __init__(self) -> None:
        super().__init__(
            says("Cut points must be given as different numbers, each higher than the one before it.")
        )


class ClassNamesError(AnalysisError):
    """Names of classes are too few, too many or repeated."""

    def __init__(self, names: int, k: int) -> None:
        super().__init__(
            says(
                "There are %(names)s different names for %(k)s classes. Give one name for each class.",
                names=names,
                k=k,
            )
        )


class MissingClassWordsError(AnalysisError):
    """Classes are to be inherited, but none were given."""

    def __init__(self) -> None:
        super().__init__(
            says("Inherited classes are taken from a column with the official class. Name that column.")
        )


class UnknownClassWordError(AnalysisError):
    """An official class is none of the known words; it is never guessed."""

    def __init__(self, code: str, word: str, known: Sequence[str], row: int) -> None:
        super().__init__(
            says(
                "The class “%(word)s” of area %(area)s is not known. Known classes are: %(known)s.",
                word=word,
                area=code,
                known=listed(known),
            ),
            row,
        )


class AreaWeightError(AnalysisError):
    """An area with a value has no usable weight."""

    def __init__(self, code: str, row: int) -> None:
        super().__init__(
            says(
                "Area %(area)s has no weight of zero or more. Give it one, or classify without weights.",
                area=code,
            ),
            row,
        )


class NoAreaWeightError(AnalysisError):
    """All weights are zero."""

    def __init__(self) -> None:
        super().__init__(says("All areas have weight zero. Check the column of weights."))
