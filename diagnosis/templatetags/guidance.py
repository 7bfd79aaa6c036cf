"""`{% guidance "zones" %}`: the two lines of guidance of one step, right under the head of its page."""

from django import template

from diagnosis.guidance import Guidance
from diagnosis.guidance import guidance as all_guidance

register = template.Library()


@register.inclusion_tag("diagnosis/guidance.html")
def guidance(code: str) -> dict[str, Guidance]:
    """Show the guidance of a step; an unknown code is a mistake of the page.

    Raises
    ------
    KeyError
        If no step has this code.
    """
    return {"guidance": all_guidance()[code]}
