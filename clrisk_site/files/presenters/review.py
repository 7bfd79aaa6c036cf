"""The preview of an import as the page "review before saving" shows it."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from django.utils.translation import gettext, ngettext, npgettext

from clrisk_site.catalogue.quantities import grouped
from clrisk_site.catalogue.wording import render
from clrisk_site.files.importing.previewing import Understood, may_be_saved
from clrisk_site.tables.matching.columns import How
from clrisk_site.tables.preview_result import Preview, ShownCell, ShownRow
from clrisk_site.tables.spec import ImportSpec, Problem, Question

MOST_PROBLEMS = 15
MOST_COLUMNS = 7
MOST_ROWS = 5
MOST_SPANS = 12
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+(?=[A-ZÁÉÍÓÚÑ¿«])")


@dataclass(frozen=True)
class Piece:
    """A stretch of a cell; repaired characters are marked."""

    text: str
    mended: bool = False


@dataclass(frozen=True)
class ProblemRow:
    """One line of the table of errors: where, what, and how to mend it."""

    row: str
    column: str
    problem: str
    cure: str


@dataclass(frozen=True)
class Review:
    """Everything the page shows."""

    lead: str
    counts: list[dict[str, Any]]
    question: dict[str, Any] | None
    question_code: str
    questions_after: int
    headers: list[str]
    more_headers: int
    rows: list[tuple[int, list[tuple[str, list[Piece]]]]]
    total_rows: int
    has_mended: bool
    changes: list[dict[str, str]]
    errors: list[ProblemRow]
    more_errors: int
    file_errors: list[str]
    warnings: list[ProblemRow]
    more_warnings: int
    notes: list[str]
    columns: list[dict[str, str]]
    unused: list[str]
    matches: list[dict[str, Any]]
    accents: str
    save_label: str
    token: str


def make_review(understood: Understood) -> Review:
    """Turn a preview into the page."""
    preview, spec = understood.preview, understood.spec
    question = preview.questions[0] if preview.questions else None
    row_errors = [problem for problem in preview.errors if problem.row is not None]
    headers = [label_of(spec, field) for field in preview.shown_fields]
    warnings = _grouped_by_text(preview.warnings)
    return Review(
        lead=_lead(preview),
        counts=_counts(preview),
        question=_question(question) if question else None,
        question_code=question.code if question else "",
        questions_after=max(0, len(preview.questions) - 1),
        headers=headers[:MOST_COLUMNS],
        more_headers=max(0, len(headers) - MOST_COLUMNS),
        rows=[
            (row.row, _shown_cells(spec, preview.shown_fields, headers, row))
            for row in preview.first_rows[:MOST_ROWS]
        ],
        total_rows=preview.rows,
        has_mended=any(cell.marks for row in preview.first_rows for cell in row.cells),
        changes=_changes(understood),
        errors=[_problem_row(problem) for problem in row_errors[:MOST_PROBLEMS]],
        more_errors=max(0, len(row_errors) - MOST_PROBLEMS) + preview.more_problems,
        file_errors=[render(problem.message) for problem in preview.errors if problem.row is None],
        warnings=warnings[:MOST_PROBLEMS],
        more_warnings=max(0, len(warnings) - MOST_PROBLEMS),
        notes=[render(note) for note in preview.notes],
        columns=_columns(understood),
        unused=list(understood.matches.unused),
        matches=_matches(preview),
        accents=" · ".join(preview.accents),
        save_label=_save_label(preview),
        token=token_of(preview),
    )


def token_of(preview: Preview) -> str:
    """Return the counts as one text: what the person confirms is what they saw."""
    return f"{preview.new}-{preview.changed}-{preview.same}-{preview.refused}"


def _shown_cells(
    spec: ImportSpec, fields: Sequence[str], headers: Sequence[str], row: ShownRow
) -> list[tuple[str, list[Piece]]]:
    """Return header and pieces of each cell; a choice is written as people write it, not as its code."""
    cells = []
    for field, header, cell in zip(fields, headers, row.cells, strict=True):
        column = spec.column(field)
        spellings = column.choices.get(cell.text, ()) if column else ()
        cells.append((header, [Piece(spellings[0])] if spellings else pieces_of(cell)))
    return cells[:MOST_COLUMNS]


def pieces_of(cell: ShownCell) -> list[Piece]:
    """Cut a cell at its marks."""
    pieces, at = [], 0
    for start, end in cell.marks:
        pieces += [Piece(cell.text[at:start]), Piece(cell.text[start:end], mended=True)]
        at = end
    return [piece for piece in [*pieces, Piece(cell.text[at:])] if piece.text]


def _lead(preview: Preview) -> str:
    refused = preview.refused
    parts = [gettext("The file was understood.")]
    if preview.questions:
        count = len(preview.questions)
        parts.append(
            ngettext("%(count)s decision is missing.", "%(count)s decisions are missing.", count)
            % {"count": count}
        )
    if refused:
        parts.append(
            ngettext("%(count)s row cannot be saved.", "%(count)s rows cannot be saved.", refused)
            % {"count": grouped(refused)}
        )
    if any(problem.row is None for problem in preview.errors):
        parts = [gettext("The file cannot be saved as it is.")]
    elif not preview.questions and preview.rows and preview.same == preview.rows:
        parts.append(gettext("All its rows are already stored."))
    return " ".join([*parts, gettext("Nothing is saved until you confirm.")])


def _counts(preview: Preview) -> list[dict[str, Any]]:
    words = {
        "new": npgettext("counted rows", "new", "new", preview.new),
        "changed": npgettext("counted rows", "changes", "change", preview.changed),
        "same": npgettext("counted rows", "the same", "the same", preview.same),
        "refused": npgettext("counted rows", "refused", "refused", preview.refused),
        "gone": npgettext(
            "counted rows",
            "stored, not in the file: it stays",
            "stored, not in the file: they stay",
            preview.gone,
        ),
    }
    links = {
        "changed": ("#changes", gettext("see what changes")),
        "refused": ("#errors", gettext("see the rows")),
    }
    counts = []
    for name, word in words.items():
        number = getattr(preview, name)
        url, action = links.get(name, ("", "")) if number else ("", "")
        counts.append({"number": grouped(number), "word": word, "url": url, "action": action})
    return counts


def _question(question: Question) -> dict[str, Any]:
    ordered = sorted(question.options, key=lambda option: option.code != question.recommended)
    evidence = [render(question.evidence)] if question.evidence else []
    if question.rows:
        evidence.append(
            ngettext(
                "%(count)s row waits for the answer.", "%(count)s rows wait for the answer.", question.rows
            )
            % {"count": grouped(question.rows)}
        )
    return {
        "title": render(question.message),
        "evidence": evidence,
        "name": "answer",
        "options": [
            {
                "value": option.code,
                "label": render(option.label),
                "hint": _hint(option.code == question.recommended, option.explanation),
                "checked": option.code == question.recommended,
            }
            for option in ordered
        ],
    }


def _hint(recommended: bool, explanation: Any) -> str:  # noqa: FBT001 - a presenter of one line
    words = [gettext("recommended")] if recommended else []
    return " · ".join([*words, *([render(explanation)] if explanation else [])])


def _changes(understood: Understood) -> list[dict[str, str]]:
    """Return the first values that would change, as stored and as read."""
    return [
        {
            "row": str(cell.row),
            "field": label_of(understood.spec, cell.field),
            "before": _value(cell.before),
            "after": _value(cell.after),
        }
        for cell in understood.preview.changes[:MOST_PROBLEMS]
    ]


def _value(value: object) -> str:
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return gettext("blank")
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    return f"{value:.10g}" if isinstance(value, float) else str(value)[:200]


def _problem_row(problem: Problem) -> ProblemRow:
    text = render(problem.message)
    what, *cure = _SENTENCE_END.split(text, maxsplit=1)
    return ProblemRow(str(problem.row or ""), problem.column or "", what, cure[0] if cure else "")


def _grouped_by_text(problems: Iterable[Problem]) -> list[ProblemRow]:
    """Say each thing once, with all the rows it is true of."""
    rows: dict[str, list[int]] = {}
    for problem in problems:
        rows.setdefault(render(problem.message), []).extend([problem.row] if problem.row else [])
    return [ProblemRow(spans(numbers), "", text, "") for text, numbers in rows.items()]


def spans(numbers: Sequence[int]) -> str:
    """Write row numbers shortly.

    Examples
    --------
    >>> spans([6, 7, 8, 12])
    '6–8, 12'
    """
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    shown = [str(first) if first == last else f"{first}–{last}" for first, last in runs[:MOST_SPANS]]
    return ", ".join(shown) + (" …" if len(runs) > MOST_SPANS else "")


def label_of(spec: ImportSpec, field: str) -> str:
    column = spec.column(field)
    if column is None:
        return field
    if spec.open_columns and ":" in field:
        spellings = spec.open_columns.known.get(field.partition(":")[2], ())
        return spellings[0] if spellings else field
    return render(column.label)


def _columns(understood: Understood) -> list[dict[str, str]]:
    how = {
        How.SAME: gettext("the same name"),
        How.SUGGESTED: gettext("suggested"),
        How.CHOSEN: gettext("chosen by you"),
        How.NONE: "",
    }
    return [
        {"header": match.header, "field": label_of(understood.spec, match.field), "how": how[match.how]}
        for match in understood.matches.columns
        if match.field
    ]


def _matches(preview: Preview) -> list[dict[str, Any]]:
    return [
        {"written": match.value, "title": match.name, "rows": match.rows}
        for match in preview.name_matches[:MOST_PROBLEMS]
    ]


def _save_label(preview: Preview) -> str:
    if not may_be_saved(preview):
        return ""
    count = preview.new + preview.changed
    return ngettext("Save %(count)s row", "Save %(count)s rows", count) % {"count": grouped(count)}
