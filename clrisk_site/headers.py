"""Response headers that no Django middleware sets: what caches may keep, which device features are off."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers

FEATURES_OFF = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class PrivacyHeadersMiddleware:
    """Pages of a signed-in person are kept by nobody, since town halls share computers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", FEATURES_OFF)
        # Asking the session alone would open it for each anonymous page and vary all of them by cookie.
        if request.COOKIES and request.user.is_authenticated:
            add_never_cache_headers(response)
        return response
