"""Carries what the sign-in library reports to the audit and to the list of sessions; apps.py connects it."""

import time
from typing import Any

from allauth.account.signals import user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
    authenticator_used,
)
from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_in as session_begun
from django.db.models.signals import pre_save
from django.http import HttpRequest

from clrisk_site.people import audit
from clrisk_site.people.account_limits import BEGUN, ENDED, SEEN
from clrisk_site.people.actions.second_factor import note_second_factor
from clrisk_site.people.actions.sessions import cut_address, note_sign_in
from clrisk_site.people.models import User


def _begin(request: HttpRequest, **_more: Any) -> None:
    request.session[BEGUN] = request.session[SEEN] = time.time()
    request.session.pop(ENDED, None)


def _note_sign_in(user: User, **_more: Any) -> None:
    note_sign_in(user)


def _cut(instance: UserSession, **_more: Any) -> None:
    cut_address(instance)


def _added(request: HttpRequest, user: User, authenticator: Authenticator, **_more: Any) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        note_second_factor(user, "add", keep=request.session.session_key)


def _removed(request: HttpRequest, user: User, authenticator: Authenticator, **_more: Any) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        note_second_factor(user, "remove", keep=request.session.session_key)


def _renewed(request: HttpRequest, user: User, **_more: Any) -> None:
    note_second_factor(user, "new-codes", keep=request.session.session_key)


def _used(user: User, authenticator: Authenticator, **_more: Any) -> None:
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        audit.note(by=user, territory=None, action="second-factor.recovery", subject=user)


def _failed(user: User, **_more: Any) -> None:
    audit.note(by=None, territory=None, action="second-factor.fail", subject=user)


def listen() -> None:
    """Connect all of the above."""
    session_begun.connect(_begin)
    user_logged_in.connect(_note_sign_in)
    pre_save.connect(_cut, sender=UserSession)
    authenticator_added.connect(_added)
    authenticator_removed.connect(_removed)
    authenticator_reset.connect(_renewed)
    authenticator_used.connect(_used)
    authentication_failed.connect(_failed)
