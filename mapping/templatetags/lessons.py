"""`{% lessons place factor.code %}`: one line that leads to what past interventions learned on a factor."""

from django import template

from clrisk_site.places.models import Territory
from mapping.queries.past_interventions import lessons_on

register = template.Library()


@register.inclusion_tag("mapping/lessons_line.html")
def lessons(place: Territory, *codes: str) -> dict[str, object]:
    """Show how many past interventions left lessons; nothing where there are none."""
    found = list(lessons_on(place, *codes).values_list("pk", "name"))
    return {"place": place, "found": found, "code": codes[0] if len(codes) == 1 else ""}
