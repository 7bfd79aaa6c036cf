"""The way to a record's history, for those who may read it where the record is owned.

`{% history_link record %}` is a line under its page, `{% history_word model pk name %}` a word in its row.
"""

from typing import Any

from django import template
from django.template.context import RequestContext

from clrisk_site.people.access import may
from clrisk_site.people.permissions import Permission
from clrisk_site.people.record import Record

register = template.Library()


@register.inclusion_tag("people/history_link.html", takes_context=True)
def history_link(context: RequestContext, record: Record | None, label: str = "") -> dict[str, Any]:
    """Link to a stored record's history; of one that is owned elsewhere, at least say where it is kept."""
    place = context.get("place")
    if record is None or record.pk is None or place is None or "history" not in place.opens:
        return {}
    told = {"path": record.territory.path, "model": record._meta.label_lower, "pk": record.pk, "label": label}
    if record.territory.path == place.path:
        return told
    opens = may(context["request"].user, Permission.VIEW_AUDIT, record.territory)
    return told if opens else {"owner": record.territory.name}


@register.inclusion_tag("people/history_word.html", takes_context=True)
def history_word(context: RequestContext, model: str, pk: int | None, name: str) -> dict[str, Any]:
    """Link from the row of a record of this place, where several stand on one page; `name` tells it apart."""
    place = context.get("place")
    if pk is None or place is None or "history" not in place.opens:
        return {}
    return {"path": place.path, "model": model, "pk": pk, "name": name}
