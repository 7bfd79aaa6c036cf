"""Computes a stored result again and holds every number against it (R23). How each technique computes, says
whoever registers it; what is kept of a rerun, the action says.
"""

import hashlib
import json
import math
import platform
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any

import numpy as np

from clrisk_site.figures.message import Message, counts, says
from clrisk_site.places.models import Territory
from diagnosis.models import AnalysisResult, Technique
from diagnosis.statistics.errors import AnalysisError

METHOD = 1
"""Counted up when the same inputs may give other numbers."""
DIGITS = 9
"""Digits that must agree: another processor may differ in the last ones."""
MOST_NAMED = 20
"""Differences that are named; the rest is only counted."""

type Plain = Any
"""What JSON can hold: texts, finite numbers, truth values, None, lists, and mappings by text."""


class NotRecomputableError(Exception):
    """The inputs are gone, or the file is not what it should be; the message says what to do."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


@dataclass(frozen=True, slots=True)
class Recomputation:
    """How a technique is computed from stored data.

    Parameters
    ----------
    inputs : callable
        Takes the territory and the parameters; returns everything that is read, as plain data. May raise
        `NotRecomputableError` when a stored row is gone.
    compute : callable
        Takes these plain inputs, the parameters and the seed; returns the plain result.
    """

    inputs: Callable[[Territory, Mapping[str, Any]], Plain]
    compute: Callable[[Plain, Mapping[str, Any], int | None], Plain]


@dataclass(frozen=True, slots=True)
class FileRecomputation:
    """How a technique is computed from a file that the site does not keep.

    Parameters
    ----------
    compute : callable
        Takes the stored result and the path of the file; returns the plain result, or raises
        `NotRecomputableError`.
    """

    compute: Callable[[AnalysisResult, Path], Plain]


class Rerun(IntEnum):
    """How a rerun ended; the value is the exit status of `manage.py rerun`."""

    SAME = 0
    DIFFERS = 1
    NOT_UNDERSTOOD = 2
    OTHER_INPUTS = 3


@dataclass(frozen=True, slots=True)
class Comparison:
    """A rerun held against what is stored.

    Parameters
    ----------
    outcome : Rerun
        How it ended.
    message : Message
        The same in words.
    differing : tuple of str
        Where numbers differ, such as ``areas[3].index``; at most `MOST_NAMED`.
    before, now : str
        What computed the stored numbers, and what computed them now.
    """

    outcome: Rerun
    message: Message
    differing: tuple[str, ...] = ()
    before: str = ""
    now: str = ""

    @property
    def same(self) -> bool:
        """Whether all numbers agree."""
        return self.outcome is Rerun.SAME


_stored: dict[str, Recomputation] = {}
_files: dict[str, FileRecomputation] = {}


def register(technique: Technique | str, recomputation: Recomputation | FileRecomputation) -> None:
    """Say how a technique is computed again; called when the app is ready."""
    if isinstance(recomputation, FileRecomputation):
        _files[str(technique)] = recomputation
    else:
        _stored[str(technique)] = recomputation


def needs_file(result: AnalysisResult) -> bool:
    """Whether the result was computed from a file, which must be sent again."""
    return result.technique in _files


def software() -> str:
    """Return what computes numbers from stored data, in one short line."""
    return f"diagnosis {METHOD}, numpy {np.__version__}, Python {platform.python_version()}"


def hash_of_inputs(inputs: Plain) -> str:
    """Return the SHA-256 of plain data, the same whatever the order of its keys.

    Raises
    ------
    TypeError, ValueError
        If it is not plain, or holds a number that is not finite.
    """
    text = json.dumps(inputs, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def hash_of_file(path: Path) -> str:
    """Return the SHA-256 of the bytes of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def hash_now(result: AnalysisResult) -> str | None:
    """Return the hash of the stored data as they are now; None for a result that was computed from a file.

    Raises
    ------
    NotRecomputableError
        If a stored row is gone.
    """
    found = _stored.get(result.technique)
    return hash_of_inputs(found.inputs(result.territory, result.parameters)) if found else None


def recompute(result: AnalysisResult, file: Path | None = None) -> Comparison:
    """Compute a result again; nothing is stored or changed.

    Parameters
    ----------
    result : AnalysisResult
        The stored one, with its territory.
    file : Path, optional
        The file, for a result that was computed from one.
    """
    try:
        return _from_file(result, file) if needs_file(result) else _from_stored(result)
    except NotRecomputableError as fault:
        return Comparison(Rerun.NOT_UNDERSTOOD, fault.message, before=result.software)
    except AnalysisError as fault:
        return Comparison(Rerun.NOT_UNDERSTOOD, fault.message, before=result.software)


def compare(result: AnalysisResult, again: Plain, now: str) -> Comparison:
    """Hold what was computed again against what is stored."""
    names = tuple(differences(result.result, json.loads(json.dumps(again, allow_nan=False))))
    if names:
        message = counts(
            "%(count)s value came out otherwise. The stored result was not changed.",
            "%(count)s values came out otherwise. The stored result was not changed.",
            len(names),
        )
        return Comparison(Rerun.DIFFERS, message, names[:MOST_NAMED], result.software, now)
    message = says("Computed again: all numbers agree.")
    return Comparison(Rerun.SAME, message, before=result.software, now=now)


def differences(before: Plain, after: Plain, at: str = "") -> Iterator[str]:
    """Yield where two plain values differ; numbers agree when `DIGITS` of their digits do.

    Examples
    --------
    >>> list(differences({"areas": [{"index": 1.0}]}, {"areas": [{"index": 2.0}]}))
    ['areas[0].index']
    """
    if isinstance(before, dict) and isinstance(after, dict):
        for key in sorted(before.keys() | after.keys()):
            place = f"{at}.{key}" if at else str(key)
            if key in before and key in after:
                yield from differences(before[key], after[key], place)
            else:
                yield place
    elif isinstance(before, list) and isinstance(after, list):
        if len(before) != len(after):
            yield at or "*"
            return
        for row, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from differences(one, other, f"{at}[{row}]")
    elif not _agree(before, after):
        yield at or "*"


def _agree(before: Plain, after: Plain) -> bool:
    numbers = (int, float)
    if isinstance(before, bool) or isinstance(after, bool):
        return before is after
    if isinstance(before, numbers) and isinstance(after, numbers):
        return math.isclose(before, after, rel_tol=10.0**-DIGITS, abs_tol=10.0**-12)
    return bool(before == after)


def _from_stored(result: AnalysisResult) -> Comparison:
    found = _stored.get(result.technique)
    if found is None:
        message = says("This kind of result cannot be computed again here: its method is not installed.")
        return Comparison(Rerun.NOT_UNDERSTOOD, message, before=result.software)
    inputs = found.inputs(result.territory, result.parameters)
    if hash_of_inputs(inputs) != result.sha256:
        message = says(
            "The stored data changed since this result was computed: their fingerprint differs. "
            "Nothing was computed or changed."
        )
        return Comparison(Rerun.OTHER_INPUTS, message, before=result.software)
    return compare(result, found.compute(inputs, result.parameters, result.seed), software())


def _from_file(result: AnalysisResult, file: Path | None) -> Comparison:
    if file is None:
        message = says("This result was computed from a file that is not kept here. Name the file.")
        return Comparison(Rerun.NOT_UNDERSTOOD, message, before=result.software)
    if hash_of_file(file) != result.sha256:
        message = says("This is another file: its fingerprint differs. Nothing was computed or changed.")
        return Comparison(Rerun.OTHER_INPUTS, message, before=result.software)
    from diagnosis.analyses.running import software as of_files  # noqa: PLC0415 - it loads polars

    return compare(result, _files[result.technique].compute(result, file), of_files())
