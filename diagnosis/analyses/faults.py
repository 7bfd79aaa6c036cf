"""What can be wrong with a file or a specification, each by its name. Faults of the numbers: statistics."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from clrisk_site.figures.message import Message, says
from clrisk_site.tables.matching.similarity import letters
from diagnosis.statistics.errors import AnalysisError
from diagnosis.statistics.errors import listed as listed_whole

ALIKE = 0.6
MOST_ALIKE = 3
MOST_LISTED = 12


class FileError(AnalysisError):
    """A file that cannot be read as the table that is needed.

    Parameters
    ----------
    message : Message
        A sentence for the analyst.
    row : int or None
        Row of the file as people count it: the header is row 1.
    column : str or None
        Header of the column.
    """

    def __init__(self, message: Message, row: int | None = None, column: str | None = None) -> None:
        super().__init__(message)
        self.file_row = row
        self.column = column


class UnreadableFileError(FileError):
    """The file is no table that is read here."""


class EmptyFileError(FileError):
    """The file holds no record."""


class RaggedRowError(FileError):
    """A row has more or fewer cells than the header."""

    def __init__(self, row: int, found: int, expected: int, *, is_first: bool = False) -> None:
        message = says(
            "A row has %(found)s cells, the header has %(expected)s. "
            "Put quotation marks around text that holds the separator.",
            found=found,
            expected=expected,
        )
        if is_first:
            message = says(
                "The first row has %(found)s cells, the header has %(expected)s. "
                "If titles stand above the header, name its row with «header».",
                found=found,
                expected=expected,
            )
        super().__init__(message, row)


class NotANumberError(FileError):
    """A cell holds text where a number is needed."""

    def __init__(self, row: int, column: str, cell: str) -> None:
        super().__init__(
            says(
                "«%(cell)s» is not a number. Correct the cell, or leave it blank if it is missing.", cell=cell
            ),
            row,
            column,
        )


class NotFiniteError(FileError):
    """A cell says infinite."""

    def __init__(self, row: int, column: str) -> None:
        super().__init__(
            says("A number is infinite or too large. Correct the cell, or leave it blank if it is missing."),
            row,
            column,
        )


class DecimalMarkError(FileError):
    """Numbers that can be read in two ways."""

    def __init__(self, column: str, cell: str, row: int | None = None) -> None:
        super().__init__(
            says(
                "«%(cell)s» could mean decimals or thousands. "
                "Write «decimal: point» or «decimal: comma» in the specification.",
                cell=cell,
            ),
            row,
            column,
        )


class NotYesNoError(FileError):
    """A column of yes and no holds other codes."""

    def __init__(self, column: str, codes: Iterable[str]) -> None:
        super().__init__(
            says(
                "The column «%(column)s» does not hold yes and no; its codes are: %(codes)s. "
                "Write {column: %(column)s, value: CODE} with the code that means yes.",
                column=column,
                codes=listed(codes),
            ),
            column=column,
        )


class MixedYearsError(FileError):
    """Records of several survey years."""

    def __init__(self, column: str, years: Iterable[str]) -> None:
        super().__init__(
            says(
                "The records are of several years: %(years)s. Analyse one year at a time: "
                "name it in «domain».",
                years=listed(years),
            ),
            column=column,
        )


class SpecificationError(AnalysisError):
    """A specification that cannot be followed.

    Parameters
    ----------
    message : Message
        A sentence for the analyst.
    key : str or None
        Key of the specification.
    line : int or None
        Its line, from 1.
    """

    of_call = True

    def __init__(self, message: Message, key: str | None = None, line: int | None = None) -> None:
        super().__init__(message)
        self.key = key
        self.line = line


class BrokenSpecificationError(SpecificationError):
    """The specification is no plain YAML."""


class UnknownKeyError(SpecificationError):
    """A key that the method does not know."""

    def __init__(self, key: str, known: Sequence[str], line: int | None = None) -> None:
        super().__init__(
            says(
                "The key «%(key)s» is not known here. %(hint)s",
                key=shortened(key),
                hint=_hint(key, known, says("Known keys: %(known)s.", known=listed(known, most=40))),
            ),
            key,
            line,
        )


class MissingKeyError(SpecificationError):
    """A key without which the method cannot start."""

    def __init__(self, key: str, meaning: Message) -> None:
        message = says("The specification lacks the key «%(key)s».", key=key)
        if meaning.text:
            message = says("The specification lacks the key «%(key)s»: %(meaning)s", key=key, meaning=meaning)
        super().__init__(message, key)


class InvalidValueError(SpecificationError):
    """A key with a value that it cannot have."""

    def __init__(self, key: str, wanted: Message, line: int | None = None) -> None:
        super().__init__(
            says("The value of «%(key)s» is not understood. %(wanted)s", key=key, wanted=wanted), key, line
        )


class MissingColumnError(SpecificationError):
    """A column that the file does not have."""

    def __init__(self, column: str, names: Sequence[str]) -> None:
        super().__init__(
            says(
                "The file has no column «%(column)s». %(hint)s",
                column=shortened(column),
                hint=_hint(column, names, says("Its columns: %(known)s.", known=listed(names, most=40))),
            )
        )
        self.column = column


class RepeatedColumnError(SpecificationError):
    """A column whose name the file has twice."""

    def __init__(self, column: str) -> None:
        super().__init__(
            says("The file has the column «%(column)s» more than once. Rename one of them.", column=column)
        )
        self.column = column


class UnknownCodeError(SpecificationError):
    """A code that no record has."""

    def __init__(self, column: str, code: str, codes: Iterable[str]) -> None:
        super().__init__(
            says(
                "No record has the code «%(code)s» in the column «%(column)s». Its codes: %(codes)s.",
                code=shortened(code),
                column=column,
                codes=listed(codes),
            )
        )
        self.column = column


def listed(texts: Iterable[str], most: int = MOST_LISTED) -> str:
    """Return texts of a file as a sentence may list them: each shortened, an ellipsis for the rest.

    Examples
    --------
    >>> listed(["1", "2", "3"], most=2)
    '1, 2, …'
    """
    return listed_whole((shortened(text) for text in texts), most)


def printable(text: str) -> str:
    """Return a text of a file without what would move a terminal, its spaces made one."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def shortened(text: str, most: int = 60) -> str:
    """Return a text as a sentence may quote it."""
    plain = printable(text)
    return plain if len(plain) <= most else plain[: most - 1] + "…"


def alike(text: str, known: Iterable[str]) -> list[str]:
    """Return the known names that are written most like a text.

    Examples
    --------
    >>> alike("wieghts", ["weights", "strata"])
    ['weights']
    """
    plain = text.casefold()[:100]
    scored = [(letters(plain, one.casefold()[:100]), one) for one in known]
    near = sorted(
        ((score, one) for score, one in scored if score >= ALIKE), key=lambda pair: (-pair[0], pair[1])
    )
    return [one for _score, one in near[:MOST_ALIKE]]


def _hint(text: str, known: Sequence[str], otherwise: Message) -> Message:
    near = alike(text, known)
    return says("Did you mean: %(near)s?", near=listed(near)) if near else otherwise
