"""The form in which single facts are confirmed, corrected, or found not to be known."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext

from clrisk_site.figures.audience import Audience
from clrisk_site.people.forms import RecordForm
from clrisk_site.people.models import User
from mapping.actions.answer_facts import Answer, answer_facts
from mapping.facts import fact_field, is_known, parse_value, same_value, shown_as, shown_value
from mapping.interview_answers import fault_of
from mapping.models import CheckAnswer, Interview, InterviewTheme
from mapping.queries.asked_facts import AskedFact, AskedProgramme, asked_of


@dataclass(frozen=True)
class AnswerRow:
    """One fact with its two fields."""

    fact: AskedFact
    desk: str
    answer: forms.BoundField
    said: forms.BoundField


@dataclass(frozen=True)
class AnswerTable:
    """The facts of one programme under one theme."""

    theme: str
    rows: tuple[AnswerRow, ...]


@dataclass(frozen=True)
class AnswerPart:
    """One programme with its tables."""

    title: str
    note: str
    tables: tuple[AnswerTable, ...]
    is_first: bool

    @property
    def is_open(self) -> bool:
        """Whether it stands unfolded: the first, and wherever something was answered or is wrong."""
        rows = [row for table in self.tables for row in table.rows]
        return self.is_first or any(row.said.errors or row.answer.errors or row.fact.check for row in rows)


class AnswersForm(RecordForm[Interview]):
    """All facts that an interview asks about; the interview itself stays as it is."""

    class Meta:
        model = Interview
        fields = ()

    def __init__(self, *args: Any, audience: Audience = Audience.COMMISSION, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._audience = audience
        self._asked = asked_of(self.instance)
        for fact in self._facts():
            self.fields[f"{fact.key}_answer"] = forms.ChoiceField(
                label=gettext("Answer: %(fact)s") % {"fact": fact.fact.label},
                choices=[(code, label) for code, label in _answers() if self._fits(fact, code)],
                initial=fact.answer,
                required=False,
            )
            field = fact_field(fact.fact)
            field.label = gettext("If it is otherwise: %(fact)s") % {"fact": fact.fact.label}
            field.initial = fact.said if is_known(fact.said) else None
            self.fields[f"{fact.key}_said"] = field

    def _facts(self) -> Iterator[AskedFact]:
        for asked in self._asked:
            yield from asked.facts

    def _fits(self, fact: AskedFact, code: str) -> bool:
        """What the desk review does not know cannot be confirmed."""
        return code != CheckAnswer.CONFIRMED or is_known(fact.now) or fact.answer == code

    @property
    def parts(self) -> list[AnswerPart]:
        """The programmes with their facts, by theme."""
        themes = list(InterviewTheme.objects.all())
        return [self._part(asked, themes, at) for at, asked in enumerate(self._asked)]

    def _part(self, asked: AskedProgramme, themes: list[InterviewTheme], at: int) -> AnswerPart:
        tables = [
            AnswerTable(str(theme), tuple(self._row(fact) for fact in asked.of_theme(theme.code)))
            for theme in themes
        ]
        owned = asked.programme.territory_id == self.instance.territory_id
        note = (
            ""
            if owned
            else gettext("%(place)s owns its definition. What you correct there is proposed to them.")
            % {"place": asked.programme.territory.name}
        )
        return AnswerPart(asked.programme.name, note, tuple(one for one in tables if one.rows), at == 0)

    def _row(self, fact: AskedFact) -> AnswerRow:
        desk = (
            shown_value(fact.record, fact.fact, audience=self._audience)
            if fact.record
            else gettext("Not known yet")
        )
        if fact.check and fact.answer == CheckAnswer.CONFIRMED and fact.record:
            said = fact.check.desk_value
            if not same_value(said, fact.now):
                words = gettext("%(now)s. «It is so» was said of: %(said)s")
                desk = words % {
                    "now": desk,
                    "said": shown_as(fact.record, fact.fact, said, audience=self._audience),
                }
        return AnswerRow(fact, desk, self[f"{fact.key}_answer"], self[f"{fact.key}_said"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.answers = {fact.key: self._answer(fact, data) for fact in self._facts()}
        return data

    def _answer(self, fact: AskedFact, data: dict[str, Any]) -> Answer:
        given = data.get(f"{fact.key}_answer") or CheckAnswer.NOT_ASKED.value
        typed = data.get(f"{fact.key}_said")
        said = parse_value(fact.fact, typed) if f"{fact.key}_said" not in self.errors else None
        fault = "" if f"{fact.key}_said" in self.errors else fault_of(fact.fact, given, said, fact.now)
        if fault:
            self.add_error(f"{fact.key}_said", fault)
        return Answer(given, said if given == CheckAnswer.CORRECTED else None)

    def write(self, *, by: User) -> Interview:
        """Keep the answers; programmes and offers stay as they are."""
        return answer_facts(
            interview=self.instance, answers=self.answers, by=by, expected_version=self.expected_version
        )


def _answers() -> list[tuple[str, Any]]:
    """Return the answers with «Not asked» first, for that is what stands until somebody answers."""
    first = (CheckAnswer.NOT_ASKED.value, CheckAnswer.NOT_ASKED.label)
    return [first, *(one for one in CheckAnswer.choices if one[0] != first[0])]
