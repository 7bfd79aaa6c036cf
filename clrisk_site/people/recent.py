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


def recently_authenticated[**P](view: View[P]) -> View[P]:
    """Guard a view that changes roles, approves, exports or deletes.

    Who gave it longer ago is asked for the password first. What was posted is kept on the server meanwhile
    and carried out afterwards; files that were attached are not.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not is_recent(request):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return cast("View[P]", guarded)
