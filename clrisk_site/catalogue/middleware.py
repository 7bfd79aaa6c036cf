"""Lets the adaptations of a place's country hold while its page is made."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from clrisk_site.catalogue.country import enter_country, in_country


class CountryMiddleware:
    """The country is the first part of the territory's path in the address; other pages have none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with in_country(""):
            return self.get_response(request)

    def process_view(
        self, _request: HttpRequest, _view: object, _args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> None:
        """Enter the country of the address; the block of the request leaves it."""
        path = kwargs.get("path")
        if isinstance(path, str):
            enter_country(path.split(".", 1)[0])
