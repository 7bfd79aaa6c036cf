"""The address under which people reach the site: what a link in a letter or a message begins with."""

from django.conf import settings
from django.http import HttpRequest

ON_A_LAPTOP = "http://localhost:8000"


def site_address(request: HttpRequest | None = None) -> str:
    """Return the configured address. A server always has one; only a laptop asks the visitor's browser.

    A laptop answers to loopback names alone, so what the browser says cannot lead elsewhere.
    """
    if settings.SITE_ADDRESS:
        return str(settings.SITE_ADDRESS)
    return f"{request.scheme}://{request.get_host()}" if request else ON_A_LAPTOP
