"""Hands a private file out: to be saved, never to be shown inside the site, never kept on the way."""

import mimetypes
from collections.abc import Iterator
from pathlib import Path

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

PIECE = 64 * 1024


def hand_out(path: Path, *, file_name: str, media_type: str = "") -> StreamingHttpResponse:
    """Return the answer that carries a file; it is opened when the first piece is asked for."""
    response = StreamingHttpResponse(
        _pieces(path),
        content_type=media_type or mimetypes.guess_type(file_name)[0] or "application/octet-stream",
    )
    saved_as = content_disposition_header(as_attachment=True, filename=file_name)
    response.headers["Content-Disposition"] = saved_as or "attachment"
    response.headers["Content-Length"] = str(path.stat().st_size)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store, private"
    return response


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece
