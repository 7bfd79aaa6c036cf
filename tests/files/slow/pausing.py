"""Points of an import where a worker waits to be killed: the file `pause` of its folder names one."""

import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from django.conf import settings

POINTS = ("matching", "writing", "stored")


def asked() -> Path:
    return Path(settings.VAR_DIR) / "pause"


def paused() -> Path:
    return Path(settings.VAR_DIR) / "paused"


def _pause(point: str) -> None:
    if asked().exists() and asked().read_text() == point:
        paused().write_text(point)
        time.sleep(60)


def pause_where_asked() -> None:
    """Wrap what the job of an import calls at each point."""
    from clrisk_site.files.importing import previewing, save_job

    _wrap(previewing, "prepare", before="matching")
    _wrap(save_job, "save_upload", after="writing")
    _wrap(save_job, "remove_file", before="stored")


def _wrap(module: ModuleType, name: str, *, before: str = "", after: str = "") -> None:
    action: Callable[..., Any] = getattr(module, name)

    def wrapped(*args: Any, **more: Any) -> Any:
        _pause(before)
        result = action(*args, **more)
        _pause(after)
        return result

    setattr(module, name, wrapped)
