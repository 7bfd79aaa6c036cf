"""The kinds of job that run in the background; apps add theirs when ready. Running them lies elsewhere."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from django.utils.functional import Promise

from clrisk_site.figures.message import Message
from clrisk_site.files.models import Job
from clrisk_site.people.permissions import Permission

type Text = str | Promise


class Cancelled(Exception):  # noqa: N818 - an answer to the person who cancelled, not a fault
    """The person who asked for the job cancelled it; raised by `advance`."""


class NotPossible(Exception):  # noqa: N818 - an answer for the person, not a fault of the program
    """The job cannot be done as things stand; `message` says what is missing."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


@dataclass(frozen=True, slots=True)
class Result:
    """The file that a job made."""

    content: bytes
    file_name: str


class Advancing(Protocol):
    """How a running job tells how far it is."""

    job: Job

    def advance(self, done: int, total: int | None = None, step: Text = "") -> None:
        """Say how far the job is, and in words what it does now.

        Raises
        ------
        Cancelled
            When the person cancelled the job; whatever was begun must be left as it was.
        """


@dataclass(frozen=True, slots=True)
class JobKind:
    """One kind of background work.

    Parameters
    ----------
    label : callable
        What the pages call the job.
    permission : callable
        What a person must be allowed in the job's territory to see it and to ask for it again.
    run : callable
        Does the work of `progress.job`, in the job's language, and returns the file it made, if any. It may
        be run again after its worker died, so what it changes it changes at the end, in one transaction.
        Raises `NotPossible` with the reason when there is nothing to do it with.
    """

    code: str
    label: Callable[[Job], Text]
    permission: Callable[[Job], Permission]
    run: Callable[[Advancing], Result | None]


class Jobs:
    """The kinds of job, by code."""

    def __init__(self) -> None:
        self._kinds: dict[str, JobKind] = {}

    def register(self, kind: JobKind) -> None:
        self._kinds[kind.code] = kind

    def get(self, code: str) -> JobKind | None:
        return self._kinds.get(code)


jobs = Jobs()
