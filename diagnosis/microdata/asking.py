"""Asks the child process for what is left of a file, and believes only what has the form asked for."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self, Unpack

from clrisk_site.tables.asking import ask, refusal
from clrisk_site.tables.guard import Choices
from clrisk_site.tables.readers.request import Plain
from clrisk_site.tables.sentences import RefusedError
from clrisk_site.tables.spec import Refusal
from diagnosis.microdata.plan import BOYS, GIRLS, AnalysisPlan
from diagnosis.microdata.reducing import (
    BASE,
    BLANK,
    NO,
    SEX,
    STRATUM,
    UNIT,
    WEIGHT,
    YES,
    column_names,
    outcome_column,
)
from diagnosis.survey.asking import LIMITS

PROGRAM = "diagnosis.microdata.child"
LONGEST_LABEL = 120


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of a file whose needed columns are kept for a job.

    Parameters
    ----------
    rows, left_out, outside, ageless : int
        Records; rows below them; records of other ages; records without an age.
    few : tuple of (str, str)
        Variables and categories that fewer than five records had, so that they were left out.
    """

    rows: int
    left_out: int
    outside: int
    ageless: int
    few: tuple[tuple[str, str], ...]

    def to_plain(self) -> dict[str, Any]:
        """Return plain data."""
        return asdict(self)

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> Self:
        """Rebuild it, believing none of its numbers.

        Raises
        ------
        KeyError, TypeError, ValueError
            If it is not one.
        """
        numbers = {name: data[name] for name in ("rows", "left_out", "outside", "ageless")}
        if not all(isinstance(one, int) and one >= 0 for one in numbers.values()):
            raise ValueError("a count that counts nothing")
        few = tuple((str(title)[:LONGEST_LABEL], str(label)[:LONGEST_LABEL]) for title, label in data["few"])
        return cls(**numbers, few=few)


def asked_plan(plan: AnalysisPlan, sha256: str, *, written: Sequence[int] | None = None) -> dict[str, Plain]:
    """Return what the child is asked: the choices, and what makes its numbering the same each time.

    Parameters
    ----------
    written : sequence of int, optional
        Places of the columns of which each category must have records; of the others two must. Without it
        nothing is asked of them: the same file was read before.
    """
    return {
        "plan": plan.to_plain(),
        "salt": sha256,
        "written": None if written is None else [*written],
    }


def ask_reduced(
    path: Path, plan: AnalysisPlan, *, sha256: str, name: str, **choices: Unpack[Choices]
) -> tuple[Kept, bytes] | Refusal:
    """Have a file reduced in the child process.

    Parameters
    ----------
    path : Path
        The file, or what `anonymous_file.path_of_descriptor` gave for one without a name.
    plan : AnalysisPlan
        What was chosen on its header.
    sha256 : str
        Of the file.
    name : str
        What the user calls the file, for the sentences.
    **choices : Choices
        How the header was read.

    Returns
    -------
    (Kept, bytes) or Refusal
        Never raises for what the file holds.
    """
    found = ask(path, LIMITS, name=name, program=PROGRAM, plan=asked_plan(plan, sha256), **choices)
    return found if isinstance(found, Refusal) else believed(*found, plan, name)


def believed(
    head: Mapping[str, Any], body: bytes, plan: AnalysisPlan, name: str
) -> tuple[Kept, bytes] | Refusal:
    """Return the answer of the child, or the general refusal when it holds what was not asked for."""
    try:
        kept = Kept.from_plain(head)
        if _count(body, plan) == kept.rows:
            return kept, body
    except (KeyError, TypeError, ValueError, csv.Error):
        pass
    return refusal(RefusedError("ended"), name)


def _count(body: bytes, plan: AnalysisPlan) -> int:
    """Return how many records there are.

    Raises
    ------
    ValueError
        If a cell holds anything but what the plan names, or a number where a number is asked for.
    """
    names = column_names(plan)
    allowed: dict[str, frozenset[str]] = {BASE: frozenset({YES, NO}), SEX: frozenset({GIRLS, BOYS, BLANK})}
    allowed |= {outcome_column(one.kind): frozenset({YES, NO, BLANK}) for one in plan.outcomes}
    allowed |= {one.title: frozenset({*one.labels, BLANK}) for one in plan.variables}
    rows = csv.reader(io.StringIO(body.decode(), newline=""))
    if tuple(next(rows, ())) != names:
        raise ValueError("other columns")
    count = 0
    for row in rows:
        for column, cell in zip(names, row, strict=True):
            if column == WEIGHT:
                if not math.isfinite(float(cell)):
                    raise ValueError("a weight that is none")
            elif column in (UNIT, STRATUM):
                if not cell.isdecimal():
                    raise ValueError("a number that is none")
            elif cell not in allowed[column]:
                raise ValueError("a category that nobody named")
        count += 1
    return count
