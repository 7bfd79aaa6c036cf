"""The list of schools: its lead and its table, with small enrolments hidden."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import grouped, words_for
from clrisk_site.figures.estimate import Availability, Basis, Estimate, Story, Unit, missing
from clrisk_site.figures.suppression import Audience, suppress, suppress_together
from clrisk_site.places.models import Territory
from diagnosis.models import School
from diagnosis.queries.schools import Register, RegisterSummary


def schools_lead(register: Register | None, summary: RegisterSummary | None) -> str:
    """Say how many schools there are, by whom, and what is not known of them."""
    if register is None or summary is None:
        return gettext(
            "No register of schools has been brought yet, so nothing is known of the schools here."
        )
    found = ngettext(
        "%(count)s school in %(year)s, according to %(source)s.",
        "%(count)s schools in %(year)s, according to %(source)s.",
        summary.schools,
    ) % {"count": grouped(summary.schools), "year": register.year, "source": register.source}
    unknown = summary.schools - summary.with_enrolment
    if not unknown:
        return f"{found} {gettext('The enrolment of each is known.')}"
    rest = ngettext(
        "The enrolment of %(count)s is not known.", "The enrolment of %(count)s is not known.", unknown
    )
    return f"{found} {rest % {'count': grouped(unknown)}}"


def school_table(schools: Iterable[School], *, register: Register, audience: Audience) -> dict[str, Any]:
    """Return what components/table.html needs, for the page and its files alike."""
    labels = [
        gettext("School"),
        gettext("Level"),
        gettext("Area"),
        gettext("Enrolment"),
        gettext("Girls"),
        gettext("Boys"),
    ]
    return {
        "caption": gettext("Schools"),
        "holds": gettext(
            "Enrolment as the register says. Small numbers are hidden, and missing is not zero."
        ),
        "columns": [{"label": label, "number": at > 2} for at, label in enumerate(labels)],
        "rows": [{"cells": _cells(school, labels, audience)} for school in schools],
        "source": f"{register.source}, {register.year}",
    }


def _cells(school: School, labels: list[str], audience: Audience) -> list[dict[str, Any]]:
    named: list[dict[str, Any]] = [
        {"text": school.name or school.code, "small": school.code if school.name else ""},
        {"text": school.level or gettext("no data")},
        _area(school.territory),
    ]
    counted = [_count(estimate) for estimate in shown_counts(school, audience)]
    return [
        {
            **cell,
            "label": label,
            "number": at > 2,
            "illustrative": school.illustrative and cell.get("value") is not None,
        }
        for at, (cell, label) in enumerate(zip([*named, *counted], labels, strict=True))
    ]


def shown_counts(school: School, audience: Audience) -> tuple[Estimate, Estimate, Estimate]:
    """Return enrolment, girls and boys as an audience may see them; of two sexes none when one is small."""
    total, girls, boys = (_estimate(value, school) for value in (school.enrolment, school.girls, school.boys))
    one, other = suppress_together((girls, boys), audience=audience)
    return suppress(total, audience=audience), one, other


def _estimate(value: int | None, school: School) -> Estimate:
    story = Story(source=school.source, year=school.year, basis=Basis.COUNT, illustrative=school.illustrative)
    return (
        missing(Unit.PERSONS, story, Availability.NO_DATA)
        if value is None
        else Estimate(value, Unit.PERSONS, story)
    )


def _count(estimate: Estimate) -> dict[str, Any]:
    words = words_for(estimate)
    return {"text": words.value or words.missing, "value": estimate.value}


def _area(place: Territory) -> dict[str, Any]:
    if place.code.endswith(place.name):
        return {"text": place.code, "small": str(place.level)}
    return {"text": place.name, "small": place.code}
