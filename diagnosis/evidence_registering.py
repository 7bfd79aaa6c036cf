"""Makes the literature log and the qualitative work known to the history and to the attachments."""

from django.urls import reverse

from clrisk_site.files.attachable import attachable
from clrisk_site.people.audit_words import add_words
from clrisk_site.people.permissions import Permission
from diagnosis import evidence_audit_words as words
from diagnosis.models import QualitativeInstrument, Reference


def register_evidence() -> None:
    """Let papers be attached to publications and exercises, and give their acts words."""
    attachable.register(
        Reference,
        view=Permission.VIEW_DIAGNOSIS,
        edit=Permission.EDIT_DIAGNOSIS,
        address=lambda path, reference: reverse("reference", args=[path, reference.pk]),
    )
    attachable.register(
        QualitativeInstrument,
        view=Permission.VIEW_DIAGNOSIS,
        edit=Permission.EDIT_DIAGNOSIS,
        address=lambda path, instrument: reverse("instrument", args=[path, instrument.pk]),
    )
    add_words(
        things=words.THINGS,
        actions=words.ACTIONS,
        pages=words.PAGES,
    )
