"""What results, outcomes and groups of a result are called."""

from django.utils.translation import gettext

from clrisk_site.catalogue.wording import render
from clrisk_site.figures.message import Message
from diagnosis.microdata.plan import ALL, BOYS, GIRLS
from diagnosis.microdata.reducing import NO, SEX, YES, outcome_column
from diagnosis.models import AnalysisResult, Outcome


def result_code(result: AnalysisResult) -> str:
    """Return how a result is quoted, and named to `manage.py rerun`."""
    return f"R-{result.pk}"


def sex_words(sex: str) -> str:
    """Return for whom a number is."""
    return {ALL: gettext("All"), GIRLS: gettext("Girls"), BOYS: gettext("Boys")}.get(sex, sex)


def case_words(outcome: str) -> str:
    """Return what the children of an outcome do, behind "who"."""
    words = {
        Outcome.WORK.value: gettext("work"),
        Outcome.CHORES.value: gettext("do own-home chores as chosen"),
        Outcome.CHILD_LABOUR.value: gettext("are in child labour as defined"),
    }
    return words.get(outcome, outcome)


def variable_words(name: str, outcome: str = "") -> str:
    """Return what a variable is called; those that have no title of their own stand by a technical name."""
    if name == SEX:
        return gettext("Sex")
    if outcome and name == outcome_column(outcome):
        return str(Outcome(outcome).label)
    return name


def category_words(category: str, variable: str = "") -> str:
    """Return what a category is called."""
    if variable.startswith("_") and variable != SEX:
        return {YES: gettext("Yes"), NO: gettext("No")}.get(category, category)
    return sex_words(category) if variable == SEX else category


def said(messages: object) -> list[str]:
    """Return stored messages as sentences of the active language, each once."""
    kept = messages if isinstance(messages, list) else []
    return list(dict.fromkeys(told(one) for one in kept))


def told(message: object) -> str:
    """Return a stored message as a sentence; a plain text passes as it is.

    One whose percent signs were not doubled when it was stored is shown as it stands.
    """
    if not isinstance(message, dict):
        return str(message)
    try:
        return render(Message.from_json(message))
    except ValueError:
        return str(message["message"])
