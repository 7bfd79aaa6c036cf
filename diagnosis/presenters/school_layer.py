"""The schools per area in words and on a map: how many, how many enrolled, and where none is listed."""

from collections.abc import Sequence
from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext, ngettext

from clrisk_site.catalogue.quantities import grouped, words_for
from clrisk_site.figures import palette
from clrisk_site.figures.estimate import Availability, Basis, Estimate, Story, Unit, missing
from clrisk_site.figures.suppression import Audience, suppress_together
from clrisk_site.figures.svg.maps import MapShape, draw_map
from clrisk_site.figures.svg.markup import element
from clrisk_site.figures.svg.patterns import ShapeKind
from clrisk_site.figures.svg.sizes import Size
from diagnosis.queries.areas import Area, AreaFindings
from diagnosis.queries.schools_by_area import AreaSchools, SchoolLayer

NONE = AreaSchools()
_SWATCH = element(
    "svg",
    element("rect", width=22, height=14, fill=palette.PETROL),
    width=22,
    height=14,
    viewBox="0 0 22 14",
    aria_hidden="true",
)


def school_words(layer: SchoolLayer) -> str:
    """Say how many schools lie in the areas, by which register, and how many lie in none."""
    if layer.register is None:
        return gettext("No register of schools has been brought yet.")
    text = ngettext(
        "%(count)s school lies in an area known here (%(source)s, %(year)s).",
        "%(count)s schools lie in areas known here (%(source)s, %(year)s).",
        layer.in_areas,
    ) % {
        "count": grouped(layer.in_areas),
        "source": layer.register.source,
        "year": layer.register.year,
    }
    if not layer.elsewhere:
        return text
    more = ngettext("%(count)s more has no area.", "%(count)s more have no area.", layer.elsewhere) % {
        "count": grouped(layer.elsewhere)
    }
    return f"{text} {more}"


def shown_enrolment(areas: Sequence[Area], layer: SchoolLayer, audience: Audience) -> dict[int, Estimate]:
    """Return the enrolment per area as an audience may see it; a few pupils are hidden, together."""
    cells = [_enrolment(layer.by_area.get(area.id, NONE), layer) for area in areas]
    shown = suppress_together(cells, audience=audience)
    return {area.id: cell for area, cell in zip(areas, shown, strict=True)}


def school_cells(area: Area, layer: SchoolLayer, shown: dict[int, Estimate]) -> list[dict[str, Any]]:
    """Make the two cells of an area: its schools, and who is enrolled there."""
    one, enrolment = layer.by_area.get(area.id, NONE), shown[area.id]
    words = words_for(enrolment)
    invented = bool(layer.register and layer.register.illustrative)
    some = one.schools - one.stated
    unknown = ngettext("unknown for %(count)s", "unknown for %(count)s", some) % {"count": grouped(some)}
    return [
        {"text": grouped(one.schools), "value": one.schools, "illustrative": invented and one.schools > 0},
        {
            "text": (words.value or words.missing) if one.schools else "—",
            "value": enrolment.value,
            "small": unknown if words.value and some else "",
        },
    ]


def school_map(found: AreaFindings, layer: SchoolLayer) -> dict[str, Any] | None:
    """Make the map of areas with and without a school of the register; None without register or outlines."""
    if layer.register is None or not any(area.geometry is not None for area in found.areas):
        return None
    with_schools = sum(area.id in layer.by_area for area in found.areas)
    legend = [
        {
            "drawing": mark_safe(_SWATCH),  # noqa: S308 - our own
            "label": gettext("At least one school, %(count)s") % {"count": grouped(with_schools)},
        },
        {
            "kind": "plain",
            "label": gettext("No school listed, %(count)s")
            % {"count": grouped(len(found.areas) - with_schools)},
        },
    ]
    return {
        "wide": _draw(found.areas, layer, Size.WIDE, legend),
        "phone": _draw(found.areas, layer, Size.PHONE, legend),
        "legend": legend,
        "source": gettext("Source: %(origins)s.")
        % {"origins": f"{layer.register.source}, {layer.register.year}"},
        "illustrative": layer.register.illustrative,
    }


def _draw(areas: Sequence[Area], layer: SchoolLayer, size: Size, legend: Sequence[dict[str, str]]) -> str:
    shapes = [
        MapShape(area.code, area.geometry, ShapeKind.ZONE if area.id in layer.by_area else ShapeKind.PLAIN)
        for area in areas
        if area.geometry is not None
    ]
    text = draw_map(
        shapes,
        [],
        size=size,
        title=gettext("Map of the areas with schools"),
        description=" ".join(f"{entry['label']}." for entry in legend),
    )
    return mark_safe(text)  # noqa: S308 - drawn by figures, which escapes every text


def _enrolment(one: AreaSchools, layer: SchoolLayer) -> Estimate:
    register = layer.register
    if one.enrolment is None or register is None:
        return missing(Unit.PERSONS, Story(), Availability.NO_DATA)
    story = Story(
        source=register.source,
        year=register.year,
        basis=Basis.COUNT,
        illustrative=register.illustrative,
    )
    return Estimate(one.enrolment, Unit.PERSONS, story)
