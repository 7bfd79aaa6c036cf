"""Closes the account of a person who leaves: every grant ends at once, and successors take over if named."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from clrisk_site.figures.message import says
from clrisk_site.people import audit
from clrisk_site.people.access import may
from clrisk_site.people.actions.access_links import withdraw_link
from clrisk_site.people.actions.give_grant import add_grant
from clrisk_site.people.actions.grant_checks import (
    check_administrator_stays,
    check_new_grant,
    lock_grants,
)
from clrisk_site.people.actions.invite import Invited, add_invited
from clrisk_site.people.actions.revoke_grant import close_grant
from clrisk_site.people.actions.sessions import end_sessions
from clrisk_site.people.models import AccessLink, Draft, Grant, GrantKind, SavedView, User
from clrisk_site.people.queries.open_grants import open_grants
from clrisk_site.people.refusal import RefusedError, refusals_noted
from clrisk_site.people.terms import NEEDED, GrantTerms
from clrisk_site.people.vouching import may_vouch
from clrisk_site.places.models import Territory


@dataclass(frozen=True)
class Successor:
    """Who takes over a post or seat: a person with an account, or an address to invite."""

    user: User | None = None
    email: str = ""
    name: str = ""

    @property
    def is_named(self) -> bool:
        """Whether anybody was named."""
        return self.user is not None or bool(self.email)

    def is_person(self, person: User) -> bool:
        """Whether a person was named, in either way."""
        return self.user == person or self.email.lower() == person.email.lower()


def leave(
    *, by: User, user: User, territory: Territory, successors: Mapping[int, Successor]
) -> list[Invited]:
    """End all grants of a person, their links and sessions, and close the account for good.

    Parameters
    ----------
    by : User
        The person themself, or who may end each of their grants.
    territory : Territory
        Where it was asked for.
    successors : mapping of int to Successor
        Grant id to who takes over. Where `by` may give that kind of grant, the successor gets it at once, to
        the end of the same term; else the name is kept with the ended grant, for an administrator.

    Returns
    -------
    list of Invited
        What the successors got, with the links of those who have not signed in yet.

    Raises
    ------
    RefusedError
        When a rule forbids it; nothing is changed, and that it was tried is noted.
    """
    with refusals_noted(by=by, territory=territory, subject=user), transaction.atomic():
        lock_grants(territory)
        _hold_accounts(user, *(one.user for one in successors.values() if one.user))
        grants = open_grants(user)
        _check_leaving(by, user, grants)
        audit.note(by=by, territory=None, action="person.leave", subject=user)
        taken_over = []
        for grant in grants.order_by("territory__path", "pk"):
            taken_over += _hand_over(by, grant, successors.get(grant.pk, Successor()))
        _close_account(by, user)
        return taken_over


def may_hand_over(by: User, grant: Grant) -> bool:
    """Whether who closes the account may give the grant to somebody else."""
    return grant.user_id != by.pk and may(by, NEEDED[GrantKind(grant.kind)], grant.territory)


def _hold_accounts(*users: User) -> None:
    # Before any chain of the audit, in the order in which links lock an account and then a chain.
    list(User.objects.select_for_update().filter(pk__in={user.pk for user in users}).order_by("pk"))


def _check_leaving(by: User, user: User, grants: QuerySet[Grant]) -> None:
    if user.closed_on is not None:
        raise RefusedError(says("This account is closed already."), reason="closed_account")
    if by.pk != user.pk and not may_vouch(by, user):
        raise RefusedError(
            says(
                "This person also has access to places that are not yours. End what they have here instead."
            ),
            reason="beyond_reach",
        )
    for grant in grants:
        check_administrator_stays(grant, going=grants)


def check_successor(by: User, grant: Grant, successor: Successor) -> None:
    """Raise RefusedError when somebody who has an account could not take over, before anything is closed.

    That the person who leaves still holds the post is no hindrance: it ends with their account.
    """
    if successor.is_person(grant.user):
        raise RefusedError(says("Nobody takes over from themselves."), reason="own_successor")
    taking = successor.user or User.objects.filter(email__iexact=successor.email).first()
    if taking is None:
        return
    try:
        check_new_grant(by=by, user=taking, terms=_terms_of(grant))
    except RefusedError as refused:
        if refused.held is None or refused.held.user_id != grant.user_id:
            raise


def _hand_over(by: User, grant: Grant, successor: Successor) -> list[Invited]:
    given = successor.is_named and may_hand_over(by, grant)
    # The address must differ too: the account that it leads to is closed before this act ends.
    if successor.is_person(grant.user):
        raise RefusedError(says("Nobody takes over from themselves."), reason="own_successor")
    if successor.email and not given:
        raise RefusedError(
            says("Only an administrator invites a new person. Name somebody who has an account."),
            reason="successor_needs_administrator",
        )
    close_grant(grant, by=by, successor=successor.user)
    if not given:
        return []
    terms = _terms_of(grant)
    if successor.user is not None:
        return [Invited(successor.user, add_grant(by=by, user=successor.user, terms=terms), None)]
    invited = add_invited(by=by, email=successor.email, name=successor.name, terms=terms)
    grant.successor = invited.user
    grant.save(update_fields=["successor"])
    return [invited]


def _terms_of(grant: Grant) -> GrantTerms:
    terms = GrantTerms(
        GrantKind(grant.kind),
        grant.role,  # type: ignore[arg-type]  # the database keeps the role's text
        grant.territory,
        grant.starts,
        grant.ends,
        grant.subject,
        grant.constituency,
        grant.is_substitute,
    )
    today = timezone.localdate()
    return terms if terms.starts and terms.starts > today else replace(terms, starts=today)


def _close_account(by: User, user: User) -> None:
    for link in AccessLink.objects.filter(user=user, used_at=None, withdrawn_at=None):
        withdraw_link(link, by=by)
    end_sessions(user, by=by)
    Draft.objects.filter(user=user).delete()
    SavedView.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    EmailAddress.objects.filter(user=user).delete()
    user.is_active, user.closed_on = False, timezone.localdate()
    # The address is free again: who comes back is invited anew, with an account of their own.
    user.email = f"closed-{user.pk}@closed.invalid"
    user.set_unusable_password()
    user.save(update_fields=["is_active", "closed_on", "email", "password"])
