"""Qualitative work as texts: lead, tables of exercises and findings, and the page of one exercise."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import grouped, words_for
from clrisk_site.figures.suppression import Audience
from clrisk_site.files.documents.pieces import value_of
from diagnosis.models import Consent, Finding, ParticipantGroup, QualitativeInstrument
from diagnosis.participant_sexes import PARTICIPANT_SEXES
from diagnosis.queries.qualitative import QualitativeCount
from diagnosis.shown_participants import ShownParticipants, shown_participants


def qualitative_lead(count: QualitativeCount) -> str:
    """Say how many exercises were held, and what they tell of."""
    if not count.instruments:
        return gettext("No interview or group has been recorded yet. They fill what the numbers leave open.")
    text = ngettext(
        "%(count)s exercise was held.", "%(count)s exercises were held.", count.instruments
    ) % {"count": grouped(count.instruments)}  # fmt: skip
    if not count.findings:
        return f"{text} {gettext('No finding was tied to a factor yet.')}"
    more = ngettext(
        "%(findings)s finding tells of %(factors)s of the factors.",
        "%(findings)s findings tell of %(factors)s of the factors.",
        count.findings,
    )
    return f"{text} {more % {'findings': grouped(count.findings), 'factors': grouped(count.factors)}}"


def instrument_table(
    instruments: Iterable[QualitativeInstrument], *, audience: Audience, path: str
) -> dict[str, Any]:
    """Make the table of the exercises."""
    labels = [
        gettext("Exercise"),
        gettext("Date"),
        gettext("Where"),
        gettext("Persons who took part"),
        gettext("Findings"),
    ]
    rows = []
    for one in instruments:
        shown = took_part(one, audience=audience)
        cells: list[dict[str, Any]] = [
            {
                "text": one.title,
                "small": one.get_method_display(),
                "url": reverse("instrument", args=[path, one.pk]),
                "illustrative": one.illustrative,
            },
            {"text": formats.date_format(one.held_on, "SHORT_DATE_FORMAT"), "value": one.held_on},
            {"text": where_words(one)},
            _persons(one, shown),
            {"text": grouped(getattr(one, "told", 0)), "value": getattr(one, "told", 0)},
        ]
        rows.append(
            {
                "cells": [
                    {**cell, "label": label, "number": place > 2}
                    for place, (cell, label) in enumerate(zip(cells, labels, strict=True))
                ]
            }
        )
    return {
        "caption": gettext("Interviews, groups and other exercises"),
        "holds": gettext("Few persons of a group are not shown to everyone, so that nobody is known."),
        "columns": [
            {"label": label, "number": place > 2, **({"kind": "date"} if place == 1 else {})}
            for place, label in enumerate(labels)
        ],
        "rows": rows,
    }


def took_part(instrument: QualitativeInstrument, *, audience: Audience) -> ShownParticipants:
    """Return those who took part as an audience may see them."""
    persons = [group.persons for group in instrument.participants.all()]
    return shown_participants(persons, audience=audience, year=instrument.held_on.year)


def _persons(instrument: QualitativeInstrument, shown: ShownParticipants) -> dict[str, Any]:
    if not instrument.participants.all():
        nobody = instrument.consent == Consent.NOT_NEEDED
        return {"text": gettext("nobody in person") if nobody else gettext("not noted"), "value": None}
    words = words_for(shown.total)
    return {"text": words.value or words.missing, **value_of(shown.total)}


def where_words(instrument: QualitativeInstrument) -> str:
    """Return zone and place of an exercise."""
    zone = gettext("Zone %(letter)s") % {"letter": instrument.zone.letter} if instrument.zone else ""
    return ", ".join(part for part in (zone, instrument.place) if part) or gettext("not noted")


def finding_table(
    findings: Iterable[Finding], *, path: str, edits: bool, with_instrument: bool = True
) -> dict[str, Any]:
    """Make the table of findings, with or without the column of the exercise they come from."""
    labels = [gettext("Factor"), gettext("What was found"), gettext("Direction"), gettext("Zone")]
    if with_instrument:
        labels.append(gettext("Exercise"))
    rows = []
    for one in findings:
        cells: list[dict[str, Any]] = [
            {"text": str(one.factor), "url": reverse("factor", args=[path, one.factor_id])},
            {"text": one.text, "illustrative": one.instrument.illustrative},
            {"text": one.get_strength_display()},
            {"text": one.zone.letter if one.zone else gettext("all")},
        ]
        if with_instrument:
            cells.append(
                {
                    "text": one.instrument.title,
                    "small": one.instrument.get_method_display(),
                    "url": reverse("instrument", args=[path, one.instrument_id]),
                }
            )
        elif edits:
            cells[1]["url"] = reverse("finding-edit", args=[path, one.pk])
        rows.append({"cells": [{**cell, "label": label} for cell, label in zip(cells, labels, strict=True)]})
    return {
        "caption": gettext("Findings by factor"),
        "holds": gettext("What people say or what was seen. It is no measure of how many."),
        "columns": [{"label": label} for label in labels],
        "rows": rows,
    }


def instrument_lead(instrument: QualitativeInstrument, findings: int) -> str:
    """Say what the exercise was and what it gave."""
    head = gettext("%(method)s of %(day)s.") % {
        "method": instrument.get_method_display(),
        "day": formats.date_format(instrument.held_on, "DATE_FORMAT"),
    }
    if not findings:
        return f"{head} {gettext('No finding was tied to a factor yet.')}"
    text = ngettext("It gave %(count)s finding.", "It gave %(count)s findings.", findings)
    return f"{head} {text % {'count': grouped(findings)}}"


def instrument_facts(instrument: QualitativeInstrument) -> list[dict[str, Any]]:
    """Return the facts of an exercise for components/summary_list.html."""
    return [
        {"label": gettext("Method"), "value": instrument.get_method_display()},
        {"label": gettext("Where"), "value": where_words(instrument)},
        {"label": gettext("How those who took part agreed"), "value": instrument.get_consent_display()},
        {"label": gettext("Questions used"), "value": instrument.questions or gettext("not noted")},
        {"label": gettext("Note"), "value": instrument.note or gettext("not noted")},
    ]


def consent_is_missing(instrument: QualitativeInstrument) -> bool:
    """Whether children took part and nobody recorded that they agreed."""
    children = any(group.age_band != "18_plus" for group in instrument.participants.all())
    return children and instrument.consent == Consent.UNKNOWN


def participant_table(instrument: QualitativeInstrument, *, audience: Audience) -> dict[str, Any]:
    """Make the table of those who took part, by role, sex and age."""
    groups = list(instrument.participants.all())
    shown = took_part(instrument, audience=audience)
    labels = [gettext("Role"), gettext("Sex"), gettext("Age"), gettext("Persons")]
    rows = [_participant_row(group, labels) for group in groups]
    for row, estimate in zip(rows, shown.groups, strict=True):
        words = words_for(estimate)
        row["cells"][-1].update({"text": words.value or words.missing, **value_of(estimate)})
    if len(groups) > 1:
        words = words_for(shown.total)
        cells: list[dict[str, Any]] = [{"text": gettext("All")}, {"text": ""}, {"text": ""}]
        cells.append({"text": words.value or words.missing, "number": True, **value_of(shown.total)})
        rows.append({"cells": [{"label": label, **cell} for label, cell in zip(labels, cells, strict=True)]})
    return {
        "caption": gettext("Who took part"),
        "holds": gettext("By role, sex and age. Nobody is named anywhere."),
        "columns": [{"label": label, "number": place == 3} for place, label in enumerate(labels)],
        "rows": rows,
        "empty": gettext("Nobody took part in person, or it was not noted."),
    }


def _participant_row(group: ParticipantGroup, labels: list[str]) -> dict[str, Any]:
    texts = [group.role, str(PARTICIPANT_SEXES[group.sex]), group.get_age_band_display(), ""]
    return {
        "cells": [
            {"label": label, "text": text, "number": place == 3}
            for place, (label, text) in enumerate(zip(labels, texts, strict=True))
        ]
    }
