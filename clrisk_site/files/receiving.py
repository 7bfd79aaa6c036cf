"""Takes a file from a request, into memory or into the private spool; one larger than allowed is stopped.

At most so many at once, so that other pages go on answering.
"""

import hashlib
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload

from clrisk_site.files import spool
from clrisk_site.tables.anonymous_file import create_anonymous_file, path_of_descriptor, write_all

AT_ONCE = 3
"""Files that one process receives and judges at once; a server has four threads or more for everything."""
SECONDS_TO_COME_AGAIN = 30
_places = threading.BoundedSemaphore(AT_ONCE)


@contextmanager
def place() -> Iterator[bool]:
    """Hold one of the few places in which a file is received; False when all of them are taken."""
    free = _places.acquire(blocking=False)
    try:
        yield free
    finally:
        if free:
            _places.release()


class NoFile(FileUploadHandler):
    """Lets every file go by, for addresses that ask for none."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002 - Django passes them
        return None

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002 - the same
        return None


class FieldsOnly(NoFile):
    """Stops where the first file begins: what was filled in before it can be shown again."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:  # noqa: ARG002 - Django passes them
        raise StopUpload(connection_reset=True)


class SpooledFile(UploadedFile[bytes]):
    """What arrived: the random name of the spool, and the hash of the bytes."""

    def __init__(self, name: str, stored_name: str, size: int, sha256: str) -> None:
        super().__init__(None, name, "application/octet-stream", size)
        self.stored_name = stored_name
        self.sha256 = sha256


class SpoolHandler(FileUploadHandler):
    """Writes one file to the spool while it arrives. A second file, or one too large, is not kept.

    Parameters
    ----------
    limit : int
        Largest size in bytes; `too_large` says afterwards that it was passed.
    """

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit
        self.too_large = False
        self.stored_name = ""
        self._descriptor: int | None = None
        self._size = 0
        self._unwanted = False
        self._hash = hashlib.sha256()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        self._unwanted = bool(self.stored_name)
        if self._unwanted:
            return
        super().new_file(*args, **kwargs)
        self.stored_name, self._descriptor = spool.create_file()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:  # noqa: ARG002 - Django passes it
        if self._unwanted:
            return None
        self._size += len(raw_data)
        if self._size > self.limit:
            self.too_large = True
            self.discard()
            raise SkipFile
        if self._descriptor is not None:
            write_all(self._descriptor, raw_data)
        self._hash.update(raw_data)
        return None

    def file_complete(self, file_size: int) -> SpooledFile | None:
        if self._unwanted or self._descriptor is None:
            return None
        # It stays open until `discard`: a file that is open belongs to somebody.
        return SpooledFile(self.file_name or "", self.stored_name, file_size, self._hash.hexdigest())

    def upload_interrupted(self) -> None:
        self.discard()

    def discard(self) -> None:
        """Remove what was written, complete or not."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
        if self.stored_name:
            spool.remove_file(self.stored_name)


class AnonymousFile(UploadedFile[bytes]):
    """What arrived and has no name anywhere: `path` reads it as long as it is not closed."""

    def __init__(self, name: str, descriptor: int, size: int, sha256: str) -> None:
        super().__init__(None, name, "application/octet-stream", size)
        self.descriptor = descriptor
        self.path = path_of_descriptor(descriptor)
        self.sha256 = sha256


class AnonymousHandler(FileUploadHandler):
    """Keeps one file in memory, without a name, until `discard`. A second one, or one too large, is not kept.

    Parameters
    ----------
    limit : int
        Largest size in bytes; `too_large` says afterwards that it was passed.
    """

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit
        self.too_large = False
        self._descriptor: int | None = None
        self._size = 0
        self._unwanted = False
        self._hash = hashlib.sha256()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        self._unwanted = self._size > 0 or self._descriptor is not None
        if not self._unwanted:
            super().new_file(*args, **kwargs)
            self._descriptor = create_anonymous_file()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:  # noqa: ARG002 - Django passes it
        if self._unwanted:
            return None
        self._size += len(raw_data)
        if self._size > self.limit:
            self.too_large = True
            self.discard()
            # The rest is not even read; what was filled in before the file has arrived.
            raise StopUpload(connection_reset=True)
        if self._descriptor is not None:
            write_all(self._descriptor, raw_data)
        self._hash.update(raw_data)
        return None

    def file_complete(self, file_size: int) -> AnonymousFile | None:
        if self._unwanted or self._descriptor is None:
            return None
        return AnonymousFile(self.file_name or "", self._descriptor, file_size, self._hash.hexdigest())

    def upload_interrupted(self) -> None:
        self.discard()

    def discard(self) -> None:
        """Let go of the file: nothing of it is left anywhere, and its memory is free again."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
