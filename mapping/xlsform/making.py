"""Builds the form of one interview: what the desk review knows is read out, and each fact is answered."""

from collections.abc import Callable, Iterator

from django.utils import translation
from django.utils.translation import gettext

from diagnosis.audience import FILES
from mapping.facts import FactKind, is_known, shown_value
from mapping.models import CheckAnswer, Interview, InterviewTheme, Known
from mapping.presenters.interview_page import theme_reads_out
from mapping.queries.asked_facts import AskedFact, AskedProgramme, asked_of
from mapping.xlsform.questions import (
    ANSWER,
    CONSENT_TO_QUOTE,
    CONSENT_TO_RECORD,
    DAY,
    INTERVIEW,
    POST,
    SAID,
    Choice,
    Form,
    Question,
    fact_name,
    note_name,
)

LANGUAGES = ("es", "en")
type Words = Callable[[], str]


def interview_form(interview: Interview) -> Form:
    """Return the form; its questions say in each language what the pages say."""
    asked = asked_of(interview)
    themes = list(InterviewTheme.objects.filter(active=True, country__in=["", interview.territory.country]))
    title = _said(lambda: gettext("Interview: %(institution)s") % {"institution": interview.institution})
    return Form(
        form_id=f"interview_{interview.pk}",
        title=title["es"],
        version=str(interview.version),
        languages=LANGUAGES,
        questions=tuple(_questions(interview, asked, themes)),
        choices=tuple(_choices(asked)),
    )


def _questions(
    interview: Interview, asked: tuple[AskedProgramme, ...], themes: list[InterviewTheme]
) -> Iterator[Question]:
    yield Question("calculate", INTERVIEW, calculation=f"'{interview.pk}'")
    yield Question("date", DAY, _said(lambda: gettext("Day")), required=True)
    yield Question("text", POST, _said(lambda: gettext("Post of who speaks")))
    for name, words in (
        (CONSENT_TO_RECORD, lambda: gettext("Do they agree to be recorded?")),
        (CONSENT_TO_QUOTE, lambda: gettext("Do they agree to be quoted with their name?")),
    ):
        yield Question("select_one known", name, _said(words))
    for number, theme in enumerate(themes, start=1):
        yield from _theme(number, theme, interview, asked)


def _theme(
    number: int, theme: InterviewTheme, interview: Interview, asked: tuple[AskedProgramme, ...]
) -> Iterator[Question]:
    yield Question("begin_group", f"theme_{theme.code}", _said(lambda: f"{number}. {theme}"))
    yield Question("note", f"ask_{theme.code}", _said(lambda: theme.explanation or str(theme)))
    known = {language: _in(language, theme.code, interview) for language in LANGUAGES}
    if any(known.values()):
        yield Question("note", f"known_{theme.code}", known)
    for one in asked:
        facts = one.of_theme(theme.code)
        if facts:
            group = f"g{one.programme.pk}_{theme.code}"
            yield Question("begin_group", group, dict.fromkeys(LANGUAGES, one.programme.name))
            for fact in facts:
                yield from _fact(fact)
            yield Question("end_group", group)
    yield Question("text", note_name(theme.code), _said(_note_words), appearance="multiline")
    yield Question("end_group", f"theme_{theme.code}")


def _note_words() -> str:
    return gettext("What else was said? Never the name or the story of a child.")


def _in(language: str, code: str, interview: Interview) -> str:
    with translation.override(language):
        return "\n".join(theme_reads_out(code, interview))


def _fact(asked: AskedFact) -> Iterator[Question]:
    answer = fact_name(asked.key, ANSWER)
    kind = "select_one answer" if is_known(asked.now) else "select_one answer_unknown"
    yield Question(kind, answer, _said(lambda: _read_out(asked)))
    said = fact_name(asked.key, SAID)
    instead = _said(lambda: gettext("If it is otherwise: %(fact)s") % {"fact": asked.fact.label})
    yield Question(
        _kind_of(asked),
        said,
        instead,
        relevant=f"${{{answer}}} = '{CheckAnswer.CORRECTED.value}'",
        required=True,
        constraint=". >= 0" if asked.fact.kind in (FactKind.NUMBER, FactKind.AMOUNT) else "",
    )


def _read_out(asked: AskedFact) -> str:
    unknown = gettext("Not known yet")
    desk = shown_value(asked.record, asked.fact, audience=FILES) if asked.record else unknown
    return f"{asked.fact.label}: {desk}"


def _kind_of(asked: AskedFact) -> str:
    return {
        FactKind.CHOICE: f"select_one {asked.fact.name}",
        FactKind.NUMBER: "integer",
        FactKind.AMOUNT: "decimal",
    }.get(asked.fact.kind, "text")


def _choices(asked: tuple[AskedProgramme, ...]) -> Iterator[Choice]:
    for code, label in Known.choices:
        yield Choice("known", code, _in_each(label))
    for answer in CheckAnswer:
        yield Choice("answer", answer.value, _in_each(answer.label))
        if answer is not CheckAnswer.CONFIRMED:
            yield Choice("answer_unknown", answer.value, _in_each(answer.label))
    lists = {
        fact.fact.name: fact.fact for one in asked for fact in one.facts if fact.fact.kind is FactKind.CHOICE
    }
    for name, fact in lists.items():
        for code, words in fact.choices:
            if is_known(code):
                yield Choice(name, code, _in_each(words))


def _in_each(label: object) -> dict[str, str]:
    """Return a lazy text in each language of the form."""
    return _said(lambda: str(label))


def _said(words: Words) -> dict[str, str]:
    """Return a text in each language of the form."""
    told = {}
    for language in LANGUAGES:
        with translation.override(language):
            told[language] = words()
    return told
