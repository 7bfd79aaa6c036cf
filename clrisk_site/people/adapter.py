"""How signing in works here: equal answers, one page for too many attempts, every failure in the audit."""

from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.ratelimit import respond_429
from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from clrisk_site.people.actions.sessions import note_failed_sign_in
from clrisk_site.people.models import User
from clrisk_site.people.recent import is_recent

TOO_MANY = {"too_many_login_attempts", "rate_limited"}


class AccountAdapter(DefaultAccountAdapter):
    """Our rules for the sign-in library."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "incorrect_password": _("The password is not right."),
    }

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Check a password. A closed account answers like a wrong password."""
        user = super().authenticate(request, **credentials)
        if isinstance(user, User) and user.is_active:
            return user
        if user is not None:
            self.authentication_failed(request, **credentials)
        return None

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ARG002 - its caller's
        """Note the attempt, with the account if there is one."""
        note_failed_sign_in(str(credentials.get("email", "")))

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """Answer too many attempts with a page of its own, since nothing typed would help."""
        if code in TOO_MANY:
            raise ImmediateHttpResponse(respond_429(context.request))
        return cast("ValidationError", super().validation_error(code, *args))

    def is_reauthentication_required(self, *, app: str, **_kwargs: Any) -> bool:  # noqa: ARG002 - the same everywhere
        """Whether the last password or code of this session is too old."""
        return not is_recent(context.request)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Our rules for the second factor."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _(
            "The code is not right, was used before, or its half minute is over. Type the next one shown."
        ),
    }

    def get_totp_issuer(self) -> str:
        """Name the site in the app by what it is, never by what a request calls it."""
        return "CLRISK"
