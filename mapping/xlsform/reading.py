"""Reads what came back from KoboToolbox or ODK: the newest row of this interview, question by question."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.utils import timezone
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

LONGEST_POST = 200
_SENT = ("_submission_time", "SubmissionDate", "end", "start")
"""Columns that tell when a row was sent, the surest first."""


class NotThisInterviewError(Exception):
    """The file holds no submission of this interview; the text says why, and how to mend it."""


@dataclass(frozen=True)
class Submission:
    """What one row says of the interview.

    Parameters
    ----------
    rows, row : int
        How many rows of the file are of this interview, and the number of the one that was taken.
    sent : str
        When the row was sent, as the file says; "" when it does not, and the last row was taken.
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
    sent: str = ""
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
        return cls(
            0,
            0,
            answers,
            plain["notes"],
            day=plain["day"],
            post=plain["post"],
            consents=plain["consents"],
        )


def read_submission(table: RawTable, interview: Interview) -> Submission:
    """Return the newest submission of an interview in a table.

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
    rows = [{name: table.cells(column)[at].strip() for name, column in columns.items()} for at in own]
    place, sent = _newest(rows)
    number = int(table.row_numbers[own[place]])
    return _Reading(rows[place], interview).submission(rows=len(own), row=number, sent=sent)


def _newest(rows: Sequence[Mapping[str, str]]) -> tuple[int, str]:
    """Return the place of the row that was sent last, and when; people sort exports either way."""
    for column in _SENT:
        times = [_moment(row.get(column, "")) for row in rows]
        known = [(time, place) for place, time in enumerate(times) if time is not None]
        if len(known) == len(rows):
            time, place = max(known)
            return place, time.isoformat(sep=" ", timespec="minutes")
    return len(rows) - 1, ""


def _moment(text: str) -> dt.datetime | None:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    # KoboToolbox writes the time of sending without its zone, and means UTC.
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


class _Reading:
    """One row; what cannot be understood is left out and said."""

    def __init__(self, row: Mapping[str, str], interview: Interview) -> None:
        self.row, self.interview = row, interview
        self.faults: list[str] = []

    def submission(self, *, rows: int, row: int, sent: str) -> Submission:
        asked = [fact for one in asked_of(self.interview) for fact in one.facts]
        answers = dict(self._answers(asked))
        return Submission(
            rows=rows,
            row=row,
            sent=sent,
            answers=answers,
            notes=dict(self._notes()),
            day=self._day(),
            post=self._post(),
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
                yield code, text

    def _post(self) -> str:
        given = self.row.get(POST, "")
        if len(given) <= LONGEST_POST:
            return given
        words = gettext("The post of who speaks is longer than %(most)s characters: %(post)s")
        self.faults.append(words % {"most": LONGEST_POST, "post": given})
        return ""

    def _day(self) -> str:
        given = self.row.get(DAY, "")
        if not given:
            return ""
        try:
            day = dt.date.fromisoformat(given[:10])
        except ValueError:
            self.faults.append(gettext("The day «%(day)s» could not be read.") % {"day": given})
            return ""
        if day > timezone.localdate():
            self.faults.append(gettext("The day «%(day)s» has not come yet.") % {"day": given})
            return ""
        return day.isoformat()

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
