"""Opens a visit for every request and notes on its way out what was refused. Rules of noting: note_denial."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from clrisk_site.people.acting import visiting
from clrisk_site.people.actions.note_denial import note_denial

REFUSALS = {403, 404}


class ActingMiddleware:
    """Stands behind the sign-in's middleware, since it tells who was refused."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with visiting(request) as visit:
            response = self.get_response(request)
            if response.status_code in REFUSALS:
                note_denial(request, visit.denial, response.status_code)
        return response
