"""Invites a person: account, grant and the link by which they set their password."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from clrisk_site.figures.message import says
from clrisk_site.people import audit
from clrisk_site.people.actions.access_links import IssuedLink, issue_link
from clrisk_site.people.actions.give_grant import add_grant
from clrisk_site.people.actions.grant_checks import lock_grants
from clrisk_site.people.models import Grant, GrantKind, LinkPurpose, User
from clrisk_site.people.refusal import RefusedError, refusals_noted
from clrisk_site.people.terms import GrantTerms
from clrisk_site.people.vouching import may_vouch


@dataclass(frozen=True)
class Invited:
    """Who was invited to what; `link` is None where the person signs in already, or others let them in."""

    user: User
    grant: Grant
    link: IssuedLink | None


def invite(*, by: User | None, email: str, name: str, terms: GrantTerms) -> Invited:
    """Give a person a grant, with an account if the address has none, and a link if they never signed in.

    The name of an account that exists stays as it is.

    Raises
    ------
    RefusedError
        When a rule forbids it; nothing is changed, and that it was tried is noted.
    """
    with refusals_noted(by=by, territory=terms.territory, role=terms.role), transaction.atomic():
        lock_grants(terms.territory)
        return add_invited(by=by, email=email, name=name, terms=terms)


def add_invited(*, by: User | None, email: str, name: str, terms: GrantTerms) -> Invited:
    """Invite inside the transaction of a larger act, which holds the lock."""
    # Held before any chain of the audit, in the order in which a link locks an account and then a chain.
    found = User.objects.select_for_update().filter(email__iexact=email).first()
    user = found or _add_account(by, email, name, terms)
    grant = add_grant(by=by, user=user, terms=terms)
    # Who fills in one record by link needs no password, so there is nothing to invite to.
    waits = terms.kind != GrantKind.RECORD and not user.has_usable_password()
    link = None
    if waits and (by is None or may_vouch(by, user)):
        link = issue_link(user=user, purpose=LinkPurpose.INVITATION, by=by, grant=grant)
    return Invited(user, grant, link)


def _add_account(by: User | None, email: str, name: str, terms: GrantTerms) -> User:
    user = User(email=email.lower(), name=name)
    user.set_unusable_password()
    try:
        user.full_clean(exclude=["password"])
    except ValidationError as error:
        raise RefusedError(
            says("This e-mail address or name cannot be used. Check both."),
            reason="unusable_address",
            field="email",
        ) from error
    user.save()
    audit.note(by=by, territory=terms.territory, action="user.create", subject=user)
    return user
