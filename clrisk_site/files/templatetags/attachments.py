"""`{% attachments record %}`: the files of a record, for the pages of all floors that show such records."""

from typing import Any, cast

from django import template
from django.template import Context

from clrisk_site.files.presenters.attachments import attachments_panel
from clrisk_site.files.queries.attachments import attachments_of
from clrisk_site.people.models import User
from clrisk_site.people.record import Record

register = template.Library()


@register.inclusion_tag("files/attachments.html", takes_context=True)
def attachments(context: Context, record: Record, title: str = "") -> dict[str, Any]:
    """Show the files that the person may see, and the way to attach one for those who may."""
    user = cast("User", context["request"].user)
    return {"panel": attachments_panel(attachments_of(user, record), context["place"].path, title)}
