"""The head of a document as templates show it: an emblem is written into the page, so nothing is fetched."""

import base64
from typing import Any

from clrisk_site.files.documents.content import Head


def make_head(head: Head | None) -> dict[str, Any] | None:
    """Return what templates/documents/letterhead.html needs."""
    if head is None:
        return None
    emblem = head.emblem
    source = ""
    if emblem is not None:
        source = f"data:{emblem.media_type};base64,{base64.b64encode(emblem.content).decode('ascii')}"
    return {
        "issuer": head.issuer,
        "office": head.office,
        "contact": head.contact,
        "emblem": source,
        "emblem_alt": emblem.alt if emblem else "",
    }
