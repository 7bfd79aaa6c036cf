"""The reading process without the process: for tests whose subject is what is read, not who reads it.

What the child would raise comes out here as it is, where `read_guarded` would only say that it ended.
"""

import io
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from clrisk_site.tables import child, guard
from clrisk_site.tables.readers.request import Request
from clrisk_site.tables.sentences import RefusedError


def ask_here(request: Request) -> tuple[Mapping[str, Any], bytes]:
    """Answer as `guard.ask_child` does, in this process and without its limits."""
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "answer"
        with (
            patch.object(sys, "stdin", io.StringIO(json.dumps(request.to_plain()))),
            patch.object(child, "restrain"),
            patch.object(child, "end_with"),
        ):
            child.main(answer, 0)
        head, _, body = answer.read_bytes().partition(b"\n")
    plain = json.loads(head)
    if "refused" in plain:
        raise RefusedError(plain["refused"], **plain["params"])
    return plain, body


@contextmanager
def reading_here() -> Iterator[None]:
    """Let `read_guarded` read in this process."""
    with patch.object(guard, "ask_child", ask_here):
        yield
