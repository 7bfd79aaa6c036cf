"""Sends files to a record as a browser does, or as somebody who writes the request by hand."""

from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from clrisk_site.files import attachment_store
from clrisk_site.people.record import Record

PATH = "MX.07.101"
BOUNDARY = "----between"


def attach_address(record: Record, path: str = PATH) -> str:
    return reverse("attachment-create", args=[path, record._meta.label_lower, record.pk])


def attach(
    client: Client, record: Record, name: str, content: bytes, path: str = PATH, **said: str
) -> HttpResponse:
    """Send one file; the answer is a redirect, or the form with its errors."""
    fields = {"kind": "agreement", "title": "Convenio", "classification": "restricted", **said}
    body = body_of(fields, name, content)
    answer: Any = client.post(
        attach_address(record, path), body, content_type=f"multipart/form-data; boundary={BOUNDARY}"
    )
    sent: HttpResponse = answer
    return sent


def body_of(fields: dict[str, str], name: str, content: bytes) -> bytes:
    """Write the request by hand: Django's own client would tidy what a hostile browser sends."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in fields.items()
    ]
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{quoted}"\r\n'
    parts.append(head.encode() + b"Content-Type: image/png\r\n\r\n" + content + b"\r\n")
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


def stored() -> list[Path]:
    return sorted(attachment_store.folder().iterdir())
