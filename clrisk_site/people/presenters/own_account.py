"""What the pages of one's own account show: devices in words, and where each security measure stands."""

import re
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils.translation import gettext

from clrisk_site.catalogue.moments import moment_words
from clrisk_site.people.acting import network_of

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone|iPad", "iOS"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True)
class SessionRow:
    """One computer where the person is signed in."""

    pk: int
    device: str
    network: str
    begun: str
    seen: str
    is_this: bool


def session_rows(sessions: list[UserSession], key: str | None) -> list[SessionRow]:
    """Put sessions into words, the one in use first."""
    rows = [
        SessionRow(
            pk=session.pk,
            device=device_of(session.user_agent),
            network=network_of(session.ip),
            begun=moment_words(session.created_at),
            seen=moment_words(session.last_seen_at),
            is_this=session.session_key == key,
        )
        for session in sorted(sessions, key=lambda session: session.last_seen_at, reverse=True)
    ]
    return sorted(rows, key=lambda row: not row.is_this)


def device_of(user_agent: str) -> str:
    """Name browser and system as far as the browser tells, such as "Firefox, Windows"."""
    found = [
        next((name for sign, name in signs if re.search(sign, user_agent)), "")
        for signs in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(name for name in found if name) or gettext("A browser that does not say which")


@dataclass(frozen=True)
class SecondFactorState:
    """Whether the second factor is set up, and how many recovery codes are left."""

    is_on: bool
    codes_left: int

    @property
    def few_codes(self) -> bool:
        """Whether new codes are due."""
        return self.is_on and self.codes_left < 4


def second_factor_state(authenticators: list[Authenticator]) -> SecondFactorState:
    """Sum up what a person has set up."""
    codes = [one for one in authenticators if one.type == Authenticator.Type.RECOVERY_CODES]
    return SecondFactorState(
        is_on=any(one.type == Authenticator.Type.TOTP for one in authenticators),
        codes_left=len(codes[0].wrap().get_unused_codes()) if codes else 0,
    )
