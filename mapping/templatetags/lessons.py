"""`{% lessons place factor.code %}`: one line that leads to what past interventions learned on a factor."""

from collections.abc import Sequence

from django import template

from clrisk_site.people.page import PlaceHeading
from mapping.models import Programme
from mapping.queries.past_interventions import lessons_on

register = template.Library()


@register.inclusion_tag("mapping/lessons_line.html")
def lessons(place: PlaceHeading, *codes: str) -> dict[str, object]:
    """Show how many past interventions left lessons; nothing where there are none."""
    return _line(place, codes)


@register.inclusion_tag("mapping/lessons_line.html")
def programme_lessons(place: PlaceHeading, programme: Programme) -> dict[str, object]:
    """Show the same for the factors that a programme addresses, read with it."""
    return _line(place, [link.factor.code for link in programme.factor_links.all()])


def _line(place: PlaceHeading, codes: Sequence[str]) -> dict[str, object]:
    found = list(lessons_on(place.path, *codes).values_list("pk", "name"))
    return {"place": place, "found": found, "code": codes[0] if len(codes) == 1 else ""}
