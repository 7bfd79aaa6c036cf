"""Programmes side by side: one row for each thing that is asked of all of them."""

from collections.abc import Callable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import grouped, words_for
from clrisk_site.figures.audience import Audience
from mapping.fact_words import DEFINITION_LABELS, INCLUSION_LABELS
from mapping.models import Known, Programme
from mapping.presenters.eligibility import eligibility_words
from mapping.presenters.fact_values import fact_value
from mapping.presenters.saying import joined
from mapping.presenters.support_words import support_words
from mapping.queries.compared_programmes import MOST, ComparedProgramme
from mapping.shown_offer import shown_offer

type Cell = dict[str, Any]
type Say = Callable[[ComparedProgramme], Cell]

_DEFINITION = (
    "status", "purpose", "target_population", "age_from", "age_to", "sex", "requirements",
    "documents_requested", "benefit_kind", "benefit", "benefit_mxn", "intake_period", "territorial_scope",
)  # fmt: skip
_INCLUSION = tuple(fact for fact in INCLUSION_LABELS if fact != "places_available")


def comparison_lead(compared: Sequence[ComparedProgramme]) -> str:
    """Say what is compared and how many of them an action may rest on."""
    if len(compared) < 2:
        return gettext("Choose two to %(most)s programmes to read them side by side.") % {"most": MOST}
    eligible = sum(one.eligibility.verdict.value == Known.YES for one in compared)
    words = ngettext(
        "%(count)s programmes side by side; an action line may rest on %(eligible)s of them.",
        "%(count)s programmes side by side; an action line may rest on %(eligible)s of them.",
        len(compared),
    )
    return words % {"count": len(compared), "eligible": eligible}


def left_out_words(programmes: Sequence[Programme]) -> str:
    """Name the programmes that were chosen and do not fit; "" where all do."""
    if not programmes:
        return ""
    names = joined([f"«{one.name}»" for one in programmes])
    return gettext("Only the first %(most)s fit. Left out: %(names)s.") % {"most": MOST, "names": names}


def comparison_table(
    compared: Sequence[ComparedProgramme], *, path: str, audience: Audience
) -> dict[str, Any]:
    """Return what components/table.html needs: a row for each fact, a column for each programme.

    A row in which they differ says so, since a long table hides it.
    """
    asked: list[tuple[str, Say]] = [
        (gettext("Institution"), lambda one: {"text": one.programme.institution.full_name}),
        (gettext("Level"), lambda one: {"text": one.programme.get_level_display()}),
        (gettext("Factors"), _factors),
        (gettext("Eligible for an action"), _eligibility),
        *((str(DEFINITION_LABELS[fact]), _of_programme(fact)) for fact in _DEFINITION),
        (gettext("Reaches zones"), _zones),
        (gettext("Places per year"), _places),
        (gettext("Free places"), lambda one: _free(one, audience)),
        *((str(INCLUSION_LABELS[fact]), _of_offer(fact)) for fact in _INCLUSION),
    ]
    heads = [gettext("Fact"), *(one.programme.name for one in compared)]
    return {
        "caption": gettext("Programmes side by side"),
        "holds": gettext("Under each fact: who claims it, or which document confirms it."),
        "columns": [{"label": head} for head in heads],
        "rows": [
            _row(heads, [{"text": gettext("Page")}, *(_page(one, path) for one in compared)]),
            *(_asked_row(heads, label, say, compared) for label, say in asked),
        ],
    }


def _asked_row(
    heads: Sequence[str], label: str, say: Say, compared: Sequence[ComparedProgramme]
) -> dict[str, Any]:
    cells = [say(one) for one in compared]
    silent = {gettext("Not known yet"), gettext("Not known"), gettext("No local offer recorded")}
    differ = len({cell["text"] for cell in cells} - silent) > 1
    return _row(heads, [{"text": label, "small": gettext("They differ") if differ else ""}, *cells])


def _row(heads: Sequence[str], cells: Sequence[Cell]) -> dict[str, Any]:
    return {"cells": [{"label": head, **cell} for head, cell in zip(heads, cells, strict=True)]}


def _page(one: ComparedProgramme, path: str) -> Cell:
    return {
        "text": gettext("See the programme"),
        "url": reverse("programme", args=[path, one.programme.pk]),
        "illustrative": one.programme.illustrative,
    }


def _factors(one: ComparedProgramme) -> Cell:
    links = one.programme.factor_links.all()
    said = [f"{link.factor} ({link.get_strength_display().lower()})" for link in links]
    nothing = gettext("None, reviewed") if one.programme.addresses_no_factor else gettext("Not linked yet")
    return {"text": ", ".join(said) or nothing}


def _eligibility(one: ComparedProgramme) -> Cell:
    words = eligibility_words(one.eligibility)
    return {"text": words.label, "small": " ".join([words.sentence, *words.questions])}


def _of_programme(fact: str) -> Say:
    def say(one: ComparedProgramme) -> Cell:
        return _supported(fact_value(one.programme, fact), one, fact)

    return say


def _of_offer(fact: str) -> Say:
    def say(one: ComparedProgramme) -> Cell:
        if one.offer is None:
            return {"text": gettext("No local offer recorded")}
        return _supported(fact_value(one.offer, fact), one, fact)

    return say


def _supported(text: str, one: ComparedProgramme, fact: str) -> Cell:
    support = one.support.get(fact)
    return {"text": text, "small": support_words(support) if support else ""}


def _zones(one: ComparedProgramme) -> Cell:
    if one.offer is None:
        return {"text": gettext("No local offer recorded")}
    reached = [row.zone.letter for row in one.coverage if row.reaches == Known.YES]
    return {"text": ", ".join(reached) or gettext("Not known")}


def _places(one: ComparedProgramme) -> Cell:
    offer = one.offer
    if offer is None:
        return {"text": gettext("No local offer recorded")}
    if offer.without_quota:
        return {"text": gettext("Without quota"), "small": str(offer.year)}
    text = gettext("Not known") if offer.places_per_year is None else grouped(offer.places_per_year)
    return {"text": text, "small": str(offer.year), "illustrative": offer.illustrative}


def _free(one: ComparedProgramme, audience: Audience) -> Cell:
    if one.offer is None:
        return {"text": gettext("No local offer recorded")}
    words = words_for(shown_offer(one.offer, audience=audience).free)
    return {"text": words.value or words.missing}
