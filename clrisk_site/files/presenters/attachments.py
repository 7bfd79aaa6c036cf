"""The files of a record as its page shows them."""

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from clrisk_site.files.models import Attachment, Classification
from clrisk_site.files.presenters.sizes import size_words
from clrisk_site.files.queries.attachments import AttachmentsOf


def attachments_panel(found: AttachmentsOf, path: str, title: str = "") -> dict[str, Any]:
    """Return the panel for `files/attachments.html`.

    Parameters
    ----------
    path : str
        The territory that the person looks from.
    title : str
        The heading, where a page has more than one panel.
    """
    add = reverse("attachment-create", args=[path, found.kind.label, found.record.pk])
    return {
        "title": title or gettext("Attached files"),
        "id": f"files-{found.record._meta.model_name}-{found.record.pk}",
        "rows": [_row(row, path, may_edit=found.may_edit) for row in found.rows],
        "add_url": add if found.may_edit else "",
        "only_open": not found.sees_restricted,
    }


def _row(attachment: Attachment, path: str, *, may_edit: bool) -> dict[str, Any]:
    restricted = attachment.classification == Classification.RESTRICTED
    return {
        "title": attachment.title,
        "kind": attachment.get_kind_display(),
        "size": kind_and_size(attachment),
        "state": "warn" if restricted else "open",
        "classification": gettext("Restricted") if restricted else gettext("Open to who sees the record"),
        "who": attachment.created_by,
        "when": date_format(localtime(attachment.created_at), "DATE_FORMAT"),
        "url": reverse("attachment", args=[path, attachment.pk]),
        "remove_url": reverse("attachment-remove", args=[path, attachment.pk]) if may_edit else "",
    }


def kind_and_size(attachment: Attachment) -> str:
    """Return kind and size of a file, such as "PDF, 1.2 MB"."""
    ending = attachment.file_name.rpartition(".")[2].upper()
    return f"{ending}, {size_words(attachment.size_bytes)}"
