"""Holds for each request of a signed-in person: length of the session, language, second factor."""

import time
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest
from django.http.response import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation

from clrisk_site.people.models import User
from clrisk_site.people.second_factor import has_second_factor, role_obliges

type Answer = Callable[[HttpRequest], HttpResponseBase]

BEGUN, SEEN, ENDED = "begun_at", "seen_at", "ended"  # keys of the session


class SessionLimitsMiddleware:
    """Ends a session that was idle for an hour or began twelve hours ago. The sign-in page then says why."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.COOKIES and request.user.is_authenticated:
            reason = _over(request)
            if reason:
                logout(request)
                request.session[ENDED] = reason
        return self.get_response(request)


def _over(request: HttpRequest) -> str:
    now = time.time()
    begun, seen = request.session.setdefault(BEGUN, now), request.session.setdefault(SEEN, now)
    if now - begun > settings.SESSION_LONGEST_SECONDS:
        return "long"
    if now - seen > settings.SESSION_IDLE_SECONDS:
        return "idle"
    if now - seen > settings.SESSION_NOTE_SECONDS:
        request.session[SEEN] = now
        UserSession.objects.filter(session_key=request.session.session_key).update(
            last_seen_at=timezone.now()
        )
    return ""


class OwnLanguageMiddleware:
    """Speaks to a person in the language of their account, whatever the browser asks for."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user if request.COOKIES else None
        if isinstance(user, User) and user.language in dict(settings.LANGUAGES):
            translation.activate(user.language)
            request.LANGUAGE_CODE = user.language
        return self.get_response(request)


class SecondFactorMiddleware:
    """Sends whoever must have a second factor to set it up, before any other page of theirs."""

    OPEN = frozenset({"mfa_activate_totp", "account_reauthenticate", "account_logout", "set_language"})

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, _args: object, _kwargs: object
    ) -> HttpResponseBase | None:
        """Let pages through that ask for no sign-in, and those of the set-up itself."""
        user = request.user if request.COOKIES else None
        name = request.resolver_match.url_name if request.resolver_match else None
        if not isinstance(user, User) or name in self.OPEN or not getattr(view, "login_required", True):
            return None
        if role_obliges(user) and not has_second_factor(user):
            return HttpResponseRedirect(reverse("mfa_activate_totp"))
        return None
