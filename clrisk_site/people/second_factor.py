"""Who must confirm a sign-in with a code of their phone, and drawings that a phone reads."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from qrcode.main import QRCode

from clrisk_site.people.access import reaches
from clrisk_site.people.models import User
from clrisk_site.people.permissions import Role

# They see many municipalities, or decide who sees them.
OBLIGED = frozenset({Role.ADMINISTRATOR, Role.COORDINATOR, Role.ILO_OFFICER})


def role_obliges(user: User | AnonymousUser) -> bool:
    """Whether a role in force demands a second factor; the demonstration, with public passwords, does not."""
    demanded = bool(settings.SECOND_FACTOR_OBLIGATORY)
    return demanded and any(reach.role in OBLIGED for reach in reaches(user))


def has_second_factor(user: User) -> bool:
    """Whether the person has set up an app that shows codes."""
    found = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP)
    return bool(found.exists())


def draw_for_phone(address: str) -> str:
    """Return an address as the SVG of a QR code: one path, no style."""
    code = QRCode(border=4)
    code.add_data(address)
    code.make(fit=True)
    rows: list[list[bool]] = code.get_matrix()
    squares = "".join(
        f"M{column} {line}h1v1h-1z"
        for line, row in enumerate(rows)
        for column, dark in enumerate(row)
        if dark
    )
    size = len(rows)
    return (
        f'<svg class="c-scan" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" role="img" '
        f'shape-rendering="crispEdges" aria-labelledby="scan-title"><title id="scan-title">QR</title>'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path fill="#000" d="{squares}"/></svg>'
    )
