"""What can be wrong with areas, their neighbours and their zones, each by its name."""

from __future__ import annotations

from collections.abc import Collection

from clrisk_site.figures.message import counts, says
from diagnosis.statistics.errors import AnalysisError


class UnknownAreasError(AnalysisError):
    """Codes that are not among the areas whose neighbours are known."""

    def __init__(self, codes: Collection[str]) -> None:
        super().__init__(
            counts(
                "%(count)s code is not among the areas: %(code)s. Check its spelling and leading zeros.",
                "%(count)s codes are not among the areas, %(code)s first. Check spelling and leading zeros.",
                len(codes),
                code=min(codes),
            )
        )


class RepeatedAreaError(AnalysisError):
    """The same code stands for two areas."""

    def __init__(self, code: str, row: int | None = None) -> None:
        super().__init__(
            says("The area %(code)s appears more than once. Give every area one record.", code=code), row
        )


class NoAreasError(AnalysisError):
    """There is no area at all."""

    def __init__(self) -> None:
        super().__init__(says("There is no area. Give a file with one record for each area."))


class ConstantValuesError(AnalysisError):
    """All areas have the same value, so there is no pattern to look for."""

    def __init__(self, areas: int) -> None:
        super().__init__(
            says(
                "All %(areas)s areas have the same value. Without differences there is no pattern to test.",
                areas=areas,
            )
        )


class TooFewAreasError(AnalysisError):
    """Fewer areas with a value than the method can work with."""

    def __init__(self, areas: int, least: int) -> None:
        super().__init__(
            counts(
                "%(count)s area has a value, and at least %(least)s are needed. Add areas or values.",
                "%(count)s areas have a value, and at least %(least)s are needed. Add areas or values.",
                areas,
                least=least,
            )
        )


class NoNeighboursError(AnalysisError):
    """No two areas with a value are neighbours."""

    def __init__(self) -> None:
        super().__init__(
            says(
                "No two areas with a value are neighbours. "
                "Check the outlines or the list of neighbours, or allow a distance."
            )
        )


class InfiniteValueError(AnalysisError):
    """A value has no limit."""

    def __init__(self, code: str) -> None:
        super().__init__(
            says("The value of area %(code)s is infinite. Correct it, or leave it empty.", code=code)
        )


class NegativeValueError(AnalysisError):
    """A value is below zero where only zero or more makes sense."""

    def __init__(self, code: str) -> None:
        super().__init__(
            says("The number of area %(code)s is below zero. Correct it, or leave it empty.", code=code)
        )


class NoProductsError(AnalysisError):
    """One area only has a value above zero, so no pair has a product."""

    def __init__(self) -> None:
        super().__init__(says("One area only has a value above zero. General G needs at least two."))


class InvalidPlaceError(AnalysisError):
    """A place on the grid is missing or no whole number."""

    def __init__(self, code: str, row: int) -> None:
        super().__init__(
            says("The area %(code)s has no whole number as its row and column of the grid.", code=code), row
        )


class SharedPlaceError(AnalysisError):
    """Two areas lie on the same place of the grid."""

    def __init__(self, code: str, other: str, row: int) -> None:
        super().__init__(
            says(
                "The areas %(other)s and %(code)s have the same row and column of the grid. Correct one.",
                code=code,
                other=other,
            ),
            row,
        )


class InvalidDistanceError(AnalysisError):
    """A distance is missing, negative or infinite."""

    def __init__(self) -> None:
        super().__init__(says("A distance must be a number of zero or more. Write it without its unit."))


class TooManyNeighboursError(AnalysisError):
    """So many pairs that nearly all areas would be neighbours of all."""

    def __init__(self, most: int) -> None:
        super().__init__(
            says(
                "More than %(millions)s million pairs of areas would be neighbours. "
                "Check the unit of the distance, and whether an outline repeats.",
                millions=most // 1_000_000,
            )
        )


class InvalidPointError(AnalysisError):
    """A point is infinite, or is no longitude and latitude."""

    def __init__(self, code: str, row: int) -> None:
        super().__init__(
            says(
                "The point of area %(code)s lies nowhere. "
                "Check its coordinates and whether longitude comes first.",
                code=code,
            ),
            row,
        )


class NotAnOutlineError(AnalysisError):
    """An outline is a point or a line."""

    def __init__(self, code: str, row: int) -> None:
        super().__init__(
            says("The outline of area %(code)s is no polygon. Give its boundary as a polygon.", code=code),
            row,
        )


class UnknownZoneError(AnalysisError):
    """No zone has this letter."""

    def __init__(self, letter: str) -> None:
        super().__init__(says("There is no zone %(letter)s. Look at the letters in the list.", letter=letter))


class MissingReasonError(AnalysisError):
    """A change made by people has no reason."""

    def __init__(self) -> None:
        super().__init__(says("A change of the zones needs a reason. Write in a few words why."))


class InvalidEditError(AnalysisError):
    """A change that would leave the zones in disorder; its sentence says how."""
