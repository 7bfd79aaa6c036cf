"""How signing in works here: a closed account answers like a wrong password."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from clrisk_site.people.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Our rules for the sign-in library."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        user = super().authenticate(request, **credentials)
        return user if isinstance(user, User) and user.is_active else None
