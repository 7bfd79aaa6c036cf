"""`{% history_link record %}`: the way to a record's history, for those who may read it where it is owned."""

from typing import Any

from django import template
from django.template.context import RequestContext

from clrisk_site.people.record import Record

register = template.Library()


@register.inclusion_tag("people/history_link.html", takes_context=True)
def history_link(context: RequestContext, record: Record | None, label: str = "") -> dict[str, Any]:
    """Link to a stored record's history; nothing for a new one, or for one that is owned elsewhere."""
    place = context.get("place")
    if record is None or record.pk is None or place is None or "history" not in place.opens:
        return {}
    if record.territory.path != place.path:
        return {}
    return {"path": place.path, "model": record._meta.label_lower, "pk": record.pk, "label": label}
