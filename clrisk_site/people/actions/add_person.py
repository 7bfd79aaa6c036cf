"""Makes an account and gives it one membership or post."""

import datetime as dt

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from clrisk_site.people import audit
from clrisk_site.people.models import Grant, GrantKind, User
from clrisk_site.people.models.grant import ROLES_BY_KIND
from clrisk_site.people.permissions import Role
from clrisk_site.places.models import Territory


@transaction.atomic
def add_person(
    *,
    by: User | None,
    email: str,
    name: str,
    password: str,
    role: Role,
    territory: Territory,
    starts: dt.date | None = None,
    ends: dt.date | None = None,
) -> User:
    """Create the account, if it is new, and the grant.

    Raises
    ------
    ValidationError
        When the password is weak, the role needs a space or a record, or a post lacks its mandate.
    """
    kind = _kind_of(role)
    if kind == GrantKind.POST and not (starts and ends and territory.level.is_municipal):
        raise ValidationError(
            _("A post is held in one municipality, with the first and last day of the mandate.")
        )
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        user = User(email=email.lower(), name=name)
        validate_password(password, user)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save()
    grant = Grant.objects.create(
        user=user, kind=kind, role=role, territory=territory, starts=starts, ends=ends, granted_by=by
    )
    audit.note(
        by=by, territory=territory, action="grant.create", subject=grant, changes={"role": [None, str(role)]}
    )
    return user


def _kind_of(role: Role) -> GrantKind:
    for kind in (GrantKind.MEMBERSHIP, GrantKind.POST):
        if role in ROLES_BY_KIND[kind]:
            return kind
    raise ValidationError(
        _("This role belongs to a coordination space or to one record, not to a territory.")
    )
