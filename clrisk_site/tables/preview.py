"""Reads a table as one kind of import against what is stored, and tells what writing would do.

Writes nothing.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from clrisk_site.figures.message import N_, says
from clrisk_site.tables.against_stored import are_keys_final, compare_with_stored, keys_read
from clrisk_site.tables.comparing import Comparison
from clrisk_site.tables.examples import NOTHING_ELSE, without_example
from clrisk_site.tables.matching.columns import ColumnMatches
from clrisk_site.tables.matching.gathering import used_columns
from clrisk_site.tables.matching.places import match_territories
from clrisk_site.tables.preview_result import Preview
from clrisk_site.tables.problem_column import note_left_out
from clrisk_site.tables.raw import RawTable
from clrisk_site.tables.repeats import without_repeats
from clrisk_site.tables.rows import RowStates
from clrisk_site.tables.showing import find_accents, show_rows
from clrisk_site.tables.spec import Change, Column, Context, ImportSpec, Kind, Problem, Question
from clrisk_site.tables.telling import gone_rows, histograms_of, mark_of_gone, notes_of
from clrisk_site.tables.values.columns import parse_column
from clrisk_site.tables.values.parsed import Parsed

WAITS = says(N_("The row waits for the answer to a question."))

type Columns = dict[str, tuple[Column, str, Parsed]]


def prepare(
    spec: ImportSpec,
    raw: RawTable,
    matches: ColumnMatches | Mapping[str, str],
    context: Context,
    *,
    removes_gone: bool = False,
) -> Preview:
    """Prepare an import.

    Parameters
    ----------
    matches : ColumnMatches or mapping of str to str
        Header to field, as `match_columns` proposes and the user corrects it. Problems of matches become the
        preview's.
    context : Context
        Where the import goes; `answers` holds what was already asked.
    removes_gone : bool
        A person said that the stored rows which the file does not hold go; they stay where the spec cannot
        remove any.

    Returns
    -------
    Preview
        Counts, problems with the row numbers of the user's file, questions, and the change to write.
    """
    mapping = matches.mapping if isinstance(matches, ColumnMatches) else matches
    raw, example = without_example(spec, raw, mapping)
    if not len(raw):
        return _nothing_but_the_example()
    columns = _parse(spec, raw, mapping, context)
    states = RowStates(raw.row_numbers)
    for problem in matches.problems if isinstance(matches, ColumnMatches) else ():
        states.add(problem)
    _take_reader_problems(raw, mapping, states)
    questions = _take_parsed(columns, states)
    _require(spec, columns, states)
    frame = _frame(columns, raw.row_numbers)
    keys = keys_read(spec, frame)
    frame = frame if states.all_good else frame[states.good]
    frame, asked, gathered = _check(spec, frame, context, columns, states)
    frame = without_repeats(spec, frame, states, compared=_compared(raw, columns))
    states.settle_totals()
    if spec.together and states.failed.any():
        message = says(N_("The rows belong together: none is saved while one is refused. Correct them."))
        states.add(Problem(None, None, message))
    known = states.all_good or (bool(keys) and are_keys_final(spec))
    comparison = compare_with_stored(spec, frame, context, keys if known else None)
    closed = bool(asked) or states.whole_file
    preview = _preview(spec, columns, states, frame, comparison, (*questions, *asked), closed=closed)
    if gathered is not None:
        blank = int(states.good.sum()) - gathered
        preview = replace(preview, kept_rows=gathered, blank_rows=blank)
    found, stored = comparison
    read = [(column, parsed) for column, _, parsed in columns.values()]
    return replace(
        preview,
        notes=(
            *(() if example is None else (example,)),
            *preview.notes,
            *note_left_out([header for header in raw.headers if header not in mapping]),
        ),
        removed=preview.gone if removes_gone and spec.remove is not None else 0,
        gone_rows=gone_rows(spec, stored[found.gone], context),
        histograms=histograms_of(read),
        first_rows=show_rows(read, raw, context),
        accents=find_accents(raw, [header for _, header, _ in columns.values()]),
    )


def _compared(raw: RawTable, columns: Columns) -> tuple[str, ...]:
    """Return the headers that rows are compared by, when the file has others beside them."""
    used = tuple(header for _, header, _ in columns.values())
    return used if len(used) < len(raw.headers) else ()


def _nothing_but_the_example() -> Preview:
    """Return the preview of a template that nobody filled in."""
    return Preview(0, 0, 0, 0, 0, 0, 0, 0, problems=(Problem(None, None, NOTHING_ELSE),))


def _parse(spec: ImportSpec, raw: RawTable, mapping: Mapping[str, str], context: Context) -> Columns:
    columns: Columns = {}
    for read in used_columns(spec, raw, mapping):
        if read.column.kind is Kind.TERRITORY:
            parsed = match_territories(
                read.packed,
                read.column,
                context,
                parts=read.parts,
                names=read.names_beside,
                depth=read.named_depth,
            )
        elif read.packed is not None:
            parsed = parse_column(read.packed, read.column, context.answers, typed=read.typed)
        else:
            continue
        columns[read.column.name] = (read.column, read.header, parsed)
    return columns


def _take_reader_problems(raw: RawTable, mapping: Mapping[str, str], states: RowStates) -> None:
    for problem in raw.problems:
        if problem.column is None or mapping.get(problem.column):
            states.add(problem)


def _take_parsed(columns: Columns, states: RowStates) -> list[Question]:
    questions: list[Question] = []
    for column, header, parsed in columns.values():
        for positions, message in parsed.failures:
            if column.may_fail:
                states.remark(positions, header, message)
            else:
                states.fail(positions, header, message)
        asked = {question.code: question.message for question in parsed.questions}
        for code, positions in parsed.waiting.items():
            states.wait(positions, header, asked.get(code, WAITS))
        questions += parsed.questions
    return questions


def _require(spec: ImportSpec, columns: Columns, states: RowStates) -> None:
    for column in spec.columns:
        if not column.required:
            continue
        if column.name not in columns:
            if any(problem.row is None and problem.column == column.name for problem in states.problems):
                continue
            message = says(
                N_("No column was found for «%(label)s». Choose the column that holds it."),
                label=column.label,
            )
            states.add(Problem(None, column.name, message))
            continue
        _, header, parsed = columns[column.name]
        blank = np.asarray(pd.isna(parsed.values), dtype=bool)
        message = says(N_("The cell is blank. Fill it in or remove the row."))
        # A cell that failed or waits has been spoken of already.
        states.fail(np.flatnonzero(blank & states.good), header, message)


def _frame(columns: Columns, rows: npt.NDArray[np.int64]) -> pd.DataFrame:
    index = pd.Index(rows, name="row")
    series = {
        name: pd.Series(parsed.values, index=index, dtype=object if _holds_objects(parsed.values) else None)
        for name, (_, _, parsed) in columns.items()
    }
    return pd.DataFrame(series, index=index)


def _holds_objects(values: Any) -> bool:
    return bool(values.dtype == object)


def _check(
    spec: ImportSpec, frame: pd.DataFrame, context: Context, columns: Columns, states: RowStates
) -> tuple[pd.DataFrame, tuple[Question, ...], int | None]:
    # A check may rely on the required columns.
    missing = any(column.required and column.name not in frame for column in spec.columns)
    if spec.check is None or frame.empty or missing:
        return frame, (), None
    checked = spec.check(frame, context)
    for problem in checked.problems:
        header = columns[problem.column][1] if problem.column in columns else problem.column
        states.add(replace(problem, column=header))
    frame = checked.frame
    return frame[~frame.index.isin(states.refused_rows)], checked.questions, checked.gathered


def _preview(
    spec: ImportSpec,
    columns: Columns,
    states: RowStates,
    frame: pd.DataFrame,
    compared: tuple[Comparison, pd.DataFrame],
    questions: tuple[Question, ...],
    *,
    closed: bool,
) -> Preview:
    comparison, stored = compared
    change = Change(
        frame[comparison.new],
        frame[comparison.changed],
        comparison.same,
        stored[comparison.gone],
        stored[comparison.before],
    )
    asked, refused = states.waiting_count, int(states.failed.sum())
    read = len(frame) + states.repeated
    return Preview(
        rows=read if spec.counted.unfolds else read + refused + asked,
        new=len(change.new),
        changed=len(change.changed),
        same=change.same,
        refused=refused,
        asked=asked,
        repeated=states.repeated,
        gone=len(change.gone),
        problems=states.listed,
        questions=questions,
        notes=notes_of([(header, parsed) for _, header, parsed in columns.values()]),
        more_problems=states.unlisted,
        more_remarks=states.unlisted_remarks,
        name_matches=tuple(match for _, _, parsed in columns.values() for match in parsed.by_name),
        gone_mark=mark_of_gone(spec, change.gone),
        changes=comparison.cells,
        changed_cells=comparison.changed_cells,
        shown_fields=tuple(columns),
        held=states.held,
        change=None if closed else change,
        file_rows=len(states.numbers),
        kept_rows=int(frame.index.nunique()) if spec.counted.unfolds else len(frame),
        blank_rows=states.count_without(frame.index.to_numpy()) if spec.counted.unfolds else states.repeated,
        counted=spec.counted,
    )
