"""Services per area: the lead, what was counted by whom, and the table of areas and services."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import grouped
from clrisk_site.files.documents.pieces import with_mark
from clrisk_site.places.models import Territory
from diagnosis.imports.facilities.listed import label_of
from diagnosis.queries.facilities import FacilityFindings, ServiceCount


def facilities_lead(findings: FacilityFindings) -> str:
    """Say how many services were counted and in how many areas."""
    if not findings.services:
        return gettext("No service has been counted yet, so nothing is known of what stands in each area.")
    services = ngettext("%(count)s service", "%(count)s services", len(findings.services))
    areas = ngettext("in %(count)s area", "in %(count)s areas", len(findings.areas))
    return gettext(
        "%(services)s counted %(areas)s. An area without a number is not known, which is not zero."
    ) % {
        "services": services % {"count": grouped(len(findings.services))},
        "areas": areas % {"count": grouped(len(findings.areas))},
    }


def service_table(services: Sequence[ServiceCount]) -> dict[str, Any]:
    """Return the table of services: how many places, where counted, by whom."""
    labels = [
        gettext("Service"),
        gettext("Number of places"),
        gettext("Areas with a number"),
        gettext("Source"),
    ]
    rows = []
    for one in services:
        texts: list[dict[str, Any]] = [
            {"text": label_of(one.code, one.name), "small": one.level},
            {"text": grouped(one.places), "value": one.places, "illustrative": one.illustrative},
            {"text": grouped(one.areas), "value": one.areas},
            {"text": f"{one.source}, {one.year}"},
        ]
        rows.append({"cells": _cells(texts, labels, {1, 2})})
    return {
        "caption": gettext("Services counted"),
        "holds": gettext("The newest count of each. Registers differ in what they list."),
        "columns": [{"label": label, "number": at in {1, 2}} for at, label in enumerate(labels)],
        "rows": rows,
    }


def facility_table(findings: FacilityFindings, areas: Sequence[Territory]) -> dict[str, Any]:
    """Return the table of areas and services, for the page and its files alike."""
    names = [label_of(one.code, one.name) for one in findings.services]
    labels = [gettext("Area"), *names]
    numbers = set(range(1, len(labels)))
    sources = dict.fromkeys(f"{one.source}, {one.year}" for one in findings.services)
    rows = []
    for area in areas:
        texts: list[dict[str, Any]] = [_area(area)]
        for one in findings.services:
            number = findings.numbers.get((area.pk, one.code))
            texts.append({"text": gettext("no data") if number is None else grouped(number), "value": number})
        rows.append({"cells": _cells(texts, labels, numbers)})
    return {
        "caption": gettext("Services per area"),
        "holds": gettext("Number of places. No data does not mean none."),
        "columns": [{"label": label, "number": at in numbers} for at, label in enumerate(labels)],
        "rows": rows,
        "source": with_mark(" / ".join(sources), any(one.illustrative for one in findings.services)),
    }


def _area(area: Territory) -> dict[str, Any]:
    if area.code.endswith(area.name):
        return {"text": area.code, "small": str(area.level)}
    return {"text": area.name, "small": area.code}


def _cells(texts: Sequence[dict[str, Any]], labels: Sequence[str], numbers: set[int]) -> list[dict[str, Any]]:
    return [
        {**cell, "label": label, "number": at in numbers}
        for at, (cell, label) in enumerate(zip(texts, labels, strict=True))
    ]
