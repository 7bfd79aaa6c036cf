"""How long something takes, and how much memory a process and the children it starts hold at most."""

import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

SECONDS_BETWEEN = 0.02


def timed(action: Callable[[], object]) -> float:
    """Return how many seconds an action takes."""
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


@dataclass(frozen=True)
class Watched:
    """The last line that a process printed, and megabytes at most: of itself, and of its largest child."""

    printed: str
    process: float
    child: float


class Peaks:
    """Looks at a process and its children again and again until `stop`; the kernel remembers their peaks."""

    def __init__(self, pid: int) -> None:
        self.pid, self.process, self.child = pid, 0.0, 0.0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(SECONDS_BETWEEN):
            self.process = max(self.process, peak_mb(self.pid))
            for child in children_of(self.pid):
                self.child = max(self.child, peak_mb(child))


def watched(command: list[str]) -> Watched:
    """Run a command to its end and watch its memory."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        peaks = Peaks(process.pid)
        printed, _nothing = process.communicate()
        peaks.stop()
    if process.returncode:
        raise RuntimeError(f"the measured process ended with {process.returncode}")
    return Watched(printed.strip().splitlines()[-1], peaks.process, peaks.child)


def children_of(pid: int) -> Iterator[int]:
    """Yield the children of a process, and theirs."""
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found = task.read_text().split()
        except OSError:
            continue
        for child in map(int, found):
            yield child
            yield from children_of(child)


def peak_mb(pid: int) -> float:
    """Return the most memory that a process held so far, 0 when it is gone."""
    return _status(pid, "VmHWM")


def resident_mb(pid: int) -> float:
    """Return the memory that a process holds now, 0 when it is gone."""
    return _status(pid, "VmRSS")


def forget_peak(pid: int) -> None:
    """Let the kernel count the peak of a process from now on."""
    Path(f"/proc/{pid}/clear_refs").write_text("5")


def _status(pid: int, name: str) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    line = next((line for line in status.splitlines() if line.startswith(name)), "x 0 kB")
    return int(line.split()[1]) / 1024
