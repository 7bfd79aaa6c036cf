"""Gives a person one grant."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from clrisk_site.people import audit
from clrisk_site.people.actions.grant_checks import check_new_grant, lock_grants
from clrisk_site.people.models import Grant, User
from clrisk_site.people.refusal import refusals_noted
from clrisk_site.people.terms import GrantTerms


def give_grant(*, by: User | None, user: User, terms: GrantTerms) -> Grant:
    """Give a person with an account a post, a membership, a seat or one record.

    Raises
    ------
    RefusedError
        When a rule forbids it; nothing is changed, and that it was tried is noted.
    """
    with (
        refusals_noted(by=by, territory=terms.territory, subject=user, role=terms.role),
        transaction.atomic(),
    ):
        lock_grants(terms.territory)
        return add_grant(by=by, user=user, terms=terms)


def add_grant(*, by: User | None, user: User, terms: GrantTerms) -> Grant:
    """Check and store a grant inside the transaction of a larger act, which holds the lock."""
    check_new_grant(by=by, user=user, terms=terms)
    subject = terms.subject
    grant = Grant.objects.create(
        user=user,
        kind=terms.kind,
        role=terms.role,
        territory=terms.territory,
        subject_type=ContentType.objects.get_for_model(subject) if subject else None,
        subject_id=subject.pk if subject else None,
        constituency=terms.constituency,
        is_substitute=terms.is_substitute,
        starts=terms.starts,
        ends=terms.ends,
        granted_by=by,
    )
    changes = {
        "person": user.pk,
        "role": [None, str(terms.role)],
        "starts": [None, terms.starts],
        "ends": [None, terms.ends],
    }
    audit.note(by=by, territory=terms.territory, action="grant.create", subject=grant, changes=changes)
    return grant
