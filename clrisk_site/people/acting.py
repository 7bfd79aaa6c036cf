"""Who is at work in this request and from where: what an audit entry tells beside the act itself.

Kept in a context variable, so that actions need not pass it on; commands and the worker have none. What is
noted lives in audit.py; the middleware that opens and closes a visit in middleware.py.
"""

import ipaddress
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from clrisk_site.places.models import Territory

# Enough to tell two offices apart, too little to tell who sat at which computer.
KEPT_BITS = {4: 24, 6: 48}


@dataclass(frozen=True)
class Denial:
    """A place where the person was refused; `foreign` when no grant of theirs reaches it."""

    territory: Territory
    foreign: bool


@dataclass
class Visit:
    """One request as the audit sees it."""

    request: HttpRequest
    network: str
    denial: Denial | None = None


_visit: ContextVar[Visit | None] = ContextVar("visit", default=None)


@contextmanager
def visiting(request: HttpRequest) -> Iterator[Visit]:
    """Let everything done within be known as done in this request."""
    visit = Visit(request, network_of(client_address(request)))
    token = _visit.set(visit)
    try:
        yield visit
    finally:
        _visit.reset(token)


def current_visit() -> Visit | None:
    """The request that is being answered, if any."""
    return _visit.get()


def mark_denied(territory: Territory, *, foreign: bool) -> None:
    """Remember a refusal, to be noted when the answer leaves: the transaction of the view may be undone."""
    visit = _visit.get()
    if visit is not None:
        visit.denial = Denial(territory, foreign)


def client_address(request: HttpRequest) -> str:
    """The visitor's address: the connection's, or what the trusted proxies say it was."""
    proxies = int(getattr(settings, "ALLAUTH_TRUSTED_PROXY_COUNT", 0))
    if not proxies:
        return str(request.META.get("REMOTE_ADDR", ""))
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    return hops[-proxies] if len(hops) >= proxies else ""


def network_of(address: str) -> str:
    """Cut an address to its network: /24 of IPv4, /48 of IPv6; "" for what is no address."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return str(ipaddress.ip_network(f"{found}/{KEPT_BITS[found.version]}", strict=False))
