"""Asks for the password again before grave acts, unless it was given minutes ago."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, cast

from allauth.account import app_settings
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest
from django.http.response import HttpResponseBase

type View[**P] = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def is_recent(request: HttpRequest) -> bool:
    """Whether the person gave a password or a code in this session not longer ago than the settings allow."""
    if not request.user.is_authenticated:
        return False
    records: list[dict[str, Any]] = get_authentication_records(request, request.user)
    age = time.time() - max((float(record["at"]) for record in records), default=0.0)
    return age < float(app_settings.REAUTHENTICATION_TIMEOUT)


def ask_again_unless_recent(request: HttpRequest) -> None:
    """Ask for the password before a grave act, after it was seen that the person may do it.

    Raises
    ------
    ReauthenticationRequired
        When the password was given too long ago; what was posted is kept and carried out afterwards.
    """
    if not is_recent(request):
        raise ReauthenticationRequired


def recently_authenticated[**P](view: View[P]) -> View[P]:
    """Guard a view that asks for the password before anything else, such as one of the own account.

    Who gave it longer ago is asked for the password first. What was posted is kept on the server meanwhile
    and carried out afterwards; files that were attached are not.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        ask_again_unless_recent(request)
        return view(request, *args, **kwargs)

    return cast("View[P]", guarded)
