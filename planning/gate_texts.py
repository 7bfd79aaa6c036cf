"""The questions of the gate as a checklist that a country may word; the rules stay as they are."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from clrisk_site.catalogue.country import adapted
from clrisk_site.catalogue.registry import of_files
from clrisk_site.catalogue.texts import resolve
from clrisk_site.catalogue.wording import render
from clrisk_site.figures.rules import Rule

QUESTIONS = of_files(
    "gate",
    Path(__file__).parent / "catalogue" / "gate.yaml",
    label=_("Questions of the gate"),
    explanation=_("What is asked before a proposal may be validated, and how each lack is mended."),
    name_label=_("Question"),
    more_label=_("How it is mended"),
)


def question_of[S](rule: Rule[S]) -> str:
    """Return the question in the active language, as the country in force words it."""
    found = adapted(QUESTIONS.code, rule.code)
    return (resolve(found.texts) if found else "") or render(rule.question)


def cure_of[S](rule: Rule[S]) -> str:
    """Return how a lack is mended, in the active language, as the country in force words it."""
    found = adapted(QUESTIONS.code, rule.code)
    return (resolve(found.explanations) if found else "") or render(rule.cure)
