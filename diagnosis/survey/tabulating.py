"""Makes shares of groups from the columns of a survey, as a plan says. Nothing of one record leaves it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clrisk_site.tables.sentences import RefusedError
from clrisk_site.tables.values.parsed import is_missing
from diagnosis.statistics.design import SurveyDesign, survey_design
from diagnosis.statistics.errors import (
    AnalysisError,
    EmptyDomainError,
    InvalidWeightError,
    MissingDesignError,
    MissingWeightError,
    OneClusterError,
)
from diagnosis.statistics.proportions import weighted_proportion
from diagnosis.survey.answer import (
    EVERYONE,
    LEAST_RECORDS,
    LONGEST_CODE,
    MANY_WEIGHTS,
    MOST_CODES,
    Answer,
    GroupShare,
)
from diagnosis.survey.codes import Codes, canonical
from diagnosis.survey.plan import ANY, Column, Condition, Group, Plan

type Floats = NDArray[np.float64]
type Members = NDArray[np.bool_]

REST = ""

FAULTS: Mapping[type[AnalysisError], str] = {
    MissingWeightError: "survey_weight_missing",
    InvalidWeightError: "survey_weight_invalid",
    MissingDesignError: "survey_design_missing",
    OneClusterError: "survey_one_unit",
    EmptyDomainError: "survey_empty",
}


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of the chosen columns: texts by place, and numbers where numbers are needed."""

    texts: Mapping[int, Sequence[str]]
    numbers: Mapping[int, Floats]
    rows: int
    row_numbers: Sequence[int]

    def codes(self, column: Column) -> tuple[NDArray[np.intp], list[str]]:
        """Return per record the place of its cell among the distinct ones, and these."""
        places, texts = pd.factorize(np.asarray(self.texts[column.place], dtype=object))
        return places, [str(text) for text in texts]


def tabulate(cells: Cells, plan: Plan, *, left_out: int = 0) -> Answer:
    """Return the share of everyone and of each group.

    Raises
    ------
    RefusedError
        If weights or design are faulty, nobody is left in the base, no record has the codes of an answer, or
        a group column has too many codes.
    """
    refuse_absent_codes(cells, plan)
    base, outside, ageless = base_of(cells, plan)
    works = works_of(cells, plan)
    member = base & ~np.isnan(works)
    try:
        design = design_of(cells, plan, base)
        shares = [GroupShare(EVERYONE, "", weighted_proportion(design, works, domain=base))]
        for variable, group in enumerate(plan.groups):
            shares += [
                GroupShare(variable, label, weighted_proportion(design, works, domain=base & inside))
                for label, inside in _groups(cells, group, member & (design.weights > 0))
            ]
    except AnalysisError as fault:
        row = cells.row_numbers[fault.row] if fault.row is not None else 0
        raise RefusedError(FAULTS.get(type(fault), "survey_empty"), row=int(row)) from fault
    weights = 0 if plan.weight is None else min(len(np.unique(design.weights[base])), MANY_WEIGHTS)
    return Answer(cells.rows, left_out, outside, ageless, tuple(shares), weights)


def base_of(cells: Cells, plan: Plan) -> tuple[Members, int, int]:
    """Return who is of the ages asked for, how many are not, and of how many no age is known."""
    if plan.age is None:
        return np.ones(cells.rows, dtype=bool), 0, 0
    ages = np.floor(cells.numbers[plan.age.place])
    unknown = np.isnan(ages)
    base = ~unknown & (ages >= plan.youngest) & (ages <= plan.oldest)
    return base, int((~base & ~unknown).sum()), int(unknown.sum())


def works_of(cells: Cells, plan: Plan) -> Floats:
    """Return 1, 0 or NaN (unknown) per record: the answers joined by Kleene's rules."""
    columns = np.column_stack([_answers(cells, condition) for condition in plan.conditions])
    if plan.skipped:
        # The questionnaire leaves a question out after another answer: that is a no to it, not a silence.
        answered = ~np.isnan(columns).all(axis=1)
        columns[answered] = np.nan_to_num(columns[answered], nan=0.0)
    decisive = 1.0 if plan.joined == ANY else 0.0
    decided = (columns == decisive).any(axis=1)
    unknown = np.isnan(columns).any(axis=1)
    return np.where(decided, decisive, np.where(unknown, np.nan, 1 - decisive))


def refuse_absent_codes(cells: Cells, plan: Plan) -> None:
    """Refuse codes by which nobody could work: a slip of the pen would look like a sample too small.

    Where one of several answers suffices, another may be given by nobody in a small sample.
    """
    absent = [condition for condition in plan.conditions if _is_absent(cells, condition)]
    if absent and (plan.joined != ANY or len(absent) == len(plan.conditions)):
        column = absent[0].column
        raise RefusedError("survey_no_code", codes=absent[0].yes, column=column.name or str(column.place + 1))


def _is_absent(cells: Cells, condition: Condition) -> bool:
    """Whether records answer, and none of them with the codes of the condition."""
    yes, blank = Codes.read(condition.yes), Codes.read(condition.blank)
    _places, texts = cells.codes(condition.column)
    told = [text for text in texts if not is_missing(text) and text not in blank]
    return bool(told) and not any(text in yes for text in told)


def _answers(cells: Cells, condition: Condition) -> Floats:
    yes, blank = Codes.read(condition.yes), Codes.read(condition.blank)

    def answer(cell: str) -> float:
        # A code of no answer, such as 99 hours, lies in the range of those who work.
        if cell in blank:
            return float("nan")
        if cell.strip() and cell in yes:
            return 1.0
        return float("nan") if is_missing(cell) else 0.0

    return mapped(cells, condition.column, answer)


def mapped(cells: Cells, column: Column, of: Callable[[str], float]) -> Floats:
    places, texts = cells.codes(column)
    return np.asarray([of(text) for text in texts], dtype=np.float64)[places]


def design_of(cells: Cells, plan: Plan, base: Members) -> SurveyDesign:
    weights = np.ones(cells.rows) if plan.weight is None else cells.numbers[plan.weight.place].copy()
    # Who is of another age need not have been weighted; the record keeps its place in the design.
    weights[~base & np.isnan(weights)] = 0
    return survey_design(weights, strata=labels_of(cells, plan.stratum), clusters=labels_of(cells, plan.unit))


def labels_of(cells: Cells, column: Column | None) -> NDArray[np.str_] | None:
    if column is None:
        return None
    places, texts = cells.codes(column)
    return np.asarray(["" if is_missing(text) else canonical(text) for text in texts], dtype=str)[places]


def _groups(cells: Cells, group: Group, member: Members) -> list[tuple[str, Members]]:
    """Return the groups that may be told, and the rest when it is not empty.

    Groups under `LEAST_RECORDS` go to the rest; so does the smallest other one while the rest is as small,
    since it would follow by subtraction.
    """
    places, texts = cells.codes(group.column)
    labels = (
        labelled(texts, group) if group.lines else _coded(texts, set(places[member].tolist()), group.title)
    )
    order = list(dict.fromkeys([*(label for _, label in group.lines), *labels]))
    found = [(label, np.asarray([one == label for one in labels], dtype=bool)[places]) for label in order]
    sizes = {label: int((inside & member).sum()) for label, inside in found}
    kept = [label for label in order if label != REST and sizes[label] >= LEAST_RECORDS]
    rest = int(member.sum()) - sum(sizes[label] for label in kept)
    while kept and 0 < rest < LEAST_RECORDS:
        smallest = min(kept, key=lambda label: sizes[label])
        kept.remove(smallest)
        rest += sizes[smallest]
    if not group.lines:
        kept.sort(key=_in_order)
    by_label = dict(found)
    told = [(label, by_label[label]) for label in kept]
    if rest and kept:
        told.append((REST, ~np.any([inside for _, inside in told], axis=0)))
    return told


def labelled(texts: Sequence[str], group: Group) -> list[str]:
    """Return the label of each distinct cell as the person wrote it; the first line that fits wins."""
    lines = [(Codes.read(codes), label) for codes, label in group.lines]
    return [next((label for codes, label in lines if text in codes), REST) for text in texts]


def _coded(texts: Sequence[str], used: set[int], title: str) -> list[str]:
    """Return the codes of the file themselves, which leave only when they are few and short.

    Raises
    ------
    RefusedError
        If they are many or long: they may be names or numbers of somebody.
    """
    codes = ["" if is_missing(text) else " ".join(text.split()) for text in texts]
    codes = [canonical(code) if code[:1].isdigit() else code for code in codes]
    distinct = {code for place, code in enumerate(codes) if place in used}
    if len(distinct) > MOST_CODES or any(len(code) > LONGEST_CODE for code in distinct):
        raise RefusedError("survey_many_codes", limit=MOST_CODES, column=title)
    return codes


def _in_order(code: str) -> tuple[bool, float, str]:
    try:
        return False, float(code), code
    except ValueError:
        return True, 0.0, code
