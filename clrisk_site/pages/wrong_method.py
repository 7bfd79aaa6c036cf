"""The page for an address that only takes forms, like one loaded again after the password was asked."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import render


class WrongMethodMiddleware:
    """Puts words on what Django leaves white."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method != "GET" or not isinstance(response, HttpResponseNotAllowed) or response.content:
            return response
        answer = render(request, "405.html", status=405)
        answer.headers["Allow"] = response.headers["Allow"]
        return answer
