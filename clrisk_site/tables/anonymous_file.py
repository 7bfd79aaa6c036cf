"""A file that has no name: it lives in memory only, and the kernel forgets it with the process that holds it.

For what must not stay even when the machine is told to stop in the middle: nothing is ever written to a disk.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DESCRIPTORS = Path("/proc/self/fd")


def create_anonymous_file() -> int:
    """Return the descriptor of a new, empty file that no other process can open by a name."""
    if hasattr(os, "memfd_create"):
        return os.memfd_create("clrisk", os.MFD_CLOEXEC)
    # A test machine that is no Linux: a file on the disk that lost its name at once.
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())


def path_of_descriptor(descriptor: int) -> Path:
    """Return where this process, and a child that inherits the descriptor, reads the file from its start."""
    return DESCRIPTORS / str(descriptor)


def descriptor_in(path: Path) -> int | None:
    """Return the descriptor that a path of `path_of_descriptor` stands for; None for any other path."""
    return int(path.name) if path.parent == DESCRIPTORS and path.name.isdecimal() else None


def write_all(descriptor: int, content: bytes) -> None:
    """Write everything: one call of the system writes less where room or an allowed size ends."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


@contextmanager
def anonymous_copy(content: bytes) -> Iterator[Path]:
    """Yield the path of a file without a name that holds the content; it is gone afterwards."""
    descriptor = create_anonymous_file()
    try:
        write_all(descriptor, content)
        yield path_of_descriptor(descriptor)
    finally:
        os.close(descriptor)
