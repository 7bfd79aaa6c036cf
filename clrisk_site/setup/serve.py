"""Serves the site with its background worker; both end together, on Ctrl-C, on SIGTERM, or when one dies."""

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_END = 10
WORKER = "clrisk_site.lingering.Worker"
"""The kind of worker in which one who sends slowly holds up nobody else."""


def commands(port: int) -> dict[str, list[str]]:
    """Return the programs that make up a running site, by name."""
    site = ["--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "8", "--worker-class", WORKER]
    quiet = ["--log-level", "warning"]
    return {
        "site": [sys.executable, "-m", "gunicorn", "clrisk_site.wsgi:application", *site, *quiet],
        "worker": [sys.executable, "manage.py", "work"],
    }


def serve(programs: dict[str, list[str]]) -> int:
    """Run all programs until one ends or the process is told to stop; return 0 only when told to stop."""
    told = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal told
        told = True

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    # Each in a session of its own: Ctrl-C reaches this process alone, which then ends them in order.
    running = {
        name: subprocess.Popen(command, cwd=ROOT, start_new_session=True)
        for name, command in programs.items()
    }
    dead: list[str] = []
    while not told and not dead:
        time.sleep(0.2)
        dead = [name for name, process in running.items() if process.poll() is not None]
    for name in dead:
        print(f"The {name} ended with status {running[name].returncode}; ending the rest.", file=sys.stderr)
    end(list(running.values()))
    return 1 if dead else 0


def end(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + SECONDS_TO_END
    for process in processes:
        try:
            process.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    sys.exit(serve(commands(parser.parse_args().port)))
