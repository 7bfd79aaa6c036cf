"""Reads what came back from KoboToolbox or ODK: the last row of this interview, question by question."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from clrisk_site.tables.raw import RawTable
from mapping.actions.answer_facts import Answer
from mapping.facts import is_known, parse_value
from mapping.interview_answers import fault_of
from mapping.models import CheckAnswer, Interview, InterviewTheme, Known
from mapping.queries.asked_facts import AskedFact, asked_of
from mapping.xlsform.questions import (
    ANSWER,
    CONSENT_TO_QUOTE,
    CONSENT_TO_RECORD,
    DAY,
    INTERVIEW,
    POST,
    SAID,
    fact_name,
    note_name,
)

LONGEST_NOTE, LONGEST_POST = 4_000, 200


class NotThisInterviewError(Exception):
    """The file holds no submission of this interview; the text says why, and how to mend it."""


@dataclass(frozen=True)
class Submission:
    """What one row says of the interview.

    Parameters
    ----------
    rows, row : int
        How many rows of the file are of this interview, and the number of the one that was taken.
    answers : mapping of str to Answer
        By the key of the asked fact.
    notes : mapping of str to str
        By the code of the theme.
    faults : tuple of str
        What was left out, in words.
    """

    rows: int
    row: int
    answers: Mapping[str, Answer]
    notes: Mapping[str, str]
    day: str = ""
    post: str = ""
    consents: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[str, ...] = ()

    def to_plain(self) -> dict[str, Any]:
        """Return it as plain data, to be signed and carried by the page."""
        return {
            "answers": {key: [one.answer, one.said] for key, one in self.answers.items()},
            "notes": dict(self.notes),
            "day": self.day,
            "post": self.post,
            "consents": dict(self.consents),
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        """Return what `to_plain` gave."""
        answers = {key: Answer(answer, said) for key, (answer, said) in plain["answers"].items()}
        return cls(0, 0, answers, plain["notes"], plain["day"], plain["post"], plain["consents"])


def read_submission(table: RawTable, interview: Interview) -> Submission:
    """Return the last submission of an interview in a table.

    Raises
    ------
    NotThisInterviewError
        If the table has no row of it.
    """
    columns = {header.split("/")[-1].strip(): at for at, header in enumerate(table.headers)}
    if INTERVIEW not in columns:
        raise NotThisInterviewError(
            gettext(
                "The file has no column «%(column)s». Export it from KoboToolbox with XML values and headers."
            )
            % {"column": INTERVIEW}
        )
    marks = [cell.strip().removesuffix(".0") for cell in table.cells(columns[INTERVIEW])]
    own = [at for at, mark in enumerate(marks) if mark == str(interview.pk)]
    if not own:
        raise NotThisInterviewError(
            gettext("None of its %(rows)s rows is of this interview. Open the interview that it belongs to.")
            % {"rows": len(marks)}
        )
    at = own[-1]
    row = {name: table.cells(column)[at].strip() for name, column in columns.items()}
    return _Reading(row, interview).submission(rows=len(own), row=int(table.row_numbers[at]))


class _Reading:
    """One row; what cannot be understood is left out and said."""

    def __init__(self, row: Mapping[str, str], interview: Interview) -> None:
        self.row, self.interview = row, interview
        self.faults: list[str] = []

    def submission(self, *, rows: int, row: int) -> Submission:
        asked = [fact for one in asked_of(self.interview) for fact in one.facts]
        answers = dict(self._answers(asked))
        return Submission(
            rows=rows,
            row=row,
            answers=answers,
            notes=dict(self._notes()),
            day=self._day(),
            post=self.row.get(POST, "")[:LONGEST_POST],
            consents=dict(self._consents()),
            faults=(*self.faults, *self._forgotten(asked)),
        )

    def _answers(self, asked: list[AskedFact]) -> Iterator[tuple[str, Answer]]:
        for fact in asked:
            given = self.row.get(fact_name(fact.key, ANSWER), "")
            if not given or given == CheckAnswer.NOT_ASKED:
                continue
            try:
                yield fact.key, self._answer(fact, given)
            except ValidationError as error:
                self.faults.append(f"{fact.programme}, {fact.fact.label}: {' '.join(error.messages)}")

    def _answer(self, fact: AskedFact, given: str) -> Answer:
        if given not in CheckAnswer.values:
            raise ValidationError(gettext("«%(code)s» is no answer of the form.") % {"code": given})
        typed = self.row.get(fact_name(fact.key, SAID), "") if given == CheckAnswer.CORRECTED else ""
        said = parse_value(fact.fact, typed)
        fault = fault_of(fact.fact, given, said, fact.now)
        if fault:
            raise ValidationError(fault)
        return Answer(given, said)

    def _notes(self) -> Iterator[tuple[str, str]]:
        for code in InterviewTheme.objects.values_list("code", flat=True):
            text = self.row.get(note_name(code), "")
            if text:
                yield code, text[:LONGEST_NOTE]

    def _day(self) -> str:
        given = self.row.get(DAY, "")
        try:
            return dt.date.fromisoformat(given[:10]).isoformat() if given else ""
        except ValueError:
            self.faults.append(gettext("The day «%(day)s» could not be read.") % {"day": given})
            return ""

    def _consents(self) -> Iterator[tuple[str, str]]:
        for name in (CONSENT_TO_RECORD, CONSENT_TO_QUOTE):
            given = self.row.get(name, "")
            if given in Known.values and is_known(given):
                yield name, given

    def _forgotten(self, asked: list[AskedFact]) -> Iterator[str]:
        """Say that the file answers facts which the interview asks no more."""
        known = {fact_name(fact.key, ANSWER) for fact in asked}
        others = [
            name
            for name, value in self.row.items()
            if name.endswith(f"_{ANSWER}") and name not in known and value
        ]
        if others:
            words = gettext("%(count)s answers are of programmes that the interview no longer asks about.")
            yield words % {"count": len(others)}
