"""Says at start-up what the machine lacks for writing PDFs, and which package brings it."""

import ctypes
import sys
from collections.abc import Iterable
from typing import Any

from django.core import checks

LIBRARIES = {
    "libgobject-2.0.so.0": "libglib2.0-0",
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
}


@checks.register()
def check_pdf_libraries(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:  # noqa: ARG001 - Django's signature
    """Look for the text libraries that WeasyPrint loads; importing it here would slow every command down."""
    if sys.platform != "linux":
        return []
    absent = sorted({package for name, package in LIBRARIES.items() if not _is_there(name)})
    if not absent:
        return []
    return [
        checks.Warning(
            f"Plans cannot be written as PDF: {', '.join(absent)} is not installed.",
            hint=install_hint(absent),
            id="files.W001",
        )
    ]


def install_hint(packages: Iterable[str]) -> str:
    """Return the command that installs the packages on Debian and Ubuntu."""
    return f"sudo apt-get install {' '.join(packages)}"


def _is_there(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
