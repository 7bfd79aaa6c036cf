"""Which records of the planning may have files attached."""

from django.urls import reverse

from clrisk_site.files.attachable import attachable
from clrisk_site.people.permissions import Permission
from planning.models import ActionLine, Pilot
from planning.queries.action_lines import lines_visible_to


def register_attachable() -> None:
    """Agreements of the pilot, and evidence of lines, which are seen once they are submitted."""
    attachable.register(
        Pilot,
        view=Permission.VIEW_DIAGNOSIS,
        edit=Permission.EDIT_DESIGN,
        address=lambda path, _pilot: reverse("scope", args=[path]),
    )
    attachable.register(
        ActionLine,
        view=Permission.VIEW_SUBMITTED,
        edit=Permission.EDIT_DESIGN,
        address=lambda path, line: reverse("action-line", args=[path, line.pk]),
        seen=lines_visible_to,
    )
