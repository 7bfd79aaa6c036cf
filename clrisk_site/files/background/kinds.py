"""The kinds of job that run in the background; apps add theirs when ready. Running them lies elsewhere."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clrisk_site.figures.message import Message
from clrisk_site.files.models import Job
from clrisk_site.people.permissions import Permission

type Text = str | Promise

MADE = _("It is being made.")


class Cancelled(Exception):  # noqa: N818 - an answer to the person who cancelled, not a fault
    """The person who asked for the job cancelled it; raised by `advance`."""


class NotPossible(Exception):  # noqa: N818 - an answer for the person, not a fault of the program
    """The job cannot be done as things stand; `message` says what is missing."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


@dataclass(frozen=True, slots=True)
class Result:
    """The file that a job made: its content, or where a large one was written beside the finished ones."""

    content: bytes | Path
    file_name: str


@dataclass(frozen=True, slots=True)
class Onward:
    """Where a person goes on when a job is over.

    Parameters
    ----------
    at_once : bool
        The page of the job leads there by itself.
    instead : bool
        It is offered rather than to start the same job again.
    """

    url: str
    label: Text
    at_once: bool = False
    instead: bool = False


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

    def finish(self) -> None:
        """Say, as the last thing in the transaction that stores the work, that the job is done.

        So there is never work without its end, nor an end without the work.

        Raises
        ------
        Cancelled
            As `advance` does; the transaction must be left.
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
    running : text
        What the page says of a job that runs.
    section : str
        The part of the site that the job belongs to, by the name of its first page.
    onward : callable
        Where the person goes on when the job is over, whichever way it ended.
    """

    code: str
    label: Callable[[Job], Text]
    permission: Callable[[Job], Permission]
    run: Callable[[Advancing], Result | None]
    running: Text = MADE
    section: Literal["documents", "data"] = "documents"
    onward: Callable[[Job], Onward | None] = lambda _job: None


class Jobs:
    """The kinds of job, by code."""

    def __init__(self) -> None:
        self._kinds: dict[str, JobKind] = {}

    def register(self, kind: JobKind) -> None:
        self._kinds[kind.code] = kind

    def get(self, code: str) -> JobKind | None:
        return self._kinds.get(code)

    def all(self) -> tuple[JobKind, ...]:
        return tuple(self._kinds.values())


jobs = Jobs()
