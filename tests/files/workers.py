"""Real worker processes beside a test: started, killed, told to end; their diary says what they did."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 40


class Workers:
    """The workers of one test, and what they share with it: database and private folder."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.temporary = var / "temporary"
        self.temporary.mkdir()
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.files.slow.settings",
            "CLRISK_VAR": str(var),
            "DATABASE_URL": _database_url(),
            "TMPDIR": str(self.temporary),
        }
        self._running: list[subprocess.Popen[bytes]] = []

    def start(self, count: int = 1) -> list[subprocess.Popen[bytes]]:
        command = [sys.executable, "manage.py", "work", "--interval", "0.1"]
        with (self.var / "workers.log").open("ab") as log:
            started = [
                subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)
                for _ in range(count)
            ]
        self._running += started
        return started

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        process.kill()
        process.wait()

    def end(self, process: subprocess.Popen[bytes]) -> int:
        process.terminate()
        return process.wait(timeout=PATIENCE)

    def end_all(self) -> None:
        for process in self._running:
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
                process.wait()

    @property
    def log(self) -> str:
        return (self.var / "workers.log").read_text()

    def diary(self, word: str) -> Counter[str]:
        """How often each job was begun or ended, by its key."""
        path = self.var / "diary"
        lines = path.read_text().splitlines() if path.exists() else []
        return Counter(line.split()[1] for line in lines if line.startswith(word))


def wait_until(true: Callable[[], object], seconds: float = PATIENCE) -> float:
    """Wait for something to become true; returns how long it took."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < seconds, "it did not happen in time"
        time.sleep(0.05)
    return time.monotonic() - began


def _database_url() -> str:
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    host = quote(str(settings.DATABASES["default"]["HOST"]), safe="")
    user = settings.DATABASES["default"]["USER"]
    return f"postgresql://{user}@/{name}?host={host}"
