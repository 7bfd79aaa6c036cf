"""What can be wrong in a table of profile cells itself, each by its name."""

from __future__ import annotations

from collections.abc import Sequence

from clrisk_site.figures.message import says
from diagnosis.statistics.errors import AnalysisError, listed


class NoCellsError(AnalysisError):
    """There is no cell, or no child in any of them."""

    def __init__(self) -> None:
        super().__init__(says("The cells hold no child. Check the file and the column of the counts."))


class MissingCountError(AnalysisError):
    """A cell has no count."""

    def __init__(self, rows: int, row: int | None = None) -> None:
        super().__init__(
            says(
                "Cells without a count: %(rows)s. Missing is not zero: write the number of children, or "
                "leave the row out of the file.",
                rows=rows,
            ),
            row,
        )


class UnusableCountError(AnalysisError):
    """A count is negative, infinite or no number."""

    def __init__(self, area: str, row: int | None = None) -> None:
        super().__init__(
            says(
                "A count of the area “%(area)s” is negative, infinite or no number. Counts are numbers of "
                "children or sums of weights.",
                area=area,
            ),
            row,
        )


class MissingAreaError(AnalysisError):
    """A cell belongs to no area."""

    def __init__(self, rows: int, row: int | None = None) -> None:
        super().__init__(
            says("Cells without the code of an area: %(rows)s. Each cell belongs to one area.", rows=rows),
            row,
        )


class TextInCountsError(AnalysisError):
    """A count is written as a text."""

    def __init__(self, column: str, value: str, row: int) -> None:
        super().__init__(
            says(
                "The column “%(column)s” holds “%(value)s” where a number belongs. Write counts in digits, "
                "with a point for decimals.",
                column=column,
                value=value,
            ),
            row,
        )


class AmbiguousCountError(AnalysisError):
    """Counts that can be read in two ways."""

    def __init__(self, column: str, value: str) -> None:
        super().__init__(
            says(
                "“%(value)s” in the column “%(column)s” could mean decimals or thousands. Say which mark the "
                "decimals have.",
                column=column,
                value=value,
            )
        )
        self.column = column


class LackingColumnError(AnalysisError):
    """A file does not have the column of the areas or of the counts."""

    of_call = True

    def __init__(self, column: str, names: Sequence[str]) -> None:
        super().__init__(
            says(
                "The file has no column “%(column)s”. It has: %(present)s.",
                column=column,
                present=listed(names),
            )
        )
        self.column = column
        self.names = tuple(names)


class TwoRolesError(AnalysisError):
    """One column is asked for in two roles."""

    of_call = True

    def __init__(self, column: str) -> None:
        super().__init__(
            says("The column “%(column)s” cannot be both area or count and a variable.", column=column)
        )
        self.column = column


class RepeatedHeaderError(AnalysisError):
    """A file has two columns of one name."""

    of_call = True

    def __init__(self, column: str) -> None:
        super().__init__(
            says("The file has the column “%(column)s” more than once. Rename one of them.", column=column)
        )
        self.column = column


class UnreadableCellsError(AnalysisError):
    """A file is not the table its name promises."""

    def __init__(self, kind: str) -> None:
        super().__init__(
            says(
                "The file cannot be read as %(kind)s. Save it again as CSV in UTF-8 with one header row, or "
                "as Parquet.",
                kind=kind,
            )
        )
