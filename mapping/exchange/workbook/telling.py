"""Tells what taking a workbook in would do."""

from collections.abc import Iterator, Sequence

from clrisk_site.catalogue.wording import render
from clrisk_site.figures.message import Message, says
from clrisk_site.tables.outgoing import spellings_of
from clrisk_site.tables.spec import ImportSpec, Severity
from mapping.exchange.outcome import ChangedValue, Fault, Outcome, Section
from mapping.exchange.workbook.specs import Compared


def outcome_of(compared: Sequence[Compared]) -> Outcome:
    """Return the counts per sheet, the values that change, the rows to mend, and what is gone."""
    sections = [
        Section(
            render(one.sheet.label),
            one.preview.new,
            one.preview.changed,
            one.preview.same,
            one.preview.refused + one.preview.asked,
            one.preview.gone,
        )
        for one in compared
    ]
    gone = [
        (render(one.sheet.label), name)
        for one in compared
        if one.sheet.may_remove
        for name in _gone_rows(one)
    ]
    removable = any(one.preview.gone and one.sheet.may_remove for one in compared)
    return Outcome(
        sections=sections,
        faults=[fault for one in compared for fault in _faults(one)],
        remarks=[remark for one in compared for remark in _remarks(one)],
        changes=[change for one in compared for change in _changes(one)],
        gone=gone,
        refused=_refused(compared),
        does_something=any(one.preview.new or one.preview.changed for one in compared),
        may_remove=removable,
    )


def _gone_rows(one: Compared) -> Iterator[str]:
    """Yield what names each stored row that the file no longer holds."""
    if one.preview.change is not None:
        for row in one.preview.change.gone.to_dict(orient="records"):
            yield " · ".join(str(row[name]) for name in one.sheet.natural if row[name])


def _remarks(one: Compared) -> Iterator[Message]:
    """Yield what is not told or not done about rows that are missing in a sheet."""
    if one.preview.refused or one.preview.asked:
        yield says(
            "The sheet «%(sheet)s» has refused rows. Mend them to be told which rows are missing.",
            sheet=one.sheet.label,
        )
    if one.preview.gone and not one.sheet.may_remove:
        yield says(
            "Missing rows of the sheet «%(sheet)s» stay. Write «no» where an offer reaches no more.",
            sheet=one.sheet.label,
        )


def _refused(compared: Sequence[Compared]) -> Message | None:
    for one in compared:
        if one.preview.questions:
            return says(
                "The sheet «%(sheet)s» can be read in two ways. Write 2026-12-31 and 1234.5.",
                sheet=one.sheet.label,
            )
        whole = next((problem for problem in one.preview.errors if problem.row is None), None)
        if whole is not None:
            return says("Sheet «%(sheet)s»: %(fault)s", sheet=one.sheet.label, fault=whole.message)
    return None


def _faults(one: Compared) -> Iterator[Fault]:
    for problem in one.preview.problems:
        if problem.row is not None:
            message = problem.message
            if problem.column:
                message = says(
                    "%(column)s: %(fault)s", column=_label(one.spec, problem.column), fault=message
                )
            refuses = problem.severity is Severity.ERROR
            yield Fault(render(one.sheet.label), str(problem.row), message, refuses)


def _changes(one: Compared) -> Iterator[ChangedValue]:
    for cell in one.preview.changes:
        yield ChangedValue(
            render(one.sheet.label),
            str(cell.row),
            _label(one.spec, cell.field),
            _words(one.spec, cell.field, cell.before),
            _words(one.spec, cell.field, cell.after),
        )


def _label(spec: ImportSpec, name: str) -> str:
    column = spec.column(name)
    return render(column.label) if column is not None else name


def _words(spec: ImportSpec, name: str, value: object) -> str:
    """Return a value as the workbook writes it."""
    column = spec.column(name)
    said = spellings_of(column) if column is not None else {}
    parts = value if isinstance(value, tuple) else (value,)
    return "; ".join(said.get(str(part), str(part)) for part in parts if part is not None and part == part)
