"""Runs one method on a file by a specification, and says in which file and row a fault lies."""

from __future__ import annotations

import hashlib
import platform
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from clrisk_site.figures.message import JsonValue, Message, counts, says
from diagnosis.analyses.analysis import Analysis
from diagnosis.analyses.faults import SpecificationError
from diagnosis.analyses.keys import SEPARATORS
from diagnosis.analyses.methods import Method, method_of
from diagnosis.analyses.reading import check_file, open_table
from diagnosis.analyses.records import Records
from diagnosis.analyses.specification import Specification, read_specification
from diagnosis.statistics.errors import (
    AnalysisError,
    InvalidPopulationError,
    InvalidWeightError,
    MissingWeightError,
    NotBinaryError,
)
from diagnosis.statistics.results import plain

VERSION = 1
"""Counted up when the same file and specification may give other numbers."""

_KEY_OF = {
    MissingWeightError: "weights",
    InvalidWeightError: "weights",
    InvalidPopulationError: "fpc",
    NotBinaryError: "outcome",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """Why there is no result.

    Parameters
    ----------
    name : str
        Name of the error.
    message : Message
        What it means, and how to mend it.
    row, column : int or None, str or None
        Row of the file as people count it, and the header.
    line : int or None
        Line of the specification.
    in_call : bool
        True if the call or the specification is at fault, False if the data permit no result.
    """

    name: str
    message: Message
    row: int | None = None
    column: str | None = None
    line: int | None = None
    in_call: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result with all that is needed to make it again."""

    method: Method
    title: str
    analysis: Analysis
    warnings: tuple[Message, ...]
    file: Path
    file_sha256: str
    spec_sha256: str
    records: int | None

    def to_json(self, say: Callable[[Message], JsonValue]) -> dict[str, JsonValue]:
        """Return the JSON document; `say` makes a sentence of a message."""
        data = plain(dict(self.analysis.data), say)
        document: dict[str, JsonValue] = dict(data) if isinstance(data, dict) else {}
        more: dict[str, JsonValue] = {
            "warnings": [{"name": key_of(one), "message": say(one)} for one in self.warnings],
            "analysis": self.method.name,
            "title": self.title,
            "software": software(),
            "file": {"name": self.file.name, "sha256": self.file_sha256, "records": self.records},
            "specification": {"sha256": self.spec_sha256},
            "seed": self.analysis.seed,
        }
        return document | more


def run(method_name: str, path: Path, spec_path: Path) -> Outcome | Fault:
    """Return the outcome of a method on a file, or why there is none.

    Parameters
    ----------
    method_name : str
        One of `methods.NAMES`.
    path, spec_path : Path
        The file and the specification of the analyst.
    """
    told = _Told()
    try:
        return _outcome(method_of(method_name), path, spec_path, told)
    except AnalysisError as error:
        return _fault(error, told.records, told.spec)
    except MemoryError:
        return Fault("MemoryError", says("The file needs more memory than there is."))
    except (np.linalg.LinAlgError, ArithmeticError):
        return Fault("ComputationError", says("These numbers cannot be computed with. Look for huge values."))
    except (pl.exceptions.PolarsError, OSError):
        return Fault("UnreadableFileError", says("The file cannot be read. Save it again as .csv in UTF-8."))


@dataclass(slots=True)
class _Told:
    """What is known of a call when it fails."""

    spec: Specification | None = None
    records: Records | None = None


def _outcome(method: Method, path: Path, spec_path: Path, told: _Told) -> Outcome:
    told.spec = spec = read_specification(spec_path, method.keys)
    check_file(path)
    warnings: tuple[Message, ...] = ()
    if method.analyse_file is not None:
        analysis = method.analyse_file(path, spec)
    elif method.analyse is not None:
        told.records = open_records(path, spec)
        analysis = method.analyse(told.records, spec)
        warnings = _reading_warnings(told.records)
    else:
        raise TypeError(f"the method {method.name} has neither analyse nor analyse_file")
    count = told.records.n if told.records else analysis.records
    said = tuple(dict.fromkeys((*warnings, *analysis.warnings)))
    return Outcome(method, spec.text("title"), analysis, said, path, _sha256(path), spec.sha256, count)


def open_records(path: Path, spec: Specification) -> Records:
    """Return the records of a file, read as the specification says."""
    header = spec.whole("header", 0) or None
    table = open_table(
        path,
        separator=SEPARATORS.get(spec.text("separator"), ""),
        encoding=spec.text("encoding"),
        header=header,
    )
    decimal, wanted = spec.text("decimal"), spec.texts()
    return Records(table, missing=_missing(spec), decimal=decimal, wanted=wanted)


def _missing(spec: Specification) -> dict[str, list[str]]:
    """Return the codes that mean "missing", by column."""
    tree = spec.tree_of("missing")
    found: dict[str, list[str]] = {}
    for name, one in tree.items() if isinstance(tree, dict) else ():
        codes = [one] if isinstance(one, str) else one
        if (
            not isinstance(codes, list)
            or not codes
            or not all(isinstance(code, str) and code for code in codes)
        ):
            raise spec.invalid("missing", says("Write one code or a list of codes for each column."))
        found[name] = [str(code) for code in codes]
    return found


def key_of(message: Message) -> str:
    """Return a stable key of a sentence, the same in every language, for programs.

    Examples
    --------
    >>> key_of(says("%(count)s records have no answer. They take no part.", count=3))
    'records_have_no_answer'
    """
    text = message.text.split(". ")[0].replace(":", " ").replace("-", " ")
    words = [word for word in text.split() if "%" not in word]
    letters = ["".join(letter for letter in word.casefold() if letter.isalnum()) for word in words]
    if any(letters):
        return "_".join(filter(None, letters))[:60].rstrip("_")
    # Only a frame around another sentence, such as the name of a model before its warning.
    inner = [one for one in message.params.values() if isinstance(one, Message)]
    return key_of(inner[-1]) if inner else "remark"


def software() -> str:
    """Return what computed the numbers, in one short line."""
    libraries = f"numpy {np.__version__}, polars {pl.__version__}"
    return f"analyse {VERSION}, {libraries}, Python {platform.python_version()}"


def unexpected(error: Exception) -> Fault:
    """Return what is said of a mistake of the program: where it was made, so that it can be mended."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(last.filename).name}:{last.lineno}"
    return Fault(
        "UnexpectedError",
        says(
            "The program made a mistake with these data (%(kind)s in %(place)s). "
            "Nothing was computed; please report it.",
            kind=type(error).__name__,
            place=place,
        ),
    )


def _fault(error: AnalysisError, records: Records | None, spec: Specification | None) -> Fault:
    row: int | None = error.file_row
    if error.row is not None and records is not None and 0 <= error.row < records.n:
        row = records.row(error.row)
    column = error.column
    if column is None and spec is not None and (key := _KEY_OF.get(type(error))) in spec.keys:
        found = spec.tree_of(str(key))
        column = found if isinstance(found, str) else None
    line = _line(error, spec) if isinstance(error, SpecificationError) else None
    return Fault(error.name, error.message, row, column, line, error.of_call)


def _line(error: SpecificationError, spec: Specification | None) -> int | None:
    """Return the line of a fault; that of the key above where a nested one has none of its own."""
    if error.line is not None or error.key is None or spec is None:
        return error.line
    return spec.lines.get(error.key) or spec.lines.get(error.key.split(".")[0])


def _reading_warnings(records: Records) -> tuple[Message, ...]:
    blank = records.table.blank_rows
    if not blank:
        return tuple(records.notes)
    words = counts(
        "%(count)s blank row of the file is no record.",
        "%(count)s blank rows of the file are no records.",
        blank,
    )
    return (words, *records.notes)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
