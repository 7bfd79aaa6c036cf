"""The answers to a person who must wait: too many files in a minute, or another file of the place is read."""

from typing import cast

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from clrisk_site.files.actions.note_throttling import note_throttling
from clrisk_site.people.models import User
from clrisk_site.people.page import page
from clrisk_site.places.models import Territory

MINUTE, HALF_MINUTE = 60, 30


def is_one_too_many(
    request: HttpRequest, territory: Territory, kind: str, *, limit: str = "import_upload"
) -> bool:
    """Count a file that is about to be sent; one too many is noted in the audit log.

    Parameters
    ----------
    kind : str
        What the file is for, for the audit log.
    limit : str, optional
        Which of the limits of the settings it counts for.
    """
    if ratelimit.consume(request, app="allauth.account", action=limit):
        return False
    note_throttling(territory=territory, kind=kind, by=cast("User", request.user))
    return True


def too_many_files(request: HttpRequest, territory: Territory, kind: str) -> HttpResponse | None:
    """Count a file as `is_one_too_many` does; the answer to one too many, which is not read at all."""
    if not is_one_too_many(request, territory, kind):
        return None
    words = gettext("You sent several files within a minute. Wait a minute, then send this one again.")
    return _wait(request, territory, words, MINUTE, request.path, sent=True)


def another_is_read(
    request: HttpRequest, territory: Territory, again: str, *, sent: bool = False
) -> HttpResponse:
    """Ask to wait until the files of the same place that came first are read, and then to go to `again`.

    Parameters
    ----------
    sent : bool
        A file was being sent, and is not kept.
    """
    words = gettext("Another file of this place is being read. Wait half a minute, then try again.")
    return _wait(request, territory, words, HALF_MINUTE, again, sent=sent)


def _wait(
    request: HttpRequest, territory: Territory, words: str, seconds: int, again: str, *, sent: bool
) -> HttpResponse:
    context = page(request, territory, "data", lead=words, again=again, sent=sent)
    answer = render(request, "files/wait.html", context, status=429)
    answer.headers["Retry-After"] = str(seconds)
    return answer
