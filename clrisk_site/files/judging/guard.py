"""The only door for attachments: judged by a child process with limits, whose every end is an answer."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from clrisk_site.figures.message import Message, says
from clrisk_site.files.judging.kinds import FileKind, Judged, Refusal, Refused
from clrisk_site.files.judging.limits import LIMITS
from clrisk_site.tables.child_folder import child_folder

ROOT = Path(__file__).resolve().parents[3]


def judge_guarded(path: Path) -> Judged:
    """Judge a file that nobody vouches for.

    Raises
    ------
    Refused
        With the reason, also when the child was ended by its limits or by the file.
    """
    with child_folder() as folder:
        answer = folder / "answer"
        command = [sys.executable, "-s", "-P", "-m", "clrisk_site.files.judging.child"]
        try:
            subprocess.run(  # noqa: S603 - our own module, a random name of the spool, and our own folder
                [*command, str(path.resolve()), str(answer), str(os.getpid())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=folder,
                env=_bare_environment(str(folder)),
                timeout=LIMITS.wall_seconds,
                check=True,
                start_new_session=True,
            )
            head, _, body = answer.read_bytes().partition(b"\n")
            return _judged(json.loads(head), body, path)
        except (subprocess.SubprocessError, OSError, ValueError, KeyError, TypeError) as error:
            raise Refused(
                says(
                    "The file could not be checked and was not kept. Save it anew as PDF and send that file."
                ),
                Refusal.UNCHECKED,
            ) from error


def _judged(head: dict[str, Any], body: bytes, path: Path) -> Judged:
    if "refused" in head:
        raise Refused(Message.from_json(head["refused"]), Refusal(head["for"]))
    return Judged(FileKind(head["kind"]), body if head["anew"] else path.read_bytes())


def _bare_environment(folder: str) -> dict[str, str]:
    """Return an environment without any of the site's secrets."""
    return {
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        "HOME": folder,
        "TMPDIR": folder,
        "PATH": os.defpath,
    }
