"""The territories of a larger one by published class: as a map and as a table."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from clrisk_site.catalogue.quantities import grouped, words_for
from clrisk_site.figures.svg.maps import MapShape, draw_map
from clrisk_site.figures.svg.patterns import ShapeKind
from clrisk_site.figures.svg.sizes import Size
from diagnosis.models.risk import CLASS_LABELS
from diagnosis.presenters.key_figures import class_label
from diagnosis.queries.places_below import PlaceRisk, PlacesBelow

# Maps have three fills: of five classes the outer two share theirs, and the table tells them apart.
_KINDS = {
    "very_low": ShapeKind.LOW,
    "low": ShapeKind.LOW,
    "medium": ShapeKind.MEDIUM,
    "high": ShapeKind.HIGH,
    "very_high": ShapeKind.HIGH,
    "": ShapeKind.NO_DATA,
}
_ORDER = ("very_high", "high", "medium", "low", "very_low", "")


def places_map(below: PlacesBelow, *, here: str = "") -> dict[str, Any] | None:
    """Make the map of the territories; `here` is the path of the one to mark. None without outlines."""
    wide = draw_places(below, Size.WIDE, here=here)
    if not wide:
        return None
    return {
        "wide": wide,
        "phone": draw_places(below, Size.PHONE, here=here),
        "legend": places_legend(below, here),
        "source": places_sources(below),
        "illustrative": any(place.finding.illustrative for place in below.places if place.finding),
    }


def draw_places(below: PlacesBelow, size: Size, *, here: str = "") -> SafeString:
    """Draw the territories by published class; an empty text for fewer than two: one compares nothing."""
    shapes = [
        MapShape(
            place.code, place.geometry, ShapeKind.ZONE if place.path == here else _KINDS[place.official_class]
        )
        for place in below.places
        if place.geometry is not None
    ]
    return _drawn(shapes, size, places_legend(below, here)) if len(shapes) > 1 else SafeString("")


def _drawn(shapes: Sequence[MapShape], size: Size, legend: list[dict[str, str]]) -> SafeString:
    title = gettext("Map of published risk classes")
    return mark_safe(draw_map(shapes, size=size, title=title, description=_described(legend)))  # noqa: S308 - drawn by figures


def places_table(below: PlacesBelow) -> dict[str, Any]:
    """Make the table of the territories, highest class first; numbers only where some were published."""
    numbers = any(place.finding and place.finding.value.is_available for place in below.places)
    labels = [gettext("Territory"), gettext("Published class")]
    holds = class_counts(below)
    if numbers:
        labels.append(gettext("Published number"))
    else:
        holds = gettext("%(classes)s. Only classes were published, no numbers.") % {"classes": holds}
    ordered = sorted(below.places, key=lambda one: (_ORDER.index(one.official_class), one.name))
    return {
        "caption": gettext("Published Phase I classes"),
        "holds": holds,
        "columns": [{"label": label, "number": i == 2} for i, label in enumerate(labels)],
        "rows": [{"cells": _cells(place, labels)} for place in ordered],
        "source": places_sources(below),
    }


def _cells(place: PlaceRisk, labels: list[str]) -> list[dict[str, Any]]:
    cells: list[dict[str, Any]] = [
        {"text": place.name, "url": reverse("profile", args=[place.path])},
        {"text": class_label(place.official_class)},
    ]
    if len(labels) > len(cells):
        number = words_for(place.finding.value) if place.finding else None
        text = (number.value or number.missing) if number else gettext("Not published")
        cells.append({"text": text, "small": number.interval if number else "", "number": True})
    return [{**cell, "label": label} for cell, label in zip(cells, labels, strict=True)]


def class_counts(below: PlacesBelow) -> str:
    """Return how many territories have each class, and how many have none."""
    parts = [
        f"{str(CLASS_LABELS[code]).lower()}: {grouped(below.counts[code])}"
        for code in _ORDER
        if code and below.counts[code]
    ]
    if below.counts[""]:
        parts.append(gettext("not published: %(count)s") % {"count": grouped(below.counts[""])})
    return " · ".join(parts)


def places_legend(below: PlacesBelow, here: str = "") -> list[dict[str, str]]:
    """Make the legend of the map: each class with its count."""
    entries = [{"kind": "place", "label": gettext("This municipality")}] if here else []
    counts = below.counts
    entries += [
        {"kind": _KINDS[code].value, "label": f"{class_label(code)}, {grouped(counts[code])}"}
        for code in _ORDER
        if counts[code]
    ]
    return entries


def _described(legend: list[dict[str, str]]) -> str:
    return " ".join(entry["label"] + "." for entry in legend)


def places_sources(below: PlacesBelow) -> str:
    """Name where the classes were published."""
    sources = dict.fromkeys(_source(place) for place in below.places if place.finding)
    if not sources:
        return ""
    return gettext("Source: %(origins)s.") % {"origins": "; ".join(sources)}


def _source(place: PlaceRisk) -> str:
    return f"{place.finding.source}, {place.finding.year}" if place.finding else ""
