"""A job of `steps` steps, `pause` seconds each; it signs a diary at start and end, outside the database.

With `partial` its first attempt stops while the result is being written: half a file lies there.
"""

import os
import time
from pathlib import Path

from django.conf import settings

from clrisk_site.files import results
from clrisk_site.files.background.kinds import Advancing, JobKind, Result
from clrisk_site.people.permissions import Permission

CONTENT = b"made slowly"


def diary() -> Path:
    return Path(settings.VAR_DIR) / "diary"


def sign(word: str, pk: object) -> None:
    # One write of a short line is whole even when several processes append.
    with diary().open("ab", buffering=0) as file:
        file.write(f"{word} {pk} {os.getpid()}\n".encode())


def run(progress: Advancing) -> Result:
    job = progress.job
    sign("begun", job.pk)
    steps, pause = int(job.parameters.get("steps", 1)), float(job.parameters.get("pause", 0))
    if job.parameters.get("partial") and job.attempts == 1:
        half = results.path_of(job.stored_name)
        half.with_name(f"{half.name}.part").write_bytes(CONTENT[:3])
        time.sleep(60)
    for step in range(steps):
        if job.parameters.get("busy"):
            _keep_busy(pause)
        else:
            time.sleep(pause)
        progress.advance(step + 1, steps, f"step {step + 1}")
    sign("ended", job.pk)
    return Result(CONTENT, "slow.txt")


def _keep_busy(seconds: float) -> None:
    """Use the processor without a step, as the writer of PDFs does."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        sum(range(10_000))


SLOW = JobKind("slow", lambda _job: "Slow", lambda _job: Permission.VIEW_DRAFTS, run)
