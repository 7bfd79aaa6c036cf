"""Everything that the page "review before saving" shows, as data that a background job can keep."""

from dataclasses import dataclass
from typing import Any, Self, cast

from clrisk_site.catalogue.quantities import grouped
from clrisk_site.catalogue.wording import render
from clrisk_site.files.importing.long_files import is_long_table
from clrisk_site.files.importing.previewing import Understood
from clrisk_site.files.presenters.review import plain
from clrisk_site.files.presenters.review.asking import (
    Asked,
    ask,
    names_title,
    open_questions,
    place_questions,
)
from clrisk_site.files.presenters.review.columns import (
    PlaceFound,
    UsedColumn,
    columns_of,
    label_of,
    places_of,
)
from clrisk_site.files.presenters.review.numbers import NumberColumn, numbers_of
from clrisk_site.files.presenters.review.problems import (
    ERROR,
    MOST_PROBLEMS,
    WARNING,
    ProblemRow,
    group,
    line_of_copies,
    problem_rows,
)
from clrisk_site.files.presenters.review.rows import (
    ChangedValue,
    ReadRow,
    changes_of,
    first_rows,
    shown_columns,
)
from clrisk_site.files.presenters.review.saving import (
    Count,
    Gone,
    counts_of,
    gone_of,
    lead_of,
    save_label,
    token_of,
)
from clrisk_site.files.presenters.review.standing import RawRow, choose_rows, standing_rows


@dataclass(frozen=True)
class Review:
    """The page in parts. Texts are in the language of the person it was made for.

    `held` is how many rows the workbook of problems would have.
    """

    lead: str
    counts: tuple[Count, ...]
    question: Asked | None
    question_code: str
    questions_after: int
    names_title: str
    headers: tuple[str, ...]
    more_headers: int
    rows: tuple[ReadRow, ...]
    total_rows: str
    has_mended: bool
    unfolds: bool
    changes: tuple[ChangedValue, ...]
    more_changes: int
    has_all_changes: bool
    is_long: bool
    errors: tuple[ProblemRow, ...]
    more_errors: int
    file_errors: tuple[str, ...]
    warnings: tuple[ProblemRow, ...]
    more_warnings: int
    standing: tuple[RawRow, ...]
    held: int
    notes: tuple[str, ...]
    numbers: tuple[NumberColumn, ...]
    columns: tuple[UsedColumn, ...]
    unused: tuple[str, ...]
    matches: tuple[PlaceFound, ...]
    more_matches: int
    accents: str
    gone: Gone | None
    save_label: str
    token: str

    def to_plain(self) -> dict[str, Any]:
        """Return it as JSON takes it."""
        return cast("dict[str, Any]", plain.to_plain(self))

    @classmethod
    def from_plain(cls, data: dict[str, Any]) -> Self:
        """Rebuild what `to_plain` returned.

        Raises
        ------
        KeyError, TypeError
            If another version of the program made it: it has to be made again.
        """
        return cast("Self", plain.from_plain(cls, data))


def make_review(understood: Understood) -> Review:
    """Turn a preview into the page."""
    preview, spec = understood.preview, understood.spec
    asked = open_questions(preview)

    def name_of(column: str) -> str:
        # A field that was made up has no header, but people call it something too.
        return column if column in understood.table.headers else label_of(spec, column)

    errors = group((problem for problem in preview.errors if problem.row is not None), name_of)
    warnings = group(preview.warnings, name_of)
    chosen = choose_rows(errors[:MOST_PROBLEMS], warnings[:MOST_PROBLEMS])
    listed = frozenset(one.texts[0] for one in (*errors[:MOST_PROBLEMS], *warnings[:MOST_PROBLEMS]))
    standing = standing_rows(understood, chosen, listed)
    there = frozenset(row.row for row in standing)
    fields = [preview.shown_fields[place] for place in shown_columns(spec, preview.shown_fields)]
    changes = changes_of(understood)
    matches = places_of(preview)
    return Review(
        lead=lead_of(preview),
        counts=counts_of(preview, line_of_copies(warnings[:MOST_PROBLEMS])),
        question=ask(asked[0]) if asked else None,
        question_code=asked[0].code if asked else "",
        questions_after=max(0, len(asked) - 1),
        names_title=names_title(len(place_questions(preview))),
        headers=tuple(label_of(spec, field) for field in fields),
        more_headers=len(preview.shown_fields) - len(fields),
        rows=first_rows(spec, preview),
        total_rows=grouped(len(understood.table)),
        has_mended=any(cell.marks for row in preview.first_rows for cell in row.cells),
        unfolds=preview.counted.unfolds,
        changes=changes,
        more_changes=preview.changed_cells - len(changes),
        has_all_changes=preview.change is not None,
        is_long=is_long_table(understood.table.total_rows),
        errors=problem_rows(errors[:MOST_PROBLEMS], ERROR, there),
        more_errors=max(0, len(errors) - MOST_PROBLEMS) + preview.more_problems - preview.more_remarks,
        file_errors=tuple(render(problem.message) for problem in preview.errors if problem.row is None),
        warnings=problem_rows(warnings[:MOST_PROBLEMS], WARNING, there),
        more_warnings=max(0, len(warnings) - MOST_PROBLEMS) + preview.more_remarks,
        standing=standing,
        held=len(preview.held) if preview.held is not None else 0,
        notes=tuple(render(note) for note in preview.notes),
        numbers=numbers_of(understood),
        columns=columns_of(understood),
        unused=understood.matches.unused,
        matches=matches,
        more_matches=len(preview.name_matches) - len(matches),
        accents=" · ".join(preview.accents),
        gone=gone_of(understood),
        save_label=save_label(preview),
        token=token_of(understood),
    )
