"""Whether the installation is well: for whoever watches over the server, and not a word more."""

import os
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from clrisk_site.files.background.heart import seen_at

LEAST_FREE_BYTES = 500 * 1024 * 1024
LONGEST_SILENCE_SECONDS = 60

_seen_up_to_date = threading.Event()


@login_not_required
@never_cache
@require_safe
def show_health(_request: HttpRequest) -> HttpResponse:
    """Answer 200 when all parts work, 503 when one does not."""
    parts = health()
    status = "ok" if all(parts.values()) else "failing"
    return JsonResponse({"status": status, "parts": parts}, status=200 if status == "ok" else 503)


def health() -> dict[str, bool]:
    """Return each part of the installation and whether it works."""
    return {name: _works(probe) for name, probe in PROBES.items()}


def _works(probe: Callable[[], bool]) -> bool:
    try:
        return probe()
    except (DatabaseError, OSError):
        return False


def _database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def _tables_are_up_to_date() -> bool:
    """New migrations come with new processes, so that a yes holds for the life of this one."""
    if not _seen_up_to_date.is_set():
        executor = MigrationExecutor(connection)
        if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
            _seen_up_to_date.set()
    return _seen_up_to_date.is_set()


def _cache_keeps() -> bool:
    cache.set("health", "kept", 10)
    return bool(cache.get("health") == "kept")


def _folder_takes_files() -> bool:
    folder = Path(settings.VAR_DIR)
    return os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > LEAST_FREE_BYTES


def _worker_was_seen() -> bool:
    return time.time() - seen_at().stat().st_mtime < LONGEST_SILENCE_SECONDS


PROBES: dict[str, Callable[[], bool]] = {
    "database": _database_answers,
    "tables": _tables_are_up_to_date,
    "cache": _cache_keeps,
    "folder": _folder_takes_files,
    "worker": _worker_was_seen,
}
