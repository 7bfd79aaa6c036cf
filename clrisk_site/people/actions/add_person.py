"""Makes an account with a password and gives it one membership or post, by the rules of every grant."""

import datetime as dt

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from clrisk_site.catalogue.wording import render
from clrisk_site.people import audit
from clrisk_site.people.actions.give_grant import add_grant
from clrisk_site.people.actions.grant_checks import lock_grants
from clrisk_site.people.models import GrantKind, User
from clrisk_site.people.models.grant import ROLES_BY_KIND
from clrisk_site.people.permissions import Role
from clrisk_site.people.refusal import RefusedError
from clrisk_site.people.terms import GrantTerms
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
        When the password is weak, the role needs a space or a record, or a rule of grants forbids it.
    """
    terms = GrantTerms(_kind_of(role), role, territory, starts, ends)
    lock_grants(territory)
    user = User.objects.select_for_update().filter(email__iexact=email).first()
    if user is None:
        user = User(email=email.lower(), name=name)
        validate_password(password, user)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save()
        audit.note(by=by, territory=territory, action="user.create", subject=user)
    try:
        add_grant(by=by, user=user, terms=terms)
    except RefusedError as refused:
        raise ValidationError(render(refused.message)) from refused
    return user


def _kind_of(role: Role) -> GrantKind:
    for kind in (GrantKind.MEMBERSHIP, GrantKind.POST):
        if role in ROLES_BY_KIND[kind]:
            return kind
    raise ValidationError(
        _("This role belongs to a coordination space or to one record, not to a territory.")
    )
