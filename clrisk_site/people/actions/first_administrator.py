"""Lets the owner of the server bring in an administrator by a link: no password on the command line."""

from django.db import transaction
from django.utils import timezone

from clrisk_site.people.actions.access_links import IssuedLink, issue_link
from clrisk_site.people.actions.invite import invite
from clrisk_site.people.models import Grant, GrantKind, LinkPurpose, User
from clrisk_site.people.permissions import Role
from clrisk_site.people.terms import GrantTerms
from clrisk_site.places.models import Territory


class AdministratorExistsError(Exception):
    """There is one already, so nobody is made administrator by accident."""


@transaction.atomic
def make_first_administrator(
    *, email: str, name: str, territory: Territory, another: bool = False
) -> IssuedLink:
    """Invite a person as administrator; one who is administrator already gets a new link.

    Parameters
    ----------
    another : bool
        Asked for explicitly: go on although there is an administrator.

    Raises
    ------
    AdministratorExistsError
        When there is an administrator in force and `another` was not asked for.
    RefusedError
        When a rule of grants forbids it.
    """
    in_force = Grant.objects.filter(role=Role.ADMINISTRATOR, user__is_active=True).current(
        timezone.localdate()
    )
    if in_force.exists() and not another:
        raise AdministratorExistsError
    user = User.objects.filter(email__iexact=email).first()
    held = in_force.filter(user=user, territory=territory).first() if user else None
    if user is None or held is None:
        terms = GrantTerms(kind=GrantKind.MEMBERSHIP, role=Role.ADMINISTRATOR, territory=territory)
        invited = invite(by=None, email=email, name=name, terms=terms)
        if invited.link:
            return invited.link
        user, held = invited.user, invited.grant
    purpose = LinkPurpose.RESET if user.has_usable_password() else LinkPurpose.INVITATION
    return issue_link(user=user, purpose=purpose, by=None, grant=held)
