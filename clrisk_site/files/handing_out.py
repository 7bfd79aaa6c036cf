"""Hands out a private file, stored or just made: to be saved, never shown in the site or kept on the way."""

import mimetypes
from collections.abc import Iterator
from pathlib import Path

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

PIECE = 64 * 1024


def hand_out(path: Path, *, file_name: str, media_type: str = "") -> StreamingHttpResponse:
    """Return the answer that carries a file; it is opened when the first piece is asked for."""
    return StreamingHttpResponse(
        _pieces(path),
        content_type=media_type or mimetypes.guess_type(file_name)[0] or "application/octet-stream",
        headers={**_private(file_name), "Content-Length": str(path.stat().st_size)},
    )


def hand_out_made(content: bytes, *, file_name: str, media_type: str) -> HttpResponse:
    """Return the answer that carries what was just made and is stored nowhere."""
    return HttpResponse(content, content_type=media_type, headers=_private(file_name))


def _private(file_name: str) -> dict[str, str]:
    return {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=file_name)
        or "attachment",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store, private",
    }


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece
