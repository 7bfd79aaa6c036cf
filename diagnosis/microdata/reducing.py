"""What is left of a file of microdata: categories of the chosen columns, and the sample without its numbers.

Units and strata get other numbers, records another order, categories of a few records none. No column that
was not chosen, and no code that was not named, passes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clrisk_site.tables.sentences import RefusedError
from diagnosis.microdata.plan import AnalysisPlan
from diagnosis.statistics.errors import AnalysisError
from diagnosis.survey.answer import LEAST_RECORDS
from diagnosis.survey.codes import Codes
from diagnosis.survey.plan import Column, Group
from diagnosis.survey.tabulating import (
    FAULTS,
    Cells,
    base_of,
    design_of,
    labelled,
    labels_of,
    refuse_absent_codes,
    works_of,
)

BASE, SEX, WEIGHT, UNIT, STRATUM = "_base", "_sex", "_weight", "_unit", "_stratum"
YES, NO, BLANK = "1", "0", ""

type Texts = NDArray[np.object_]
type Members = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Reduced:
    """What is left.

    Parameters
    ----------
    frame : DataFrame
        One row per record: `BASE`, an outcome column each, `SEX`, the variables by their titles, the sample.
    rows, outside, ageless : int
        Records, those of other ages, and those without an age.
    few : tuple of (str, str)
        Variables and categories left out because fewer than five records had them.
    """

    frame: pd.DataFrame
    rows: int
    outside: int
    ageless: int
    few: tuple[tuple[str, str], ...]


def outcome_column(kind: str) -> str:
    """Return what the column of an outcome is called."""
    return f"_{kind}"


def column_names(plan: AnalysisPlan) -> tuple[str, ...]:
    """Return the columns that are left, in order."""
    return (
        BASE,
        *(outcome_column(one.kind) for one in plan.outcomes),
        *([SEX] if plan.sex else []),
        *(one.title for one in plan.variables),
        *([WEIGHT] if plan.weight else []),
        *([STRATUM] if plan.stratum else []),
        *([UNIT] if plan.unit else []),
    )


def reduce_cells(cells: Cells, plan: AnalysisPlan, *, salt: str) -> Reduced:
    """Return what an analysis needs of the cells, and nothing more.

    Parameters
    ----------
    cells : Cells
        Of the chosen columns.
    plan : AnalysisPlan
        What was chosen.
    salt : str
        The same for the same file, so that a rerun numbers units and strata alike.

    Raises
    ------
    RefusedError
        If the sample is faulty, or nobody has the codes of an outcome.
    """
    first = plan.read_as(plan.outcomes[0])
    base, outside, ageless = base_of(cells, first)
    columns: dict[str, Texts] = {BASE: np.where(base, YES, NO).astype(object)}
    answered = np.zeros(cells.rows, dtype=bool)
    for outcome in plan.outcomes:
        asked = plan.read_as(outcome)
        refuse_absent_codes(cells, asked)
        works = works_of(cells, asked)
        answered |= ~np.isnan(works)
        texts = np.where(np.isnan(works), BLANK, np.where(works == 1, YES, NO))
        columns[outcome_column(outcome.kind)] = _inside(texts, base)
    weights = _weights(cells, plan, base)
    if not (base & answered).any():
        raise RefusedError("survey_empty", row=0)
    few: list[tuple[str, str]] = []
    if plan.sex:
        group = Group(plan.sex.column, "", ((plan.sex.girls, "girls"), (plan.sex.boys, "boys")))
        columns[SEX] = _inside(_categories(cells, group), base)
    for one in plan.variables:
        texts = _inside(_categories(cells, Group(one.column, one.title, one.lines)), base)
        gone = _few(texts, one.labels)
        few += [(one.title, label) for label in gone]
        texts[np.isin(texts, gone)] = BLANK
        columns[one.title] = texts
    if weights is not None:
        columns[WEIGHT] = weights.astype(object)
    for name, column in ((STRATUM, plan.stratum), (UNIT, plan.unit)):
        if column is not None:
            columns[name] = _renumbered(cells, column, salt)
    names = list(column_names(plan))
    # The order is one of the contents, so that nobody finds a record of the file by its place.
    frame = pd.DataFrame(columns)[names].sort_values(names[::-1], kind="stable", ignore_index=True)
    return Reduced(frame, cells.rows, outside, ageless, tuple(few))


def refuse_absent_categories(cells: Cells, plan: AnalysisPlan, written: Collection[int]) -> None:
    """Refuse categories that nobody has: after a slip of the pen, children fall away without a word.

    Parameters
    ----------
    written : collection of int
        Places of the columns whose categories a person wrote. Those of the codebook hold for all of its
        sources, so that two of them suffice.

    Raises
    ------
    RefusedError
        With the codes and the column.
    """
    for group in plan.looked_at.groups:
        _places, texts = cells.codes(group.column)
        read = [(codes, Codes.read(codes)) for codes, _label in group.lines]
        absent = [codes for codes, these in read if not any(text in these for text in texts)]
        if absent and (group.column.place in written or len(group.lines) - len(absent) < 2):
            column = group.column.name or str(group.column.place + 1)
            raise RefusedError("survey_no_code", codes=absent[0], column=column)


def _inside(texts: NDArray[np.generic], base: Members) -> Texts:
    """Return the texts of those in the base; of the others only their place in the sample is needed."""
    return np.where(base, texts, BLANK).astype(object)


def _categories(cells: Cells, group: Group) -> Texts:
    places, texts = cells.codes(group.column)
    return np.asarray(labelled(texts, group), dtype=object)[places]


def _few(texts: Texts, labels: Sequence[str]) -> list[str]:
    counts = {label: int((texts == label).sum()) for label in labels}
    return [label for label, count in counts.items() if 0 < count < LEAST_RECORDS]


def _weights(cells: Cells, plan: AnalysisPlan, base: Members) -> NDArray[np.float64] | None:
    """Return the weights after the sample was judged as for any share."""
    try:
        design = design_of(cells, plan.looked_at, base)
    except AnalysisError as fault:
        row = cells.row_numbers[fault.row] if fault.row is not None else 0
        raise RefusedError(FAULTS.get(type(fault), "survey_empty"), row=int(row)) from fault
    return design.weights if plan.weight is not None else None


def _renumbered(cells: Cells, column: Column, salt: str) -> Texts:
    """Return other numbers for units or strata, in an order that tells nothing of theirs."""
    labels = labels_of(cells, column)
    if labels is None:
        return np.full(cells.rows, BLANK, dtype=object)
    distinct = sorted(set(labels.tolist()), key=lambda one: hashlib.sha256(f"{salt}{one}".encode()).digest())
    number_of = {label: str(place + 1) for place, label in enumerate(distinct)}
    return np.asarray([number_of[label] for label in labels.tolist()], dtype=object)
