"""Which records of the diagnosis may have files attached."""

from django.urls import reverse

from clrisk_site.files.attachable import attachable
from clrisk_site.people.permissions import Permission
from diagnosis.models import DefinitionSheet


def register_attachable() -> None:
    """The papers behind a definition sheet."""
    attachable.register(
        DefinitionSheet,
        view=Permission.VIEW_DIAGNOSIS,
        edit=Permission.EDIT_DIAGNOSIS,
        address=lambda path, _sheet: reverse("definition", args=[path]),
    )
